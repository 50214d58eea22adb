"""What in the repository reaches into pytest while it runs: hooks in its place, changed functions.

Noted before any code of the project runs, compared while it runs. A plugin that is installed in the
environment may do what it likes, the repository's own code may not.

Standard library only, down to Python 3.10: the launcher loads this file on its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter, is_, itemgetter
from types import CodeType, FunctionType, ModuleType
from typing import Any

TAKING = (
    "pytest_cmdline_main",
    "pytest_collection",
    "pytest_make_collect_report",
    "pytest_pycollect_makemodule",
    "pytest_pyfunc_call",
    "pytest_runtest_protocol",
    "pytest_runtestloop",
)
"""The hooks of which one implementation stands for pytest's own; a wrapper leaves that in place."""

_OURS = ("pytest", "_pytest.", "pluggy", "unittest.case")
_ALWAYS = (
    "pluggy",
    "pytest",
    "_pytest.python",
    "_pytest.python_api",
    "_pytest.raises",
    "_pytest.reports",
    "_pytest.runner",
    "_pytest.skipping",
    "_pytest.unittest",
    "unittest.case",
)
"""The modules that are looked at before each test; the others only at the end."""

_Pin = tuple[Any, str, Any, "CodeType | None"]


class Pins:
    """The functions of pytest, and of ``others``, as they were.

    ``root`` is the repository, with a slash at its end.
    """

    def __init__(self, root: str, others: Iterable[ModuleType] = ()) -> None:
        self.root = os.path.join(root, "")
        self._trusted = tuple(
            os.path.join(os.path.realpath(prefix), "")
            for prefix in dict.fromkeys([sys.prefix, sys.base_prefix])
            # An environment may lie in the repository, never the other way round.
            if not self.root.startswith(os.path.join(os.path.realpath(prefix), ""))
        )
        critical: list[_Pin] = []
        rest: list[_Pin] = []
        for name, module in list(sys.modules.items()):
            if name.startswith(_OURS):
                pins = critical if name.startswith(_ALWAYS) else rest
                pins += _pins(module)
        for module in others:
            critical += _pins(module)
        self._critical, self._rest = critical, rest
        self._critical_untouched = _untouched(critical)
        self._rest_untouched = _untouched(rest)

    def changed(self, *, everything: bool = False) -> str:
        """The first function that the repository has replaced, "" when there is none."""
        changed = "" if self._critical_untouched() else self._first_changed(self._critical)
        if not changed and everything and not self._rest_untouched():
            changed = self._first_changed(self._rest)
        return changed

    def _first_changed(self, pins: Iterable[_Pin]) -> str:
        for owner, name, value, code in pins:
            now = vars(owner).get(name)
            same = now is value and (code is None or getattr(value, "__code__", None) is code)
            if not same and not self._is_trusted(now):
                return f"{getattr(owner, '__name__', owner)}.{name}"
        return ""

    def takeovers(self, hooks: Any) -> list[tuple[str, str]]:
        """The hooks that the repository implements in pytest's place, each with its file."""
        found = []
        for name in TAKING:
            for each in getattr(hooks, name).get_hookimpls():
                place = _place(each.function)
                if not (each.hookwrapper or getattr(each, "wrapper", False)) and self.inside(place):
                    found.append((name, os.path.relpath(place, self.root)))
        return found

    def inside(self, place: str) -> bool:
        """Whether a file belongs to the repository, an environment inside of it left out."""
        real = os.path.realpath(place)
        return real.startswith(self.root) and not real.startswith(self._trusted)

    def _is_trusted(self, value: Any) -> bool:
        place = _place(value)
        return bool(place) and os.path.realpath(place).startswith(self._trusted)


def _pins(module: ModuleType) -> Iterator[_Pin]:
    for name, value in list(vars(module).items()):
        if name.startswith("__"):
            continue
        if isinstance(value, FunctionType):
            yield module, name, value, value.__code__
        elif isinstance(value, type):
            yield module, name, value, None
            if value.__module__ == module.__name__:
                for inner, member in list(vars(value).items()):
                    plain = isinstance(member, FunctionType)
                    if plain or isinstance(member, (staticmethod, classmethod, property)):
                        yield value, inner, member, member.__code__ if plain else None


def _untouched(pins: Iterable[_Pin]) -> Callable[[], bool]:
    """What says whether all are as they were, without a step of Python for each of them.

    It is asked twice for every test. All that it needs is bound here, so that nothing which is
    replaced later reaches it.
    """
    by_owner: dict[int, tuple[Any, list[_Pin]]] = {}
    for pin in pins:
        by_owner.setdefault(id(pin[0]), (pin[0], []))[1].append(pin)
    # Two names make it give a tuple, whatever there is.
    spaces = [
        (vars(owner), itemgetter(*(name for _, name, _, _ in own), own[0][1]), [*own, own[0]])
        for owner, own in by_owner.values()
    ]
    looked_at = [(space, look, [value for _, _, value, _ in own]) for space, look, own in spaces]
    functions = [value for _, _, own in spaces for _, _, value, code in own if code is not None]
    codes = [code for _, _, own in spaces for _, _, _, code in own if code is not None]
    every, each, identical, code_of = all, map, is_, attrgetter("__code__")

    def untouched() -> bool:
        try:
            for space, look, values in looked_at:
                if not every(each(identical, look(space), values)):
                    return False
            return every(each(identical, each(code_of, functions), codes))
        except (KeyError, AttributeError):
            return False

    return untouched


def _place(value: Any) -> str:
    """The file in which a function stands, "" when that cannot be said."""
    for unwrap in _UNWRAPPING:
        value = unwrap(value)
    code = getattr(value, "__code__", None)
    return code.co_filename if isinstance(code, CodeType) else ""


_UNWRAPPING: tuple[Callable[[Any], Any], ...] = (
    lambda value: value.fget if isinstance(value, property) else value,
    lambda value: getattr(value, "__func__", value),
)
