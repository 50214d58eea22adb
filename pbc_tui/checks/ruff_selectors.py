"""Whether ruff knows the rules that a specification selects, and which one may be meant.

https://docs.astral.sh/ruff/linter/#rule-selection
"""

from __future__ import annotations

import difflib
import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.inspection import ruff_program
from pbc_tui.design.plain_text import single_line
from pbc_tui.workspace.process import Finished, run, scrubbed_environment

_REFUSED = re.compile(r"(?:selector|Rule) `([^`]*)`")
_SECONDS = 20.0
_CLOSE = 0.5


async def selector_fault(selected: Sequence[str]) -> str:
    """What is wrong with the selected rules, with the nearest one that there is; "" for nothing.

    Where ruff itself cannot be asked, nothing is said: the style check says that.
    """
    try:
        tried = await _ruff("check", "--quiet", f"--select={','.join(selected)}", "--isolated", "-")
        told = _REFUSED.search(tried.stderr.decode("utf-8", "replace"))
        if tried.status != 2 or told is None:
            return ""
        near = _nearest(told.group(1), json.loads((await _ruff(*_ALL)).stdout))
    except (ToolFailure, OSError, ValueError):
        return ""
    word = single_line(told.group(1))
    return f'ruff has no rules "{word}"' + (f"; did you mean {near}?" if near else "")


_ALL = ("rule", "--all", "--output-format=json")


async def _ruff(*arguments: str) -> Finished:
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        return await run(
            [ruff_program(), *arguments],
            cwd=place,
            env=scrubbed_environment(place),
            seconds=_SECONDS,
            cap=20_000_000,
        )


def _nearest(word: str, rules: list[dict[str, str]]) -> str:
    """The rule or the group of rules whose code, or whose name, is nearest to a word."""
    codes = [rule["code"] for rule in rules if rule.get("code")]
    groups = {code.rstrip("0123456789") for code in codes}
    by_name = {rule["name"]: rule["code"] for rule in rules if rule.get("code")}
    # Of equally near ones, the first: groups before single rules, short ones before long ones.
    known = sorted(groups, key=lambda group: (len(group), group)) + codes
    if close := difflib.get_close_matches(word.upper(), known, 1, _CLOSE):
        return close[0]
    named = difflib.get_close_matches(word.lower(), by_name, 1, 0.8)
    return by_name[named[0]] if named else ""
