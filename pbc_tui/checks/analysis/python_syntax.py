"""Compiling Python with the interpreter at hand, to find what a parser alone does not see."""

from __future__ import annotations

import sys
import warnings

from pbc_tui.checks.analysis.leftovers import cut_off, leftovers
from pbc_tui.checks.analysis.spot import Spot


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
        code = "syntax" if can_judge(target) else "host"
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


def explanations(text: str) -> list[Spot]:
    """Own words for a text that does not parse."""
    found = leftovers(text)
    if not found and (spot := cut_off(text)):
        found.append(spot)
    return found
