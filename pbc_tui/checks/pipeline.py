"""The six checks on one file, side by side, each reported as it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

from pbc_tui.checks.answers import ToolFailure
from pbc_tui.checks.contract import check_contract
from pbc_tui.checks.imports import check_imports
from pbc_tui.checks.inspection import Inspection
from pbc_tui.checks.kinds import Kind, kind_of
from pbc_tui.checks.results import failed, unjudged
from pbc_tui.checks.security import check_security
from pbc_tui.checks.source import Refused, read_source
from pbc_tui.checks.style import check_style
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.syntax import check_syntax
from pbc_tui.checks.tests import check_tests
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from pbc_tui.workspace import scratch

__all__ = ["CHECKS", "Subject", "check_file", "repeat_tests", "started"]

Check = Callable[[Inspection], Awaitable[CheckResult]]

CHECKS: dict[CheckName, Check] = {
    CheckName.SYNTAX: check_syntax,
    CheckName.CONTRACT: check_contract,
    CheckName.IMPORTS: check_imports,
    CheckName.STYLE: check_style,
    CheckName.TESTS: check_tests,
    CheckName.SECURITY: check_security,
}
"""The six checks in the order in which they are shown."""

# What says first whether the file parses at all, and the slowest, which needs the same reading.
_AT_ONCE = (CheckName.SYNTAX, CheckName.TESTS, CheckName.CONTRACT, CheckName.IMPORTS)
# They start more processes, and are done before the tests are all the same.
_BESIDE_THE_TESTS = (CheckName.SECURITY, CheckName.STYLE)


async def check_file(
    subject: Subject,
    on_result: Callable[[CheckResult], None] | None = None,
    workshop: Workshop | None = None,
    *,
    fresh: bool = False,
) -> Verdict:
    """Judge one file by its specification.

    Args:
        subject: the file, its specification and its environment.
        on_result: called with each result as soon as its check has ended.
        workshop: the warm processes to use; without it every tool is started anew.
        fresh: the tests run in a fresh sandbox all the same, so that nothing is provisional.

    Returns:
        The verdict on exactly the bytes whose hash it holds, its checks in their fixed order.
        Whatever the file holds, this does not raise: a check that could not do its work is ERROR.
    """
    report = on_result or (lambda result: None)
    path = subject.spec.path
    try:
        source = read_source(subject.root, path, python=kind_of(path) is Kind.PYTHON)
    except Refused as refusal:
        results = _refused(str(refusal))
        for result in results:
            report(result)
        return Verdict(path=path, checks=results)
    with scratch.directory("check") as place:
        inspection = Inspection(subject, source, place, workshop, fresh)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = {
                    name: group.create_task(_judged(name, inspection, report)) for name in _AT_ONCE
                }
                await _tests_begin(inspection, tasks)
                for name in _BESIDE_THE_TESTS:
                    tasks[name] = group.create_task(_judged(name, inspection, report))
        finally:
            await inspection.close()
    return Verdict(
        path=path,
        sha256=source.sha256,
        checks=tuple(tasks[name].result() for name in CHECKS),
    )


async def _tests_begin(
    inspection: Inspection, tasks: Mapping[CheckName, asyncio.Task[CheckResult]]
) -> None:
    """Wait until the syntax verdict is there and the tests run, or do not run at all."""
    await asyncio.wait([tasks[CheckName.SYNTAX]])
    begun = asyncio.create_task(inspection.tests_begun.wait())
    try:
        either = [tasks[CheckName.TESTS], begun]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        begun.cancel()


async def repeat_tests(subject: Subject, sha256: str, workshop: Workshop | None) -> CheckResult:
    """Run the tests of a file again, on a fresh copy in a fresh sandbox.

    The result is ERROR when the file does not hold the bytes with this hash any more.
    """
    path = subject.spec.path
    try:
        source = read_source(subject.root, path, python=kind_of(path) is Kind.PYTHON)
    except Refused as refusal:
        return CheckResult.error(CheckName.TESTS, str(refusal))
    if source.sha256 != sha256:
        return CheckResult.error(CheckName.TESTS, f"{path} has changed meanwhile")
    with scratch.directory("check") as place:
        inspection = Inspection(subject, source, place, workshop, fresh=True)
        try:
            return await _judged(CheckName.TESTS, inspection, lambda _: None)
        finally:
            await inspection.close()


def started(content: bytes, spec: Specification) -> bool:
    """Whether a target is only "started": empty, or comments alone where code is asked for.

    Such a file is not judged (SPEC 6); the agent has only begun to write it.
    """
    if not spec.contract.strip() and not spec.required_tables:
        return False
    lines = (line.strip() for line in content.removeprefix(b"\xef\xbb\xbf").splitlines())
    return all(not line or line.startswith(b"#") for line in lines)


async def _judged(
    name: CheckName, inspection: Inspection, report: Callable[[CheckResult], None]
) -> CheckResult:
    begun = monotonic()
    try:
        result = await CHECKS[name](inspection)
    except ToolFailure as failure:
        result = CheckResult.error(name, single_line(str(failure)))
    except Exception as error:
        # A check that breaks must never look like one that passed, nor take the others with it.
        result = CheckResult.error(
            name, single_line(f"the check broke: {type(error).__name__}: {error}")
        )
    result = result.model_copy(update={"seconds": monotonic() - begun})
    report(result)
    return result


def _refused(reason: str) -> tuple[CheckResult, ...]:
    return tuple(
        failed(name, reason)
        if name is CheckName.SYNTAX
        else unjudged(
            name,
            f"not judged: {reason}",
            Result.NOT_CHECKED if name is CheckName.STYLE else Result.SKIPPED,
        )
        for name in CHECKS
    )
