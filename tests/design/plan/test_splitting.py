"""A large contract becomes two, and nothing that used it breaks."""

from __future__ import annotations

import pytest

from pbc_tui.design.plan.splitting import SplitError, definitions, file_for, split

CONTRACT = '''\
from __future__ import annotations

import abc
from collections.abc import Iterable, Mapping
from typing import overload

LIMIT: int = 5
__all__ = ["Order", "OrderError", "price"]


class OrderError(Exception):
    """What can go wrong."""


@abc.final
class Order:
    lines: Mapping[str, int]

    def total(self, prices: Mapping[str, int]) -> int: ...


@overload
def price(order: Order) -> int: ...
@overload
def price(order: Iterable[Order]) -> list[int]: ...
def price(order: object) -> object: ...
'''


def test_what_moves_takes_its_imports_and_is_imported_where_it_stood() -> None:
    parts = split(CONTRACT, {"Order"}, "shop.order")

    assert parts.moves == (
        "from __future__ import annotations\n"
        "import abc\n"
        "from collections.abc import Iterable, Mapping\n"
        "\n"
        "@abc.final\n"
        "class Order:\n"
        "    lines: Mapping[str, int]\n"
        "\n"
        "    def total(self, prices: Mapping[str, int]) -> int: ...\n"
    )
    assert "from shop.order import Order as Order\n" in parts.stays
    assert "class Order:" not in parts.stays
    assert "import abc" not in parts.stays
    assert definitions(parts.stays) == ("LIMIT", "OrderError", "price")
    assert parts.stays.count("@overload") == 2


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (set(), "choose what is to move"),
        ({"LIMIT", "Order", "OrderError", "price"}, "everything would move"),
        ({"Nothing"}, "Nothing: the contract does not define it"),
        ({"price"}, "price refers to Order, which stays; move it as well"),
    ],
)
def test_what_cannot_be_split_is_said(names: set[str], words: str) -> None:
    with pytest.raises(SplitError, match=words):
        split(CONTRACT, names, "shop.more")


def test_a_text_that_is_no_stub_is_not_split() -> None:
    with pytest.raises(SplitError, match="line 1"):
        definitions("def half(")


def test_names_that_are_defined_at_once_move_at_once() -> None:
    with pytest.raises(SplitError, match="WIDTH is defined together with what moves"):
        split("HEIGHT, WIDTH = 1, 2\nDEPTH = 3\n", {"HEIGHT"}, "shop.sizes")


@pytest.mark.parametrize(
    ("path", "names", "expected"),
    [
        ("src/shop/orders.py", ["OrderError"], "src/shop/order_error.py"),
        ("orders.py", ["HTTPServer"], "http_server.py"),
        ("src/shop/orders.py", ["_hidden"], "src/shop/hidden.py"),
        ("src/shop/orders.py", ["LIMIT"], "src/shop/limit.py"),
    ],
)
def test_the_new_file_is_called_after_what_moves(
    path: str, names: list[str], expected: str
) -> None:
    assert file_for(path, names) == expected
