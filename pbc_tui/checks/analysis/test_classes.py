"""What classes and functions of a test file are: unittest cases, with a constructor, fixtures."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from pbc_tui.checks.analysis.test_scopes import Definition, Function, Scope, TestModule

_UNITTEST = ("unittest.TestCase", "unittest.IsolatedAsyncioTestCase", "unittest.case.TestCase")
_HARMLESS = ("object", "abc.ABC", "ABC", "Generic", "Protocol", "typing.Generic", "typing.Protocol")
_MAKES_INIT = ("dataclass", "define", "frozen", "attrs", "s")


@dataclass(frozen=True)
class Lineage:
    """A class with what it inherits from: nearest first, foreign bases by their names."""

    lineage: list[Definition]
    foreign: list[str]

    @property
    def unittest(self) -> bool:
        """Whether it is a unittest case; a foreign base is believed by its usual name."""
        return any(
            name in _UNITTEST or name.rpartition(".")[2].endswith("TestCase")
            for name in self.foreign
        )


def lineage(found: Definition) -> Lineage:
    """The class and its bases in about the order in which Python looks them up."""
    order: list[Definition] = []
    foreign: list[str] = []
    waiting = [found]
    while waiting:
        here = waiting.pop(0)
        if any(here.node is each.node for each in order) or not isinstance(here.node, ast.ClassDef):
            continue
        order.append(here)
        for base in here.node.bases:
            known = here.module.named(base)
            if known is not None and isinstance(known.node, ast.ClassDef):
                waiting.append(known)
            elif (dotted := here.module.names.dotted(base)) not in _HARMLESS:
                foreign.append(dotted)
    return Lineage(order, foreign)


def has_constructor(owner: Definition, scope: Scope) -> bool:
    """Whether a class is made by code of its own, for which pytest does not collect it."""
    made = any(
        owner.module.names.dotted(each.func if isinstance(each, ast.Call) else each).rpartition(
            "."
        )[2]
        in _MAKES_INIT
        for each in owner.node.decorator_list
    )
    return made or bool({"__init__", "__new__"} & {*scope.known, *scope.maybe})


def is_no_test(node: Function | ast.ClassDef, module: TestModule) -> bool:
    """Whether a decorator makes a fixture or an attribute of the function."""
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        last = module.names.dotted(target).rpartition(".")[2]
        if last in ("fixture", "yield_fixture", "property", "cached_property") or last == "setter":
            return True
    return False
