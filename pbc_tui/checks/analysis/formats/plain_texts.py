"""Text files that have a form of their own: environment, ignore and requirements files, make."""

from __future__ import annotations

import configparser
import re
from collections.abc import Callable
from fnmatch import fnmatch

from pbc_tui.checks.analysis.formats.lines import lines_of
from pbc_tui.checks.analysis.leftovers import conflict_markers, fenced_whole, leftovers
from pbc_tui.checks.analysis.spot import Spot

_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$")
_RULE = re.compile(r"[^\s#=][^#=]*::?(?!=)")
_DIRECTIVES = ("include", "-include", "sinclude", "define", "endef", "export", "unexport", "vpath")
_CONDITIONS = ("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "override", "undefine")


def text_faults(text: str, path: str = "") -> list[Spot]:
    """What the form of a text file, known by its name, does not allow; no conflict markers."""
    name = path.rpartition("/")[2].lower()
    for patterns, read in _FORMS:
        if any(fnmatch(name, pattern) for pattern in patterns):
            return leftovers(text) or read(text)
    return [*conflict_markers(text), *fenced_whole(text)]


def _environment(text: str) -> list[Spot]:
    """``KEY=value`` lines, each key once; a quoted value may go on over several lines."""
    found: list[Spot] = []
    seen: dict[str, int] = {}
    closing = ""
    for number, line in enumerate(lines_of(text), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        entry = _ASSIGNMENT.match(bare)
        if entry is None:
            found.append(Spot(number, 1, "env", f"{bare[:40]!r} is no KEY=value"))
            continue
        key, value = entry.group(1), entry.group(2).strip()
        if key in seen:
            found.append(Spot(number, 1, "env", f"{key} stands in line {seen[key]} already"))
        seen.setdefault(key, number)
        if value[:1] in ("'", '"') and value[0] not in value[1:]:
            closing = value[0]
            opened = number
    if closing:
        found.append(Spot(opened, 1, "cut-off", "the quoted value is never closed"))
    return found


def _ignore(text: str) -> list[Spot]:
    """Patterns as git reads them."""
    from pathspec import GitIgnoreSpec

    found = []
    for number, line in enumerate(lines_of(text), 1):
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            found.append(Spot(number, 1, "pattern", str(error)))
    return found


def _make(text: str) -> list[Spot]:
    """Recipes begin with a tab; nothing else stands outside of rules, variables and conditions."""
    found: list[Spot] = []
    in_rule = continued = defining = False
    if ".RECIPEPREFIX" in text:
        return found
    for number, line in enumerate(lines_of(text), 1):
        bare = line.strip()
        goes_on, continued = continued, bare.endswith("\\")
        first = bare.split(maxsplit=1)[0] if bare else ""
        defining = (defining or first == "define") and first != "endef"
        if goes_on or defining or not bare or line.startswith("\t") or bare.startswith("#"):
            continue
        if first in _DIRECTIVES or first in _CONDITIONS or first.startswith("$("):
            continue
        if line.startswith(" ") and in_rule and "=" not in first:
            message = "a recipe begins with a tab, not with spaces"
            found.append(Spot(number, 1, "make", message))
        elif _RULE.match(bare):
            in_rule = True
        elif "=" in bare:
            in_rule = in_rule and line.startswith(" ")
        else:
            found.append(Spot(number, 1, "make", f"{bare[:40]!r} is neither a rule nor a variable"))
    return found


def _requirements(text: str) -> list[Spot]:
    """One requirement or option of pip a line (pip's requirements file format)."""
    from packaging.requirements import InvalidRequirement, Requirement

    found = []
    joined = ""
    for number, line in enumerate(lines_of(text), 1):
        joined += _uncommented(line)
        if joined.endswith("\\"):
            joined = joined[:-1]
            continue
        entry, joined = joined.strip(), ""
        plain = re.sub(r"\s--?[a-z-]+[= ].*$", "", entry)
        if not plain or plain.startswith("-") or re.match(r"(\.|/|\w+://|git\+|file:)", plain):
            continue
        try:
            Requirement(re.sub(r"\$\{\w+\}", "x", plain))
        except InvalidRequirement as error:
            message = str(error).strip().splitlines()[0]
            found.append(Spot(number, 1, "requirement", f"{plain[:40]!r}: {message}"))
    return found


def _uncommented(line: str) -> str:
    return "" if line.startswith("#") else line.partition(" #")[0].rstrip()


def _sections(text: str) -> list[Spot]:
    """An INI file: no section and no key twice."""
    try:
        configparser.RawConfigParser(strict=True).read_string(text)
    except configparser.Error as error:
        places = [number for number, _ in getattr(error, "errors", ())]
        line = getattr(error, "lineno", None) or (places[0] if places else 0)
        message = re.sub(r"^While reading from [^:]*?(\[line +\d+\])?: ", "", str(error))
        return [Spot(int(line), 1, "ini", " ".join(message.split()))]
    return []


_FORMS: list[tuple[tuple[str, ...], Callable[[str], list[Spot]]]] = [
    ((".env", ".env.*", "*.env"), _environment),
    ((".gitignore", ".dockerignore", ".prettierignore"), _ignore),
    (("makefile", "gnumakefile", "*.mk"), _make),
    (("requirements*.txt", "constraints*.txt"), _requirements),
    (("setup.cfg", "tox.ini", "pytest.ini", "mypy.ini", "alembic.ini", ".coveragerc"), _sections),
]
