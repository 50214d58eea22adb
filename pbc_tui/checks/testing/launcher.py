"""Started as a script under the project's interpreter: runs pytest and reports every outcome.

It stands alone (standard library and pytest only), since the project's environment does not hold
pbc-tui. It runs with ``-I``, so that nothing in the repository (``pytest.py``, ``ast.py``,
``sitecustomize.py``) is imported in place of what it names; the repository joins the path only
after pytest is loaded. The report goes to a file outside the repository, each line signed with a
key that comes in on standard input before any code of the project runs.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
from typing import Any


class Reporter:
    """A pytest plugin that writes one signed line per collected test, outcome and fault."""

    def __init__(self, descriptor: int, key: bytes) -> None:
        self._descriptor = descriptor
        self._key = key
        self._owner = os.getpid()
        self._raised: dict[tuple[str, str], str] = {}

    def write(self, kind: str, **values: Any) -> None:
        """Append one signed line; a forked child of a test writes nothing."""
        if os.getpid() != self._owner:
            return
        body = json.dumps({"kind": kind, **values})
        signature = hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()
        os.write(self._descriptor, (signature + " " + body + "\n").encode())

    def pytest_collectreport(self, report: Any) -> None:
        """Report a module that could not be collected."""
        if report.failed:
            self.write("broken", id=report.nodeid, text=_text(report))
        elif report.skipped:
            self.write("outcome", id=report.nodeid, when="collect", outcome="skipped", text="")

    def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
        """Note what a test really raised, before anybody rewrites its report."""
        if call.excinfo is not None:
            self._raised[item.nodeid, call.when] = call.excinfo.typename

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Report how one phase of one test ended."""
        outcome = report.outcome
        raised = self._raised.get((report.nodeid, report.when), "")
        if outcome == "passed" and raised and not hasattr(report, "wasxfail"):
            self.write("outcome", id=report.nodeid, when=report.when, outcome="failed", text=raised)
            return
        if hasattr(report, "wasxfail"):
            outcome = "expected failure" if report.outcome == "skipped" else "unexpected pass"
        self.write(
            "outcome", id=report.nodeid, when=report.when, outcome=outcome, text=_text(report)
        )

    def pytest_sessionfinish(self, session: Any, exitstatus: int) -> None:
        """Report that the session came to its end."""
        self.write("end", status=int(exitstatus), collected=session.testscollected)


def _text(report: Any) -> str:
    if report.outcome == "passed":
        return ""
    longrepr = report.longrepr
    if isinstance(longrepr, tuple):
        return str(longrepr[2])[:500]
    crash = getattr(longrepr, "reprcrash", None)
    if crash is not None:
        return str(crash.message)[:500]
    lines = [line for line in str(longrepr or "").strip().splitlines() if line.strip()]
    return (lines[-1] if lines else "")[:500]


def main() -> None:
    """Run pytest with the arguments of the command line after the report's path and the root."""
    report, root, *arguments = sys.argv[1:]
    key = sys.stdin.buffer.read()
    try:
        import pytest
    except ImportError as error:
        print("pytest cannot be imported: " + str(error), file=sys.stderr)
        sys.exit(70)
    descriptor = os.open(report, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    sys.argv[1:] = arguments
    sys.path[:0] = [path for path in (os.path.join(root, "src"), root) if os.path.isdir(path)]
    sys.exit(int(pytest.main(arguments, plugins=[Reporter(descriptor, key)])))


if __name__ == "__main__":
    main()
