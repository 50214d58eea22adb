"""Running cases through ``check_file``."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from pbc_tui.checks.pipeline import check_file
from pbc_tui.checks.readers import Reader
from pbc_tui.checks.subject import Subject
from pbc_tui.checks.warm.client import WarmServer
from pbc_tui.checks.warm.warm_tests import WarmTests
from pbc_tui.checks.warm.workshop import Workshop
from pbc_tui.design.verdict import CheckName, CheckResult, Result, Verdict
from tests.checks.corpus.case import Case, Sort, stands
from tests.checks.corpus.harm import Watch

SECONDS = 90.0
"""After this time a case counts as hanging; each tool has 20 s, the tests of a case 20 s."""
_DECEIVING = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\0")


@dataclass(frozen=True)
class Outcome:
    """What came of one case.

    ``verdict`` is None when it hung; ``harm`` says what it did to its surroundings or left behind.
    """

    case: Case
    verdict: Verdict | None
    seconds: float
    harm: tuple[str, ...] = ()

    def result(self, name: CheckName) -> CheckResult | None:
        """The result of one check."""
        return self.verdict.check(name) if self.verdict else None

    def as_expected(self, name: CheckName) -> bool:
        """Whether a check gave the result that the table names, in the words that it names."""
        result, wanted = self.result(name), self.case.expected[name]
        if result is None or result.result not in wanted:
            return False
        judged = result.result is Result.PASS or name not in self.case.unjudged
        if stands(wanted) and result.stands is not judged:
            return False
        return self.case.says.get(name, "") in words_of(result)

    @property
    def differing(self) -> tuple[CheckName, ...]:
        """The checks that gave another result."""
        return tuple(name for name in CheckName if not self.as_expected(name))

    def account(self) -> str:
        """What differs, one line per check, and what was harmed."""
        lines = [f"{self.case.name} ({self.seconds:.1f} s)", *(f"  {harm}" for harm in self.harm)]
        for name in self.differing:
            result = self.result(name)
            wanted = " or ".join(sorted(self.case.expected[name]))
            if says := self.case.says.get(name):
                wanted += f" saying {says!r}"
            told = f"{result.result}: {words_of(result)[:400]}" if result else "no result"
            lines.append(f"  {name}: expected {wanted}, got {told}")
        return "\n".join(lines)


def words_of(result: CheckResult) -> str:
    """Everything that a result says."""
    found = [f"{f.line} {f.code} {f.message}" for f in result.findings]
    return " | ".join([result.reason, *result.missing, *found])


def lay_out(case: Case, root: Path, words: Mapping[str, str]) -> None:
    """Make a directory the repository of a case; what is right already stays untouched."""
    contents = {path: _filled(content, words) for path, content in case.files.items()}
    for place in sorted(root.rglob("*"), reverse=True) if root.exists() else ():
        if place.is_dir() and not place.is_symlink():
            with contextlib.suppress(OSError):
                place.rmdir()
        elif place.relative_to(root).as_posix() not in contents:
            place.unlink()
    for path, content in contents.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or place.read_bytes() != content:
            place.write_bytes(content)
    if case.make is not None:
        case.make(root)


class _ToolsOnly(Workshop):
    """The warm tools of another workshop, and no warm tests."""

    def __init__(self, whole: Workshop) -> None:
        super().__init__()
        self._whole = whole

    def tools(self, reader: Reader) -> WarmServer | None:
        """Those of the other one."""
        return self._whole.tools(reader)

    def tests(self, subject: Subject) -> WarmTests | None:
        """None: a warm pytest would serve the repository of one case only."""
        return None


class Lane:
    """Judges one case after another.

    Cases of the same repository follow each other in one directory, as a person's files do, so that
    the warm processes of ``workshop`` serve them all; without it every tool starts anew. A hostile
    case has a directory of its own, and its tests start cold.
    """

    def __init__(self, place: Path, python: Path, workshop: Workshop | None = None) -> None:
        self._place = place
        self._python = python
        self._workshop = workshop
        self._number = 0

    async def run(self, case: Case) -> Outcome:
        """Judge one case."""
        self._number += 1
        place = self._place / (case.repository or f"{self._number:03}")
        watch = Watch(place) if case.sort is Sort.HOSTILE else None
        root = place / "repository"
        lay_out(case, root, watch.words if watch else {})
        if watch:
            watch.begin()
        workshop = self._workshop
        if watch and workshop is not None:
            workshop = _ToolsOnly(workshop)
        begun = monotonic()
        verdict: Verdict | None = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                verdict = await check_file(self._subject(case, root), workshop=workshop)
        seconds = monotonic() - begun
        harm = await watch.harm() if watch else []
        words = "".join(words_of(check) for check in verdict.checks) if verdict else ""
        if any(character in words for character in _DECEIVING):
            harm.append("its text reaches the terminal")
        return Outcome(case, verdict, seconds, tuple(harm))

    def _subject(self, case: Case, root: Path) -> Subject:
        return Subject(
            root=root,
            spec=case.spec,
            python=None if case.modern else self._python,
            no_python=f"no environment for Python {case.spec.python}" if case.modern else "",
            tests_seconds=case.seconds,
        )


async def run_cases(
    cases: Sequence[Case], place: Path, python: Path, lanes: int, *, warm: bool
) -> list[Outcome]:
    """Judge many cases in some lanes side by side, and return their outcomes in their order."""
    waiting = deque(enumerate(cases))
    outcomes: dict[int, Outcome] = {}

    async def work(lane: Lane) -> None:
        while waiting:
            number, case = waiting.popleft()
            outcomes[number] = await lane.run(case)

    async with contextlib.AsyncExitStack() as stack:
        workshop = await stack.enter_async_context(Workshop()) if warm else None
        await asyncio.gather(
            *(work(Lane(place / f"lane-{n}", python, workshop)) for n in range(lanes))
        )
    return [outcomes[number] for number in range(len(cases))]


def _filled(content: bytes, words: Mapping[str, str]) -> bytes:
    for placeholder, word in words.items():
        content = content.replace(placeholder.encode(), word.encode())
    return content
