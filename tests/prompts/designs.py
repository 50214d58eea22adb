"""Plans for the tests of prompts: every template, and an own tree with every kind of file."""

from __future__ import annotations

from typing import Any

from pbc_tui.design.plan.build import Plan, PlanChanges, build_plan
from pbc_tui.design.structure import read_tree
from tests.design.blueprint.designs import DESIGNS, answers_of, plan_of

OWN_TREE = """\
src/
  shop/
    __init__.py  # The shop.
    orders.py  # Keeps orders.
    prices.py
tests/
  __init__.py
  conftest.py
  test_orders.py
examples/
  first.py
deploy/
  values.yaml
  Dockerfile
  settings.json
  notes.txt
docs/
  guide.md  # How to use it.
requirements.txt
tool.toml
"""
ORDERS = """\
from pathlib import Path
from shop.prices import price
LIMIT: int = 3
class Order:
    def __init__(self, name: str, items: list[int]) -> None: ...
    def total(self, rate: float | None = None) -> float: ...
async def load(path: Path) -> Order: ...
"""
PRICES = "def price(name: str) -> float: ...\n"


def own_plan(
    *changes: dict[str, Any], constraints: tuple[str, ...] = (), orders: str = ORDERS
) -> Plan:
    """The plan of a tree of a person's own, with contracts for its two modules."""
    return build_plan(
        answers_of({"intake.package_name": "shop", "intake.concurrency": "C"}, *changes),
        read_tree(OWN_TREE),
        PlanChanges(
            contracts={"src/shop/orders.py": orders, "src/shop/prices.py": PRICES},
            constraints={"src/shop/orders.py": constraints},
        ),
    )


def every_plan() -> dict[str, Plan]:
    """One plan a template, and the own one."""
    return {**{name: plan_of(change) for name, change in DESIGNS.items()}, "own": own_plan()}
