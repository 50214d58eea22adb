"""The pytest plugin that tells what really happened, over a channel that pytest has no part in.

Standard library and pytest only, down to Python 3.10: the launcher loads this file on its own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest

LONGEST_TEXT = 500
LONGEST_OUTPUT = 6_000

Say = Callable[..., None]
Prepare = Callable[[Any, "list[str]"], "tuple[Say, Any, Any, list[str]]"]


def channel(descriptor: int, key: bytes) -> Say:
    """What writes one signed and numbered line per call; a forked child of a test writes nothing.

    Everything that it needs is bound here, most of it built in, so that nothing which is replaced
    later reaches it. The key itself is not kept.
    """
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))
    owner, write, getpid, spelled, plain = os.getpid(), os.write, os.getpid, repr, str.encode
    number = 0

    def say(*parts: str | int) -> None:
        nonlocal number
        if getpid() != owner:
            return
        number += 1
        told = tuple(
            part if type(part) is int else plain(part, "utf-8", "backslashreplace").decode("utf-8")  # type: ignore[arg-type]
            for part in parts
        )
        body = plain(spelled((number, *told)), "utf-8")
        first = inner.copy()
        first.update(body)
        second = outer.copy()
        second.update(first.digest())
        write(descriptor, plain(second.hexdigest(), "ascii") + b" " + body + b"\n")

    return say


class Reporter:
    """Says what was collected, what ran, how each phase ended, and who meddled with it.

    ``prepare`` is called with the configuration and pytest's arguments before any code of the
    project runs. It gives what says all this, the pins of ``tampering.py``, the bodies of
    ``proof.py`` and the tests that pytest is to run.
    """

    def __init__(
        self, prepare: Callable[[Any, list[str]], tuple[Say, Any, Any, list[str]]]
    ) -> None:
        self._prepare = prepare
        self._told: set[str] = set()
        self._raised: dict[tuple[str, str], str] = {}

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: Any, args: list[str]) -> Any:
        """The plugins of the environment are there, those of the repository come now."""
        self._say, self._pins, self._bodies, self._tests = self._prepare(early_config, args)
        self._hooks = early_config.pluginmanager.hook
        outcome = yield
        if outcome.excinfo is not None and hasattr(outcome.excinfo[1], "path"):
            # pytest names no test then, only that conftest.py cannot be imported.
            failure = outcome.excinfo[1]
            cause = getattr(failure, "cause", failure)
            why = f"{type(cause).__name__}: {cause}"
            self._say("broken", self._clean(str(failure.path)), self._clean(why)[:LONGEST_TEXT])

    def pytest_internalerror(self, excinfo: Any) -> None:
        """Say which file of the repository broke pytest, if one did."""
        for entry in reversed(excinfo.traceback):
            if self._pins.inside(str(entry.path)):
                why = f"it raised {excinfo.typename}: {excinfo.value}"
                self._say("broken", self._clean(str(entry.path)), self._clean(why)[:LONGEST_TEXT])
                return

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: Any) -> None:
        """Refuse to run anything but the tests that were asked for."""
        if list(session.config.args) != self._tests:
            raise pytest.UsageError("pytest has understood its arguments in an unknown way")

    def pytest_itemcollected(self, item: Any) -> None:
        """Say what was collected, before anybody can drop it."""
        self._say("collected", item.nodeid)

    def pytest_collectreport(self, report: Any) -> None:
        """Say what could not be collected, or was skipped as a whole."""
        if report.failed:
            self._say("broken", report.nodeid, self._text(report))
        elif report.skipped:
            self._say("outcome", report.nodeid, "collect", "skipped", self._text(report), "")

    def pytest_collection_finish(self, session: Any) -> None:
        """Look for meddling before the first test."""
        self._look_around(everything=True)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which test is on."""
        self._say("start", nodeid)

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_setup(self, item: Any) -> Any:
        """Note what the setup really raised."""
        self._look_around()
        self._note(item, "setup", (yield))

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_call(self, item: Any) -> Any:
        """Note what the test really raised, and which bodies returned."""
        self._look_around()
        self._bodies.begin(getattr(getattr(item, "function", None), "__code__", None))
        outcome = yield
        seen = self._bodies.end()
        for name, line, function in seen:
            self._say("body", item.nodeid, name, line, function)
        self._note(item, "call", outcome)

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_teardown(self, item: Any) -> Any:
        """Note what the teardown really raised."""
        self._note(item, "teardown", (yield))

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Any:
        """Note what the report said before anybody rewrote it."""
        if call.excinfo is not None:
            self._raised.setdefault((item.nodeid, call.when), call.excinfo.typename)
        outcome = yield
        if outcome.excinfo is None and outcome.get_result() is not None:
            report = outcome.get_result()
            if report.outcome != "passed" or hasattr(report, "wasxfail"):
                self._raised.setdefault((item.nodeid, call.when), report.outcome)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Say how one phase of one test ended: the worst of what was noted and what is reported."""
        outcome = report.outcome
        text = self._text(report)
        raised = self._raised.get((report.nodeid, report.when), "")
        if hasattr(report, "wasxfail"):
            outcome = "expected failure" if report.outcome == "skipped" else "unexpected pass"
            text = str(report.wasxfail)
        elif outcome == "passed" and raised:
            outcome = "failed"
            text = raised + ", though it is reported as passed"
        output = self._clean(_output(report)) if outcome == "failed" else ""
        self._say("outcome", report.nodeid, report.when, outcome, text[:LONGEST_TEXT], output)

    def pytest_sessionfinish(self, session: Any, exitstatus: int) -> None:
        """Say that the session came to its end."""
        self._look_around(everything=True)
        self._say("end", int(exitstatus))

    def _text(self, report: Any) -> str:
        return self._clean(_last_words(report))[:LONGEST_TEXT]

    def _clean(self, text: str) -> str:
        """The text with the paths of the repository as the person knows them."""
        return text.replace(self._pins.root, "")

    def _note(self, item: Any, when: str, outcome: Any) -> None:
        if outcome.excinfo is not None:
            self._raised[item.nodeid, when] = outcome.excinfo[0].__name__

    def _look_around(self, *, everything: bool = False) -> None:
        for hook, place in self._pins.takeovers(self._hooks):
            self._tell(f"{hook} in {place} stands in pytest's place")
        if name := self._pins.changed(everything=everything):
            self._tell(f"{name} was replaced while the tests ran")

    def _tell(self, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self._say("taken", what)


def _last_words(report: Any) -> str:
    """The last words of what did not pass."""
    if report.outcome == "passed":
        return ""
    longrepr = report.longrepr
    if isinstance(longrepr, tuple):
        return str(longrepr[2])
    lookup = getattr(longrepr, "errorstring", "")
    if lookup:
        return str(lookup).strip().splitlines()[0]
    crash = getattr(longrepr, "reprcrash", None)
    if crash is not None:
        return str(crash.message)
    lines = [line for line in str(longrepr or "").strip().splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _output(report: Any) -> str:
    """How it failed and what it printed, the beginning of it."""
    parts = [str(report.longrepr or "")]
    parts += [f"--- {title} ---\n{content}" for title, content in report.sections]
    return "\n".join(parts)[:LONGEST_OUTPUT]
