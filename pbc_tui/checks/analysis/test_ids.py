"""Which tests a file holds, by reading it: what a run must report, whatever the run says itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.names import Names, names_of

_RUNNING = frozenset(
    ["pytest_pyfunc_call", "pytest_runtest_call", "pytest_runtest_protocol", "pytest_runtestloop"]
)
_UNITTEST = ("unittest.TestCase", "unittest.IsolatedAsyncioTestCase", "TestCase")


def expected_tests(module: ast.Module) -> list[str]:
    """The ids of the tests after the file's name, for instance ``TestParser::test_empty``.

    By pytest's defaults: functions ``test*``; methods ``test*`` of classes ``Test*`` without an
    ``__init__``; methods ``test*`` of unittest cases. Tests that are defined under a condition are
    left out: whether they exist cannot be said from the source.
    """
    names = names_of(module)
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    return list(dict.fromkeys(_tests_in(module.body, "", names, classes)))


def takeovers(module: ast.Module) -> list[str]:
    """The hooks of a ``conftest.py`` that run tests in pytest's place."""
    return [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and node.name in _RUNNING
        and not any("wrapper" in ast.dump(decorator) for decorator in node.decorator_list)
    ]


def _tests_in(
    body: list[ast.stmt], prefix: str, names: Names, classes: dict[str, ast.ClassDef]
) -> Iterator[str]:
    deleted = {
        target.id
        for node in body
        if isinstance(node, ast.Delete)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("test") and node.name not in deleted and not _fixture(node):
                yield prefix + node.name
        elif (
            isinstance(node, ast.ClassDef)
            and node.name not in deleted
            and _collected(node, names, classes)
        ):
            for owner in _lineage(node, classes):
                yield from _tests_in(owner.body, f"{prefix}{node.name}::", names, classes)


def _fixture(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("fixture" in ast.dump(decorator) for decorator in node.decorator_list)


def _collected(node: ast.ClassDef, names: Names, classes: dict[str, ast.ClassDef]) -> bool:
    if _switched_off(node):
        return False
    lineage = _lineage(node, classes)
    if any(names.dotted(base) in _UNITTEST for owner in lineage for base in owner.bases):
        return True
    has_init = any(
        isinstance(member, ast.FunctionDef) and member.name in ("__init__", "__new__")
        for owner in lineage
        for member in owner.body
    )
    return node.name.startswith("Test") and not has_init


def _switched_off(node: ast.ClassDef) -> bool:
    return any(
        isinstance(member, ast.Assign)
        and isinstance(member.value, ast.Constant)
        and member.value.value is False
        and any(isinstance(t, ast.Name) and t.id == "__test__" for t in member.targets)
        for member in node.body
    )


def _lineage(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> list[ast.ClassDef]:
    """The class and those of its bases that stand in the same file."""
    found, waiting = [], [node]
    while waiting:
        owner = waiting.pop()
        if owner in found:
            continue
        found.append(owner)
        waiting += [
            classes[b.id] for b in owner.bases if isinstance(b, ast.Name) and b.id in classes
        ]
    return found
