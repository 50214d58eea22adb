"""YAML 1.2, by ruamel.yaml; a key twice in one mapping is a fault (YAML 1.2.2, 3.2.1.3)."""

from __future__ import annotations

import re
from fnmatch import fnmatch

from pbc_tui.checks.analysis.formats.lines import last_place
from pbc_tui.checks.analysis.leftovers import elided, leftovers
from pbc_tui.checks.analysis.spot import Spot

# Whoever reads these files takes the first document, or refuses a second one.
_ONE_DOCUMENT = (
    ".github/*",
    "*.cff",
    "*mkdocs.yml",
    ".pre-commit-*.yaml",
    ".readthedocs.y*ml",
    ".gitlab-ci.yml",
    "*compose*.y*ml",
    "codecov.y*ml",
    ".codecov.y*ml",
    "environment.y*ml",
)
_ADVICE = re.compile(r"\s*(To suppress this check see|Duplicate keys will become an error).*", re.S)


def yaml_faults(text: str, path: str = "") -> list[Spot]:
    """What keeps a text from being YAML, or from being one document where its reader wants one."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from pbc_tui.checks.analysis.formats.yaml_aliases import CountingComposer

    reader = YAML(typ="rt", pure=True)
    reader.Composer = CountingComposer
    reader.allow_duplicate_keys = False
    documents = 0
    try:
        for _ in reader.load_all(text):
            documents += 1
    except MarkedYAMLError as error:
        return [*leftovers(text), _spot(error, text)]
    except YAMLError as error:
        return [*leftovers(text), Spot(0, 0, "yaml", _first_line(str(error)))]
    except RecursionError:
        return [Spot(0, 0, "nesting", "nested too deep to be read")]
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        # A scalar that its tag does not fit, for instance an impossible date.
        return [*leftovers(text), Spot(0, 0, "yaml", _first_line(str(error)) or "not YAML")]
    if documents > 1 and any(fnmatch(path, pattern) for pattern in _ONE_DOCUMENT):
        return [_second_document(text)]
    return elided(text, ("#",))


def _spot(error: object, text: str) -> Spot:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem, context = getattr(error, "problem", ""), getattr(error, "context", "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    message = _first_line(_ADVICE.sub("", str(problem or context or "not YAML")))
    if "\\t" in message:
        message = "a tab stands where YAML wants spaces"
    end = last_place(text)
    if (line, column) >= end and ("expected" in message or "end of" in message):
        message = f"the output seems cut off: {message}"
        return Spot(*min((line, column), end), "cut-off", message)
    return Spot(line, column, "yaml", message)


def _second_document(text: str) -> Spot:
    begun = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("---") and begun:
            return Spot(number, 1, "yaml", "a second document begins here; this file holds one")
        begun = begun or bool(line.strip() and not line.startswith(("#", "%")))
    return Spot(0, 0, "yaml", "there are several documents; this file holds one")


def _first_line(message: str) -> str:
    lines = message.strip().splitlines()
    return lines[0] if lines else ""
