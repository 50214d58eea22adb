"""Which bodies of the test files ran to their end while a test ran: seen, not asked for.

A hook, a decorator or a patched runner can report a test as passed that never ran, or swallow what
it raised. So the interpreter itself is watched: from Python 3.12 by ``sys.monitoring``, before that
by ``sys.setprofile`` until the body begins, whose frame tells afterwards how it ended. A body
counts when it *returned* and its code is the one that these test files compile to, read before any
code of the project ran.

Standard library only, down to Python 3.10: the launcher loads this file on its own.
"""

from __future__ import annotations

import opcode
import sys
import threading
from collections.abc import Callable, Hashable, Iterable
from types import CodeType, FrameType
from typing import Any

Body = tuple[str, int, str]
"""The file as it was named, the first line (that of the first decorator), the function's name."""

_RETURN = opcode.opmap["RETURN_VALUE"]
_MOST = 50


class Bodies:
    """The bodies of some files; ``begin`` and ``end`` stand around the call of one test."""

    def __init__(self) -> None:
        self._genuine: dict[str, dict[Hashable, Body]] = {}
        self._known: dict[int, tuple[CodeType, Body | None]] = {}
        self._seen: set[Body] | None = None
        self._profiled = not hasattr(sys, "monitoring")
        self._profiler: Callable[[FrameType, str, Any], object] = self._on_profile
        self._frame: FrameType | None = None

    def learn(
        self, place: str, name: str, codes: Iterable[CodeType], wanted: Iterable[tuple[int, str]]
    ) -> None:
        """Take the bodies in the code of a file that lies at ``place`` and is called ``name``.

        ``wanted`` holds the first line and the name of each; without any, all of them count.
        """
        chosen = {(line, function) for line, function in wanted}
        known = self._genuine.setdefault(place, {})
        waiting = list(codes)
        while waiting:
            code = waiting.pop()
            waiting += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
            here = (code.co_firstlineno, code.co_name)
            if here in chosen or (not chosen and not code.co_name.startswith("<")):
                known[_likeness(code)] = (name, code.co_firstlineno, code.co_name)

    def watch(self) -> None:
        """Begin to watch, where the interpreter can do so without being asked each time."""
        if self._profiled:
            return
        monitoring: Any = getattr(sys, "monitoring")  # noqa: B009 - newer than mypy's target
        returned = monitoring.events.PY_RETURN
        tool = next(number for number in (4, 3, 5, 0) if monitoring.get_tool(number) is None)
        monitoring.use_tool_id(tool, "pbc-tui")
        monitoring.register_callback(tool, returned, self._on_return(monitoring.DISABLE))
        monitoring.set_events(tool, returned)

    def begin(self, code: CodeType | None) -> None:
        """A test is about to be called; ``code`` is that of its function, where it has one.

        A function that only wraps the body (a decorator's) may call it several times, which is
        looked at for as long as the test takes.
        """
        self._seen = set()
        self._frame = None
        if self._profiled:
            genuine = code is not None and code.co_filename in self._genuine and self._body(code)
            self._profiler = self._until_begun if genuine else self._on_profile
            threading.setprofile(self._profiler)
            sys.setprofile(self._profiler)

    def end(self) -> list[Body]:
        """The test was called; the bodies that returned meanwhile."""
        if self._profiled:
            sys.setprofile(None)
            threading.setprofile(None)
            frame, self._frame = self._frame, None
            if frame is not None:
                self._on_profile(frame, "return", None)
        seen, self._seen = self._seen or set(), None
        return sorted(seen)

    def _body(self, code: CodeType) -> Body | None:
        known = self._known.get(id(code))
        if known is None:
            body = self._genuine[code.co_filename].get(_likeness(code))
            # The code is kept, so that no other one gets its identity.
            known = self._known[id(code)] = (code, body)
        return known[1]

    def _note(self, code: CodeType) -> bool:
        """Take a body that has returned; False when the code is none."""
        body = self._body(code)
        if body is not None and self._seen is not None and len(self._seen) < _MOST:
            self._seen.add(body)
        return body is not None

    def _on_return(self, disable: object) -> Callable[[CodeType, int, object], object]:
        genuine, note = self._genuine, self._note

        def on_return(code: CodeType, offset: int, value: object) -> object:
            # Never asked again for this place, so that other code costs nothing.
            return None if code.co_filename in genuine and note(code) else disable

        return on_return

    def _until_begun(self, frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in self._genuine and self._body(code):
            self._frame = frame
            # Nothing more is to be seen, so that the test runs at its own speed.
            sys.setprofile(None)
            threading.setprofile(None)

    def _on_profile(self, frame: FrameType, event: str, argument: object) -> None:
        if event != "return":
            return
        code = frame.f_code
        # An exception ends a frame with the same event, but at another instruction.
        if code.co_filename in self._genuine and code.co_code[frame.f_lasti] == _RETURN:
            self._note(code)


def _likeness(code: CodeType) -> Hashable:
    """What two codes have in common that do the same, at the same place of a file."""
    return (
        code.co_name,
        code.co_firstlineno,
        code.co_flags,
        code.co_argcount,
        code.co_kwonlyargcount,
        code.co_code,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        tuple(
            _likeness(constant) if isinstance(constant, CodeType) else (type(constant), constant)
            for constant in code.co_consts
        ),
    )
