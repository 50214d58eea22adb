"""Whether a ``pyproject.toml`` is one: PEP 517, 518, 621 and 735, by validate-pyproject's schemas.

Only its own schemas count, and what it would fetch from the network it does not get.
"""

from __future__ import annotations

import os
import re

from pbc_tui.checks.analysis.formats.lines import lines_of
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.design.toml_reading import read_toml

_FORMS = {
    "SPDX": "a licence expression (SPDX)",
    "idn-email": "an e-mail address",
    "pep440": "a version (PEP 440)",
    "pep508": "a requirement (PEP 508)",
    "pep508-identifier": "a name of letters, digits, '-', '_' and '.' (PEP 508)",
    "pep508-versionspec": "a range of versions (PEP 440)",
    "python-entrypoint-reference": "a reference such as 'package.module:function'",
    "trove-classifier": "one of PyPI's classifiers",
}
_TYPES = {
    "object": "a table",
    "array": "an array",
    "string": "a string",
    "boolean": "true or false",
}
_LONGEST = 60


def pyproject_faults(text: str) -> list[Spot]:
    """The first thing that keeps a text from being a ``pyproject.toml``.

    Raises:
        ValueError: when it is no TOML.
    """
    os.environ["NO_NETWORK"] = os.environ["VALIDATE_PYPROJECT_NO_NETWORK"] = "1"
    from validate_pyproject.api import Validator, load_builtin_plugin
    from validate_pyproject.error_reporting import ValidationError
    from validate_pyproject.plugins import PluginWrapper

    content = read_toml(text)
    try:
        Validator([PluginWrapper("setuptools", load_builtin_plugin)])(content)
    except ValidationError as error:
        name = str(error.name).strip("`").replace("dependency_groups", "dependency-groups")
        words = _words(str(error.message), name, error.value)
        return [Spot(_line(text, name), 0, "pyproject", words)]
    return []


def _words(message: str, name: str, value: object) -> str:
    """The message in one line, in the words of TOML."""
    whole = "the file" if name == "data" else name
    first = message.strip().splitlines()[0].replace("`", "").rstrip(": ")
    given = f", not {_shown(value)}"
    if form := re.search(r" must be ([\w-]+)$", first):
        wanted = form.group(1)
        return f"{whole} must be {_FORMS.get(wanted) or _TYPES.get(wanted) or wanted}{given}"
    if lacking := re.search(r" must contain \[(.*)\] properties$", first):
        return f"{whole} lacks {_unquoted(lacking.group(1))}"
    if unknown := re.search(r" must not contain \{(.*)\} properties$", first):
        return f"{whole} has a key that the standard does not know: {_unquoted(unknown.group(1))}"
    if "must be valid exactly by one definition" in first or "anyOf" in first:
        return f"{whole} has none of the forms that are allowed{given}"
    return first


def _unquoted(names: str) -> str:
    return names.replace("'", "")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _line(text: str, name: str) -> int:
    """The line of the key, or of the nearest table around it; 0 when neither is written so."""
    wanted = re.sub(r"\[\d+\]", "", name)
    table, best = "", (0, 0)
    for number, line in enumerate(lines_of(text), 1):
        if header := re.match(r"\s*\[\[?\s*([^\[\]]+?)\s*\]", line):
            table = header.group(1).replace('"', "").replace(" ", "")
            here = table
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            plain = re.sub(r"[\"']", "", key.group(1))
            here = f"{table}.{plain}" if table else plain
        else:
            continue
        if (wanted == here or wanted.startswith(f"{here}.")) and len(here) > best[0]:
            best = (len(here), number)
    return best[1]
