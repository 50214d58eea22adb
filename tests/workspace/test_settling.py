"""The rule of settling, on a fake disk and a fake clock."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.workspace.content import Content, Signature
from pbc_tui.workspace.settling import Change, Changing, Settled, Settling

QUIET = 0.15


@dataclass
class Disk:
    """Contents by path; every write gets a new modification time."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    reads: int = 0
    ticks: int = 0

    def write(self, path: str, body: bytes) -> None:
        self.ticks += 1
        self.bodies[path] = body
        self.signatures[path] = Signature(stat.S_IFREG, len(body), self.ticks, 1)

    def delete(self, path: str) -> None:
        del self.bodies[path], self.signatures[path]

    def read(self, path: str) -> Content | None:
        self.reads += 1
        if path not in self.bodies:
            return None
        body = self.bodies[path]
        return Content(self.signatures[path], sha256(body).hexdigest(), len(body))


def settled(path: str, body: bytes) -> Settled:
    return Settled(path, sha256(body).hexdigest(), len(body))


class Bench:
    """A disk and the rule together; each step happens at a given second."""

    def __init__(self) -> None:
        self.disk = Disk()
        self.settling = Settling(QUIET, self.disk.read)

    def write(self, path: str, body: bytes, now: float, *, whole: bool = False) -> list[Change]:
        self.disk.write(path, body)
        return self.settling.feed(path, self.disk.signatures[path], now, whole=whole)

    def delete(self, path: str, now: float) -> list[Change]:
        self.disk.delete(path)
        return self.settling.feed(path, None, now)

    def touch(self, path: str, now: float) -> list[Change]:
        return self.write(path, self.disk.bodies[path], now)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_file_written_in_ten_pieces_changes_once_and_settles_once(bench: Bench) -> None:
    changes: list[Change] = []
    for piece in range(10):
        now = piece * 0.05
        changes += bench.settling.due(now)
        changes += bench.write("a.py", b"x" * (piece + 1), now)
    changes += bench.settling.due(0.45 + QUIET - 0.001)
    assert changes == [Changing("a.py")]
    assert bench.settling.due(0.45 + QUIET) == [settled("a.py", b"x" * 10)]
    assert bench.settling.deadline is None


def test_a_write_after_the_quiet_time_withdraws_what_was_settled(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0)
    assert bench.settling.due(0.2) == [settled("a.py", b"one")]
    assert bench.write("a.py", b"one two", 0.3) == [Changing("a.py")]
    assert bench.settling.due(0.44) == []
    assert bench.settling.due(0.45) == [settled("a.py", b"one two")]


def test_what_arrives_whole_settles_at_once(bench: Bench) -> None:
    assert bench.write("a.py", b"all", 0.0, whole=True) == [
        Changing("a.py"),
        settled("a.py", b"all"),
    ]
    assert bench.settling.deadline is None


def test_whole_content_ends_a_change_that_was_under_way(bench: Bench) -> None:
    bench.write("a.py", b"half", 0.0)
    assert bench.write("a.py", b"all", 0.1, whole=True) == [settled("a.py", b"all")]


def test_a_touch_of_a_settled_file_is_no_news(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0, whole=True)
    assert bench.touch("a.py", 1.0) == []
    assert bench.settling.due(9.0) == []


def test_a_change_back_to_the_same_content_is_settled_again(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0, whole=True)
    assert bench.write("a.py", b"", 1.0) == [Changing("a.py")]
    assert bench.write("a.py", b"one", 1.1) == []
    assert bench.settling.due(2.0) == [settled("a.py", b"one")]


def test_a_file_that_was_there_before_is_no_news_until_it_changes(bench: Bench) -> None:
    bench.disk.write("a.py", b"old")
    bench.settling.baseline("a.py", bench.disk.signatures["a.py"])
    assert bench.settling.feed("a.py", bench.disk.signatures["a.py"], 0.0) == []
    assert bench.disk.reads == 0
    assert bench.write("a.py", b"new", 1.0) == [Changing("a.py")]


def test_a_temporary_file_that_came_and_went_is_no_news(bench: Bench) -> None:
    assert bench.settling.feed("a.py.tmp", None, 0.0) == []


