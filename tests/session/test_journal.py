"""The journal on a real disk: appended, fsynced, torn, locked, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_tui.session import events as e
from pbc_tui.session.journal import Journal, JournalError, JournalLocked, read_events
from pbc_tui.session.state import State
from tests.session.designs import history

WRITER = """\
import sys
from pathlib import Path
from pbc_tui.session.events import Noted
from pbc_tui.session.journal import Journal

journal = Journal(Path(sys.argv[1]))
journal.open()
print("open", flush=True)
number = 0
while len(sys.argv) > 2:
    journal.append([Noted(text=f"{number} " + "x" * 500)])
    number += 1
    print(number, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".pbc" / "journal.jsonl"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    journal = Journal(path)
    journal.open()
    yield journal
    journal.close()


def other_process(path: Path, *arguments: str) -> subprocess.Popen[str]:
    """A process that holds the journal, and says so before this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_what_was_appended_is_read_back(journal: Journal, path: Path) -> None:
    events = history()
    journal.append(events[:5])
    journal.append(events[5:])
    journal.close()

    again = Journal(path).open()

    assert again == events
    assert State.replay(again) == State.replay(events)


def test_a_new_journal_is_empty_and_exists_with_its_first_event(path: Path) -> None:
    journal = Journal(path)
    seen = [journal.exists]
    assert journal.open() == []
    seen.append(journal.exists)
    journal.append([e.Noted(text="a")])
    seen.append(journal.exists)
    journal.close()

    assert seen == [False, False, True]


def test_append_returns_only_after_fsync(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    real = os.fsync

    def fsync(file: int) -> None:
        sizes.append(os.fstat(file).st_size)
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    journal.append([e.Noted(text="a"), e.Noted(text="b")])

    assert sizes == [path.stat().st_size]


def test_a_write_that_fails_leaves_nothing_behind(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append([e.Noted(text="kept")])
    real = os.write

    def write(file: int, content: bytes) -> int:
        if len(content) < 50:
            raise OSError(28, "No space left on device")
        return real(file, content[: len(content) - 20])

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(JournalError, match=r"journal\.jsonl: No space left on device"):
        journal.append([e.Noted(text="x" * 500)])
    monkeypatch.undo()
    journal.append([e.Noted(text="after")])

    assert [event.text for event in read_events(path)[0] if isinstance(event, e.Noted)] == [
        *("kept", "after"),
    ]


def test_a_torn_last_line_is_cut_off(journal: Journal, path: Path) -> None:
    journal.append([e.Noted(text="a")])
    journal.close()
    with path.open("ab") as file:
        file.write(b'{"at":"2026-01-01T00:00:00Z","kind":"no')

    again = Journal(path)
    assert len(again.open()) == 1
    again.append([e.Noted(text="b")])
    again.close()

    assert len(read_events(path)[0]) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    cut=st.integers(0, 4000), rubbish=st.binary(max_size=20).map(lambda b: b.replace(b"\n", b""))
)
def test_wherever_it_is_torn_the_whole_lines_count(
    tmp_path: Path, cut: int, rubbish: bytes
) -> None:
    path = tmp_path / "journal.jsonl"
    path.unlink(missing_ok=True)
    events = history()[:20]
    journal = Journal(path)
    journal.open()
    journal.append(events)
    journal.close()
    content = path.read_bytes()[:cut]
    path.write_bytes(content + rubbish)

    found = Journal(path)
    opened = found.open()
    found.close()

    assert opened == events[: content.count(b"\n")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "Invalid JSON"),
        (b'{"kind":"unheard-of"}', "unheard-of"),
        (b'{"kind":"noted"}', "Field required"),
        (b'{"kind":"noted","text":"a","more":1}', "Extra inputs are not permitted"),
        (b"", "Invalid JSON"),
        (b"\xff\xfe", "Invalid JSON"),
    ],
)
def test_a_line_that_is_no_event_is_named(
    journal: Journal, path: Path, line: bytes, reason: str
) -> None:
    journal.append([e.Noted(text="a")])
    journal.close()
    path.write_bytes(path.read_bytes() + line + b"\n")

    again = Journal(path)
    with pytest.raises(JournalError) as caught:
        again.open()

    assert str(caught.value).startswith(f"{path}, line 2: not an event of this version")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    # The lock is free again.
    path.write_bytes(b"")
    again.open()
    again.close()


def test_a_closed_journal_takes_nothing(journal: Journal) -> None:
    journal.close()

    with pytest.raises(JournalError, match="is closed"):
        journal.append([e.Noted(text="a")])


def test_a_place_where_no_journal_can_be(tmp_path: Path) -> None:
    (tmp_path / ".pbc").write_text("a file")

    with pytest.raises(JournalError, match=r"\.pbc"):
        Journal(tmp_path / ".pbc" / "journal.jsonl").open()


def test_a_second_process_is_kept_out_until_the_first_one_dies(path: Path) -> None:
    with other_process(path) as process:
        journal = Journal(path)
        with pytest.raises(JournalLocked, match="another pbc-tui has this project open"):
            journal.open()
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)

        assert journal.open() == []
        journal.close()


def test_nothing_that_was_reported_is_lost_by_a_kill(path: Path) -> None:
    with other_process(path, "writing") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "30\n":
                process.send_signal(signal.SIGKILL)
                break
        rest = process.stdout.read().split()
        process.wait(timeout=20)
    reported = max([30, *map(int, rest)])

    journal = Journal(path)
    events = journal.open()
    journal.close()

    assert len(events) in (reported, reported + 1)
    assert [e.Noted.model_validate(event).text.split()[0] for event in events] == [
        str(number) for number in range(len(events))
    ]


def test_what_another_program_appends_never_counts(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.open()
    journal.append([e.Noted(text="ours")])
    forged = e.EVENT.dump_json(e.Noted(text="forged")) + b"\n"
    with path.open("ab") as file:
        file.write(forged)
    journal.append([e.Noted(text="ours too")])
    with path.open("ab") as file:
        file.write(forged)
    journal.close()
    texts = [event.text for event in read_events(path)[0] if isinstance(event, e.Noted)]
    assert texts == ["ours", "ours too"]


def test_a_journal_that_was_cut_or_replaced_takes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.open()
    journal.append([e.Noted(text="ours")])
    content = path.read_bytes()
    os.truncate(path, 3)
    with pytest.raises(JournalError, match="changed by another program"):
        journal.append([e.Noted(text="lost")])
    path.unlink()
    path.write_bytes(content)
    with pytest.raises(JournalError, match="changed by another program"):
        journal.append([e.Noted(text="lost")])
    journal.close()
