"""What contracts refer to is pointed out before generation where nobody offers it (SPEC 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_tui.cli.inputs import read_design
from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.structure import read_tree
from pbc_tui.workflow.offered_names import OfferedNames
from tests.design.blueprint.designs import LIBRARY

API, CORE, ERRORS = "src/shop/api.py", "src/shop/core/engine.py", "src/shop/errors.py"
TREE = read_tree(f"src/shop/__init__.py\n{API}\n{CORE}\n{ERRORS}\nsrc/shop/later.py\n")
FILES = Path(__file__).parent.parent / "design" / "answer_files"


def _plan(api: str, *, allowed: tuple[str, ...] = ()) -> Plan:
    answers = Answers()
    for key, value in LIBRARY.items():
        answers = catalog.answer(answers, key, value)
    contracts = {
        API: api,
        CORE: "from decimal import Decimal\nclass Engine: ...\nLIMIT: int\ndef run() -> int: ...",
        ERRORS: "class ShopError(Exception): ...",
    }
    return build_plan(answers, TREE, PlanChanges(contracts=contracts, allowed={API: allowed}))


def _told(api: str, **more: tuple[str, ...]) -> list[str]:
    faults = OfferedNames(_plan(api, **more)).unresolved()
    assert all(fault.path == API for fault in faults), faults
    return [fault.words.removeprefix(f"{API}: ") for fault in faults]


@pytest.mark.parametrize(
    "text",
    [
        "from shop.core.engine import Engine, LIMIT, run, Decimal\nx: Engine",
        "from .errors import ShopError",
        "from . import errors\nx: errors.ShopError",
        "from .core import engine\nx: engine.Engine",
        "import shop.core.engine\nx: shop.core.engine.Engine",
        "import shop.core.engine as e\nx: e.Engine",
        "from shop import core",
        "from pathlib import Path\nimport os.path\nfrom os import path",
        "from collections.abc import Mapping\nfrom typing import Any",
        "import tomllib",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .errors import ShopError",
    ],
)
def test_what_is_offered_is_no_fault(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "\nfrom shop.core.engine import Engin",
            "line 2: shop.core.engine.Engin is not in the contract of shop.core.engine; "
            "did you mean Engine?",
        ),
        (
            "from .eror import ShopError",
            "line 1: shop.eror.ShopError is no module of the structure; did you mean shop.errors?",
        ),
        ("from shop import Shop", "line 1: shop.Shop is not promised: shop has no contract"),
        ("from shop.core import Shop", "line 1: shop.core.Shop is not there: shop.core is a mere"),
        ("from shop.later import Thing", "line 1: shop.later.Thing is not promised: shop.later"),
        ("from ...far import x", "line 1: ...far.x leads out of the project"),
        ("from . import errors\nx: errors.Gone", "line 2: shop.errors.Gone is not in the contract"),
        ("import shop.nowhere", "line 1: shop.nowhere is no module of the structure"),
        ("import pydantic", "line 1: pydantic is offered by no contract"),
        (
            "from pathlib import Pathh",
            "line 1: pathlib.Pathh is not in Python 3.11: pathlib has no",
        ),
        ("import distutils.core", ""),
        ("from warnings import deprecated", "is newer than Python 3.11"),
        ("x: Engin", "line 1: Engin is offered by no contract"),
        ("x: Engine", "line 1: Engine is offered by shop.core.engine, and not imported"),
        ("x: Path", "line 1: Path is offered by the standard library, and not imported"),
    ],
)
def test_what_nobody_offers_is_named(text: str, words: str) -> None:
    told = _told(text)

    assert len(told) == (1 if words else 0)
    assert all(words in one for one in told), told


def test_an_allowed_dependency_offers_its_modules() -> None:
    text = "from pydantic import BaseModel\nimport yaml"

    assert len(_told(text)) == 2
    assert _told(text, allowed=("pydantic", "PyYAML")) == []


def test_hints_say_who_offers_a_name_that_is_not_imported() -> None:
    plan = _plan("")
    text = "def f(a: Engine, b: Path, c: errors.ShopError, d: Unheard, e: BaseModel) -> int: ..."

    hints = OfferedNames(plan).hints(plan.by_path[API], text)

    assert [(hint.name, hint.statement) for hint in hints] == [
        ("Engine", "from shop.core.engine import Engine"),
        ("Path", "from pathlib import Path"),
        ("errors", "from shop import errors"),
        ("Unheard", ""),
        ("BaseModel", ""),
    ]


def test_a_dependency_is_hinted_at_where_it_is_allowed() -> None:
    plan = _plan("", allowed=("pydantic",))

    names, task, text = OfferedNames(plan), plan.by_path[API], "class A(BaseModel): ..."
    (hint,) = names.hints(task, text)
    (fault,) = names.unresolved_in(task, text)

    assert (hint.statement, hint.source) == ("from pydantic import BaseModel", "pydantic")
    assert fault.reason == "is offered by pydantic, and not imported"


@pytest.mark.parametrize("path", sorted(FILES.glob("sensible/*.toml")), ids=lambda path: path.stem)
def test_the_contracts_that_follow_from_decisions_refer_to_nothing_that_is_not_there(
    path: Path,
) -> None:
    design = read_design(path)
    plan = build_plan(design.settled, design.tree, PlanChanges(contracts=design.contracts))

    assert OfferedNames(plan).unresolved() == ()


def test_very_many_faults_are_not_all_looked_into() -> None:
    told = _told("".join(f"from os import name_{n}\n" for n in range(400)))

    assert len(told) == 50