def test_a_deleted_file_settles_as_gone(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0, whole=True)
    assert bench.delete("a.py", 1.0) == [Changing("a.py")]
    assert bench.settling.due(2.0) == [Settled("a.py", None, 0)]
    assert bench.settling.paths([""]) == set()


def test_deleted_and_written_anew_within_the_quiet_time_is_one_change(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0, whole=True)
    changes = bench.delete("a.py", 1.0) + bench.write("a.py", b"two", 1.05)
    changes += bench.settling.due(2.0)
    assert changes == [Changing("a.py"), settled("a.py", b"two")]


def test_a_write_whose_notice_is_still_on_its_way_delays_settling(bench: Bench) -> None:
    bench.write("a.py", b"half", 0.0)
    bench.disk.write("a.py", b"half and more")
    assert bench.settling.due(0.15) == []
    assert bench.settling.due(0.29) == []
    assert bench.settling.due(0.30) == [settled("a.py", b"half and more")]


def test_a_file_that_is_written_while_it_is_read_does_not_settle(bench: Bench) -> None:
    bench.write("a.py", b"one", 0.0)
    steady = bench.disk.read("a.py")
    assert steady is not None
    torn = Content(steady.signature, steady.sha256, steady.size, steady=False)
    answers = iter([torn, steady])
    settling = Settling(QUIET, lambda path: next(answers))
    settling.feed("a.py", steady.signature, 0.0)
    assert settling.due(0.15) == []
    assert settling.due(0.30) == [settled("a.py", b"one")]


@pytest.mark.parametrize("body", [b"there", None])
def test_an_expected_path_is_reported_without_a_change(bench: Bench, body: bytes | None) -> None:
    if body is not None:
        bench.disk.write("a.py", body)
    bench.settling.expect("a.py", bench.disk.signatures.get("a.py"), since=0.0)
    expected = Settled("a.py", None, 0) if body is None else settled("a.py", body)
    assert bench.settling.due(0.149) == []
    assert bench.settling.due(0.15) == [expected]


def test_many_paths_settle_in_lots(bench: Bench) -> None:
    for number in range(250):
        bench.write(f"{number}.py", b"x", 0.0)
    lots = [len(bench.settling.due(1.0, most=100)) for _ in range(4)]
    assert lots == [100, 100, 50, 0]


# One event: seconds since the one before, the path, and its new body (None deletes it).
_EVENTS = st.lists(
    st.tuples(
        st.floats(0.0, 0.4),
        st.sampled_from(["a.py", "b.py"]),
        st.one_of(st.none(), st.binary(max_size=3)),
        st.booleans(),
    ),
    max_size=40,
)


@given(events=_EVENTS, poll=st.floats(0.005, 0.03))
def test_changes_and_settlements_alternate_and_the_last_one_is_the_truth(
    events: list[tuple[float, str, bytes | None, bool]], poll: float
) -> None:
    bench = Bench()
    log: list[tuple[float, Change]] = []
    touched: dict[str, list[float]] = {"a.py": [], "b.py": []}
    clock = 0.0

    def advance(until: float) -> None:
        nonlocal clock
        while clock + poll < until:
            clock += poll
            log.extend((clock, change) for change in bench.settling.due(clock))
        clock = until

    for pause, path, body, noticed in events:
        advance(clock + pause)
        if body is None and path not in bench.disk.bodies:
            continue
        if body is None:
            bench.disk.delete(path)
        else:
            bench.disk.write(path, body)
        if noticed:
            touched[path].append(clock)
            changes = bench.settling.feed(path, bench.disk.signatures.get(path), clock)
            log.extend((clock, change) for change in changes)
    for path in touched:
        # The survey finds what no notice told.
        changes = bench.settling.feed(path, bench.disk.signatures.get(path), clock)
        log.extend((clock, change) for change in changes)
    advance(clock + 1.0)

    for path, times in touched.items():
        mine = [(at, change) for at, change in log if change.path == path]
        settlements = [change for _, change in mine if isinstance(change, Settled)]
        if settlements:
            body = bench.disk.bodies.get(path)
            last = Settled(path, None, 0) if body is None else settled(path, body)
            assert settlements[-1] == last
        for (_, one), (_, other) in pairwise(mine):
            assert type(one) is not type(other), "changing and settled take turns"
        for at, change in mine:
            if isinstance(change, Settled):
                assert not any(at - QUIET < moved < at for moved in times)
