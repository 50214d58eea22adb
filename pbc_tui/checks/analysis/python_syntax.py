"""Compiling Python with the interpreter at hand, to find what a parser alone does not see."""

from __future__ import annotations

import io
import sys
import tokenize
import warnings

from pbc_tui.checks.analysis.leftovers import elided, leftovers
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.analysis.truncation import cut_off

HOST = "host"
"""The code of a fault that only says what this interpreter cannot do."""


def compile_fault(content: bytes, target: str) -> Spot | None:
    """Why this interpreter does not compile the bytes; None when it does.

    A fault is no finding where the interpreter is older than the target version, unless the text
    is beyond every parser: such a spot has the code ``host``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(content, "<file>", "exec", dont_inherit=True)
    except SyntaxError as error:
        code = "syntax" if can_judge(target) else HOST
        return Spot(error.lineno or 0, max(error.offset or 0, 0), code, error.msg or "not Python")
    except (RecursionError, MemoryError):
        return Spot(0, 0, "nesting", "nested too deep: Python's own parser gives up on it")
    except (ValueError, OverflowError, LookupError) as error:
        return Spot(0, 0, "syntax", str(error))
    return None


def can_judge(target: str) -> bool:
    """Whether the interpreter that runs this knows the syntax of a version such as "3.11"."""
    major, minor = target.split(".")
    return sys.version_info >= (int(major), int(minor))


def explanations(text: str, fault: Spot | None = None) -> list[Spot]:
    """Own words for a text that does not parse; ``fault`` is what the compiler says about it."""
    found = leftovers(text, fault.line if fault else 0)
    if not found and (spot := cut_off(text, fault)):
        found.append(spot)
    return found


def left_out(text: str) -> list[Spot]:
    """Comments that stand for code which the agent did not write out, in a text that parses."""
    if not elided(text, ("#",)):
        return []
    found: list[Spot] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                found += [
                    Spot(row, column + 1, spot.code, spot.message)
                    for spot in elided(token.string, ("#",))
                ]
    except (tokenize.TokenError, SyntaxError, ValueError):
        # What the tokenizer at hand cannot split is too new for it; the lines will do.
        return elided(text, ("#",))
    return found
