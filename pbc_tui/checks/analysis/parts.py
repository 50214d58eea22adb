"""What the worker reads from a file: one entry per part, each from the request to plain values."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.checks.analysis.prose import docstring_of
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.analysis.weighing import MOST_SPOTS
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.kinds import is_test
from pbc_tui.design.contract.parsing import NotPython, TooMuch, parse_module


def rows(spots: list[Spot]) -> list[dict[str, Any]]:
    """Spots as plain values, in the order of the file.

    Of very many only the first are told, those that fail before others, and how many there are.
    """
    unique = list(dict.fromkeys(sorted(spots, key=_place)))
    if len(unique) > MOST_SPOTS:
        kept = sorted(unique, key=lambda spot: not spot.fails)[:MOST_SPOTS]
        rest = f"and {len(unique) - MOST_SPOTS:,} more places, which are not listed"
        unique = [*sorted(kept, key=_place), Spot(0, 0, "more", rest, fails=kept[-1].fails)]
    return [spot.public() for spot in unique]


def _place(spot: Spot) -> tuple[int, int, str]:
    return spot.line, spot.column, spot.code


_TOO_LARGE = "it is too much for one file: it has more than"
MOST_NODES = 200_000
"""So many parts of a syntax tree are judged, which takes all rules together about 10 s."""
MOST_DEFINITIONS = 8_000
"""So many blocks of their own, since Python compares those that are alike with each other."""


def module_of(request_text: str) -> ast.Module:
    """The syntax tree of the file, parsed once for all parts.

    Raises:
        NotPython: when it cannot be parsed.
        TooMuch: when it is nested too deep, or has more than ``MOST_NODES`` parts.
    """
    module = _parsed(request_text)
    if isinstance(module, NotPython):
        raise module
    return module


@functools.lru_cache(maxsize=4)
def _parsed(text: str) -> ast.Module | NotPython:
    try:
        module = parse_module(text)
    except NotPython as error:
        return error
    nodes = nodes_of(module)
    if len(nodes) > MOST_NODES:
        return TooMuch(0, 0, f"{_TOO_LARGE} {MOST_NODES:,} parts of a syntax tree")
    if sum(isinstance(node, _DEFINITIONS) for node in nodes) > MOST_DEFINITIONS:
        return TooMuch(0, 0, f"{_TOO_LARGE} {MOST_DEFINITIONS:,} functions and the like")
    return module


_DEFINITIONS = (
    ast.FunctionDef
    | ast.AsyncFunctionDef
    | ast.ClassDef
    | ast.Lambda
    | ast.ListComp
    | ast.SetComp
    | ast.DictComp
    | ast.GeneratorExp
)


def syntax(request: Request) -> dict[str, Any]:
    """What the parsers of this interpreter say about the file."""
    from pbc_tui.checks.analysis.python_syntax import HOST, compile_fault, explanations, left_out
    from pbc_tui.checks.analysis.structured import faults_of

    if not request.python:
        return {"faults": rows(faults_of(request))}
    unreadable = _unreadable(request)
    if unreadable.startswith(_TOO_LARGE):
        faults = [Spot(0, 0, "size", unreadable)]
        return {"faults": rows(faults), "explanations": [], "readable": False}
    fault = compile_fault(request.content, request.spec["python"])
    faults = [fault] if fault else []
    if fault is None or fault.code == HOST:
        faults += left_out(request.text)
    return {
        "faults": rows(faults),
        "explanations": rows(explanations(request.text, fault) if fault else []),
        "readable": not unreadable,
    }


def style(request: Request) -> list[dict[str, Any]]:
    """What the style rules find beyond ruff."""
    from pbc_tui.checks.analysis import (
        docstring_parameters,
        docstring_style,
        exemptions,
        forbidden,
        placeholders,
        whitespace,
    )

    rules = request.spec["style"]
    if not request.python:
        stray = whitespace.stray_whitespace(request.text, request.kind, rules["select"])
        notes = forbidden.forbidden_in_text(request.text, request.kind, rules["forbid"])
        left = placeholders.placeholders_in_text(request.text, request.kind)
        return rows([*stray, *notes, *left])
    found = exemptions.blanket_exemptions(request.text)
    found += placeholders.placeholders_in_python(request.text)
    try:
        module = module_of(request.text)
    except NotPython:
        return rows(found)
    path = request.spec["path"]
    found += forbidden.forbidden_in_python(request.text, module, path, rules["forbid"])
    if rules["docstrings"] != "none":
        found += docstring_style.foreign_docstrings(module, rules["docstrings"])
        found += docstring_parameters.undocumented_parameters(module, rules["docstrings"])
    return rows(found)


def imports(request: Request) -> dict[str, Any]:
    """What the import rules find; ``unreadable`` says why they could not be applied."""
    from pbc_tui.checks.analysis.import_rules import ImportRules
    from pbc_tui.checks.analysis.unused_dependencies import PYPROJECT, unused_dependencies

    path, root = request.spec["path"], Path(request.root)
    unused = unused_dependencies(root, request.packages) if request.whole else []
    if not request.python:
        return {"unreadable": "", "spots": rows(unused if path == PYPROJECT else [])}
    try:
        module = module_of(request.text)
    except NotPython as error:
        return {"unreadable": _unparsed(request, error), "spots": []}
    spots = ImportRules(module, request.spec, request.root, request.packages).spots()
    # The fault lies in pyproject.toml, so it does not fail the file that completes the project.
    notes = [] if is_test(path) else [replace(spot, line=0, fails=False) for spot in unused]
    return {"unreadable": "", "spots": rows([*spots, *notes])}


def contract(request: Request) -> dict[str, Any]:
    """How the file stands to its contract.

    ``unreadable`` says why the file cannot keep it, ``beyond`` why nobody here can tell.
    """
    spec = request.spec
    nothing: dict[str, Any] = {"beyond": "", "unreadable": ""}
    nothing |= {"kept": [], "missing": [], "breaches": [], "doubts": []}
    if not request.python:
        return nothing | _tables(request)
    if not spec["contract"].strip():
        return nothing
    from pbc_tui.checks.analysis.conformance.comparison import Comparison
    from pbc_tui.checks.analysis.conformance.project import Project, module_name
    from pbc_tui.checks.analysis.python_syntax import can_judge
    from pbc_tui.design.contract.extraction import extract
    from pbc_tui.design.contract.stub import ContractError, parse_contract

    name, is_package = module_name(spec["path"])
    version = (3, int(spec["python"].partition(".")[2]))
    try:
        wanted = parse_contract(spec["contract"], name, is_package=is_package)
    except ContractError as error:
        return nothing | {"beyond": f"the contract itself cannot be read: {error}"}
    try:
        module = module_of(request.text)
        found = extract(module, name, is_package=is_package, python=version)
    except TooMuch as error:
        return nothing | {"beyond": f"the file cannot be compared with its contract: {error}"}
    except NotPython as error:
        if not can_judge(spec["python"]):
            return nothing | {"beyond": _unparsed(request, error)}
        reason = f"the file does not parse, so nothing of the contract is there: {error}"
        return nothing | {"unreadable": reason, "missing": list(wanted.members)}
    if wanted.members and not module.body[docstring_of(module.body) is not None :]:
        reason = "the file holds no code, so nothing of the contract is there"
        return nothing | {"unreadable": reason, "missing": list(wanted.members)}
    project = Project(request.root, version, {name: found}, spec["promised"])
    try:
        outcome = Comparison(wanted, found, project, request.text, name).run()
    except RecursionError:
        reason = "the file cannot be compared with its contract: it is nested too deep"
        return nothing | {"beyond": reason}
    return nothing | {
        "kept": list(outcome.kept),
        "missing": list(outcome.missing),
        "breaches": rows(outcome.breaches),
        "doubts": rows(outcome.open_questions),
    }


def _tables(request: Request) -> dict[str, Any]:
    from pathlib import PurePosixPath

    from pbc_tui.checks.analysis.pyproject_rules import pyproject_faults
    from pbc_tui.checks.analysis.tables import missing_tables

    required = request.spec["required_tables"]
    if request.kind != "TOML" and not required:
        return {}
    try:
        missing = missing_tables(request.text, required)
        spots = [Spot(0, 0, "table", f"{name} is missing") for name in missing]
        if PurePosixPath(request.spec["path"]).name == "pyproject.toml":
            spots += pyproject_faults(request.text)
    except (ValueError, RecursionError) as error:
        reason = f"the file is no TOML, so no table is there: {error}"
        return {"unreadable": reason, "missing": required}
    kept = [name for name in required if name not in missing]
    return {"kept": kept, "missing": missing, "breaches": rows(spots)}


def tests(request: Request) -> dict[str, Any]:
    """Which tests of the file can run, and what a run of them must report."""
    from pbc_tui.checks.analysis.associated_tests import associated_tests

    return asdict(associated_tests(request))


def security(request: Request) -> dict[str, Any]:
    """What the own security rules find; ``unreadable`` says why some could not be applied."""
    from pbc_tui.checks.analysis import (
        command_texts,
        danger_rules,
        leak_rules,
        secret_rules,
        secret_texts,
        sql_rules,
    )
    from pbc_tui.checks.analysis.dangers.escaping import PLAIN, project_makes_pages
    from pbc_tui.checks.analysis.weighing import weighed

    text, path = request.text, request.spec["path"]
    if not request.python:
        found = [*secret_texts.secrets_in_text(text, request.kind, path)]
        return weighed([*found, *command_texts.dangers_in_text(text, request.kind)], path)
    try:
        module = module_of(text)
    except NotPython as error:
        spots = secret_texts.secrets_in_text(text, request.kind, path)
        return weighed(spots, path, unreadable=_unparsed(request, error))
    spots = secret_rules.secrets_in_python(text, module, in_test=is_test(path))
    dangers = danger_rules.dangers(module)
    if any(spot.code == PLAIN for spot in dangers) and project_makes_pages(
        module, request.root, request.spec["planned"]
    ):
        dangers = [replace(s, code="markup") if s.code == PLAIN else s for s in dangers]
    spots += dangers
    spots += sql_rules.injectable_sql(module)
    spots += leak_rules.leaks(module)
    return weighed(spots, path)


def secrets(request: Request) -> dict[str, Any]:
    """What detect-secrets finds, in a file of any kind."""
    from pbc_tui.checks.analysis.detectors import detected
    from pbc_tui.checks.analysis.weighing import told

    return told(detected(request.text, request.spec["path"]))


def _unparsed(request: Request, error: NotPython) -> str:
    """Why a file is no syntax tree: its own fault, or that of an interpreter which is too old."""
    from pbc_tui.checks.analysis.python_syntax import can_judge

    if can_judge(target := request.spec["python"]):
        return f"the file does not parse: {error}"
    return f"there is no Python {target} here to read the file with; install Python {target}"


def _unreadable(request: Request) -> str:
    try:
        module_of(request.text)
    except NotPython as error:
        return str(error)
    return ""


PARTS: list[tuple[str, Callable[[Request], Any]]] = [
    ("syntax", syntax),
    # Pytest, the slowest of all tools, waits for this.
    ("tests", tests),
    ("style", style),
    ("imports", imports),
    ("security", security),
    ("contract", contract),
    # Last, because it loads the most.
    ("secrets", secrets),
]
