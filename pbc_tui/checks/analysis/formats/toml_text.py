"""TOML 1.0, by the parser of the standard library."""

from __future__ import annotations

import re
import tomllib

from pbc_tui.checks.analysis.formats.lines import last_place
from pbc_tui.checks.analysis.leftovers import elided, leftovers
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.design.toml_reading import read_toml

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def toml_faults(text: str) -> list[Spot]:
    """What keeps a text from being TOML."""
    try:
        read_toml(text)
    except tomllib.TOMLDecodeError as error:
        return [*leftovers(text), _spot(str(error), text)]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    except ValueError as error:
        # A number that Python itself refuses to read, for its length.
        return [Spot(0, 0, "toml", str(error))]
    return elided(text, ("#",))


def _spot(message: str, text: str) -> Spot:
    place = _PLACE.search(message)
    words = message[: place.start()] if place else message
    if place and place.group(1):
        return Spot(int(place.group(1)), int(place.group(2)), "toml", words)
    line, column = last_place(text)
    if words.startswith("Cannot"):
        return Spot(line, 0, "toml", words)
    return Spot(line, column, "cut-off", f"the output seems cut off: {words}")
