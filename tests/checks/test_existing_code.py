"""The stub that is drawn from a file is kept by that very file: the contract check passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings

import pbc_tui
from pbc_tui.checks.analysis.conformance.comparison import Comparison
from pbc_tui.checks.analysis.conformance.outcome import Outcome
from pbc_tui.checks.analysis.conformance.project import Project, module_name
from pbc_tui.design.contract import extract, parse_contract, parse_module
from pbc_tui.design.contract.from_source import stub_from_source
from pbc_tui.design.contract.used_names import unbound_names
from tests.design.contract.sources import modules
from tests.variants import every

ROOT = Path(pbc_tui.__file__).parent.parent
OWN = sorted(
    path.relative_to(ROOT).as_posix()
    for room in ("design", "workspace", "workflow", "checks/analysis")
    for path in (ROOT / "pbc_tui" / room).rglob("*.py")
)


def _kept(text: str, path: str, root: Path) -> tuple[str, Outcome]:
    name, is_package = module_name(path)
    stub = stub_from_source(text, name, is_package=is_package, python=(3, 11))
    wanted = parse_contract(stub, name, is_package=is_package)
    found = extract(parse_module(text), name, is_package=is_package, python=(3, 11))
    return stub, Comparison(wanted, found, Project(str(root), (3, 11)), text, name).run()


@given(modules())
@example("if t.TYPE_CHECKING:\n    a = 1\nelse:\n    a: int\nif compute():\n    a = 1\n")
@settings(max_examples=100, deadline=None)
def test_a_file_keeps_the_stub_that_is_drawn_from_it(text: str) -> None:
    stub, outcome = _kept(text, "src/app/mod.py", Path("/nowhere"))

    assert not outcome.breaches, (stub, outcome.breaches)
    assert not outcome.open_questions, (stub, outcome.open_questions)


@pytest.mark.parametrize(
    ("bases", "drawn"),
    [
        ("", False),
        ("(Plain)", False),
        ("(Own)", False),
        ("(Outer.Inner)", False),
        ("(Error)", True),
    ],
)
def test_what_is_annotated_only_beside_a_constructor(bases: str, drawn: bool) -> None:
    text = f"""
class Plain: ...
class Own(Plain):
    rank = 1
class Outer:
    class Inner: ...
class Error(Exception): ...
class Unit{bases}:
    size: int
    def __init__(self) -> None:
        self.name = "a"
"""
    stub, outcome = _kept(text, "src/app/mod.py", Path("/nowhere"))

    assert ("size: int" in stub) is drawn
    assert not outcome.missing, (outcome.breaches, outcome.open_questions)


@pytest.mark.parametrize("room", every(2, sorted({path.split("/")[1] for path in OWN})))
def test_the_files_of_this_repository_keep_theirs(room: str) -> None:
    for path in OWN:
        if path.split("/")[1] == room:
            stub, outcome = _kept((ROOT / path).read_text(), path, ROOT)

            assert not outcome.missing, (path, outcome.breaches, outcome.open_questions)
            assert not unbound_names(stub), (path, unbound_names(stub))
