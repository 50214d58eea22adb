"""The dependencies of a plan follow from what the contracts import (SPEC 5)."""

from __future__ import annotations

import pytest

from pbc_tui.design import catalog
from pbc_tui.design.answers import Answers
from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.plan.order import PlanError
from pbc_tui.design.structure import read_tree
from tests.design.blueprint.designs import LIBRARY

TREE = read_tree(
    "src/shop/__init__.py\nsrc/shop/api.py\nsrc/shop/core/__init__.py\n"
    "src/shop/core/prices.py\nsrc/shop/errors.py\n"
)
API, CORE, PRICES = "src/shop/api.py", "src/shop/core/__init__.py", "src/shop/core/prices.py"
ERRORS = "src/shop/errors.py"


def _plan(**contracts: str) -> Plan:
    answers = Answers()
    for key, value in LIBRARY.items():
        answers = catalog.answer(answers, key, value)
    return build_plan(
        answers, TREE, PlanChanges(contracts={globals()[name]: t for name, t in contracts.items()})
    )


def _needs(plan: Plan, path: str) -> set[str]:
    return {plan.by_id[need].path for need in plan.by_path[path].depends}


@pytest.mark.parametrize(
    ("name", "text", "needed"),
    [
        ("API", "from shop.errors import ShopError", {ERRORS}),
        ("API", "import shop.core.prices", {PRICES}),
        ("API", "from .errors import ShopError", {ERRORS}),
        ("API", "from .core.prices import Price", {PRICES}),
        ("API", "from . import errors", {ERRORS}),
        ("CORE", "from .prices import Price", {PRICES}),
        ("CORE", "from ..errors import ShopError", {ERRORS}),
        ("PRICES", "from ..errors import ShopError", {ERRORS}),
        ("PRICES", "from . import Money", {CORE}),
        ("API", "from decimal import Decimal", set()),
        ("API", "from .nowhere import Thing", set()),
        ("API", "from shop import Shop", {"src/shop/__init__.py"}),
        ("API", "if TYPE_CHECKING:\n    from .errors import ShopError", {ERRORS}),
    ],
)
def test_a_file_needs_what_its_contract_imports(name: str, text: str, needed: set[str]) -> None:
    assert _needs(_plan(**{name: text}), globals()[name]) == needed


def test_a_circle_of_imports_is_named() -> None:
    with pytest.raises(PlanError, match=r"cycle.*api\.py.*errors\.py"):
        _plan(API="from .errors import A", ERRORS="from .api import B")


def test_what_only_type_checkers_import_makes_no_circle() -> None:
    text = "import typing\nif typing.TYPE_CHECKING:\n    from .api import B\n"
    plan = _plan(API="from .errors import A", ERRORS=text)

    assert _needs(plan, API) == {ERRORS}
    assert _needs(plan, ERRORS) == set()
