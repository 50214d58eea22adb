"""Reading TOML that anybody may have written, in a time that does not run away."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_NAMES = 50
"""A key has at most so many names; ``tomllib`` takes their number squared for each of them."""

# Words begin at no word character and are never given back, so that this is linear.
_DOTTED = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){2,}+""")


def read_toml(text: str) -> dict[str, Any]:
    """The content of a TOML text.

    Raises:
        tomllib.TOMLDecodeError: when it is none, or a key has more than ``MOST_NAMES`` names.
        RecursionError: when it is nested too deep.
        ValueError: for a number that Python refuses to read.
    """
    if text.count(".") > MOST_NAMES:
        for key in _DOTTED.finditer(text):
            if key.group().count(".") >= MOST_NAMES:
                line = text.count("\n", 0, key.start()) + 1
                column = key.start() - text.rfind("\n", 0, key.start())
                words = f"More than {MOST_NAMES} names joined by dots"
                raise tomllib.TOMLDecodeError(f"{words} (at line {line}, column {column})")
    return tomllib.loads(text)
