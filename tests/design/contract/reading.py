"""Texts of modules, read for tests."""

from __future__ import annotations

import textwrap

from pbc_tui.design.contract import Contract, Function, ParameterKind, extract, parse_module


def read(text: str, python: tuple[int, int] | None = None) -> Contract:
    """What a module ``app.core`` of this text, which may be indented, offers."""
    return extract(parse_module(textwrap.dedent(text)), "app.core", python=python)


def shape(function: Function | None) -> str:
    """Names, with a star before the keyword-only ones and a question mark after the optional."""
    assert function is not None
    return " ".join(
        f"{'*' if p.kind is ParameterKind.KEYWORD_ONLY else ''}{p.name}{'' if p.required else '?'}"
        for p in function.bound_parameters
    )
