"""Speaking ACP to agents that behave, and to those that do not."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from pbc_tui.agents.acp import speak
from pbc_tui.agents.command import CommandFailed, Spoken
from pbc_tui.agents.permission import Permission
from pbc_tui.agents.transcript import MOST_A_PAUSE, Kind, Transcript
from tests.agents.acp import fake_agent

TARGET = "src/target.py"


class Room:
    """A repository, an agent of some manner, and a person who answers as told."""

    def __init__(self, root: Path, answer: str = "") -> None:
        self.root = root
        self.answer = answer
        self.asked: list[Permission] = []
        self.transcript = Transcript()

    async def ask(self, permission: Permission) -> str:
        self.asked.append(permission)
        return self.answer

    async def speak(
        self, manner: str, *, session: str = "", seconds: float = 30, starting: float = 30
    ) -> Spoken:
        argv = [sys.executable, fake_agent.__file__, manner, TARGET]
        return await speak(
            argv,
            self.root,
            "Read the prompt.",
            (TARGET,),
            self.transcript,
            self.ask,
            session=session,
            seconds=seconds,
            starting=starting,
        )

    def told(self, kind: Kind) -> str:
        return "\n".join(each.text for each in self.transcript.entries if each.kind is kind)

    @property
    def files(self) -> set[str]:
        return {
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def room(tmp_path: Path) -> Room:
    root = tmp_path / "root"
    root.mkdir()
    return Room(root)


async def test_a_write_to_the_target_is_allowed_by_rule_and_shown(room: Room) -> None:
    spoken = await room.speak("good")
    assert room.files == {TARGET}
    assert room.asked == []
    assert (spoken.words, spoken.session) == ("I write it.", "s-1")
    assert "✓ write it" in room.told(Kind.PLAN)
    assert "I think." in room.told(Kind.THOUGHT)
    assert "allowed, it is the target" in room.told(Kind.ASKED)


async def test_an_earlier_session_goes_on(room: Room) -> None:
    spoken = await room.speak("claims", session="s-9")
    assert spoken.session == "s-9"
    assert "as I said before" in room.told(Kind.SAID)


@pytest.mark.parametrize(("answer", "files"), [("", set()), ("no", set()), ("yes", {"outside.py"})])
async def test_everything_else_is_asked(room: Room, answer: str, files: set[str]) -> None:
    room.answer = answer
    await room.speak("outside")
    (permission,) = room.asked
    assert "outside.py" in permission.title
    assert "\x1b" not in permission.title
    assert permission.refusal == "no"
    assert dict(permission.options)["yes"] == "Allow once"
    assert "+VALUE = 1" in permission.diff
    assert room.files == files


async def test_a_call_that_is_more_than_the_target_is_asked_about(room: Room) -> None:
    room.answer = "no"
    await room.speak("disguised")
    assert len(room.asked) == 2
    assert room.asked[1].details == "rm -rf /"
    assert room.files == set()


async def test_files_by_the_client_stay_confined(room: Room, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    room.answer = "refuse"
    await room.speak("by_client")
    assert room.files == {TARGET}
    assert [each.title for each in room.asked] == ["write outside.py, outside the task"]
    assert room.told(Kind.SAID).replace("\n\n", "\n").splitlines() == [
        "target.py: written",
        "outside.py: refused",
        "journal.jsonl: refused",
        "pbc-tui-was-here: refused",
        f"read {TARGET}: refused",
        "read /etc/passwd: refused",
        "read ../secret: refused",
    ]


async def test_a_target_behind_a_link_is_asked_about_and_not_written(
    room: Room, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (room.root / "src").symlink_to(tmp_path / "elsewhere")
    await room.speak("by_client")
    assert os.listdir(tmp_path / "elsewhere") == []
    room.asked.clear()
    await room.speak("good")
    assert len(room.asked) == 1


async def test_a_crash_in_the_middle_is_one_line(room: Room) -> None:
    with pytest.raises(CommandFailed, match="ended in the middle"):
        await room.speak("crashes")


async def test_a_flood_holds_nobody_up_and_is_counted(room: Room) -> None:
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(0.01)
            longest = max(longest, loop.time() - before)

    ticking = asyncio.create_task(tick())
    await room.speak("floods")
    ticking.cancel()
    assert room.files == {TARGET}
    assert room.transcript.dropped > 1_000_000
    assert sum(len(each.text) for each in room.transcript.entries) < 40 * MOST_A_PAUSE
    assert longest < 2.0


async def test_one_that_never_answers_is_ended_with_its_helpers(room: Room) -> None:
    turn = asyncio.create_task(room.speak("silent"))
    while not room.told(Kind.SAID).strip():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    helper = int(room.told(Kind.SAID))
    os.kill(helper, 0)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


async def test_time_is_up(room: Room) -> None:
    with pytest.raises(CommandFailed, match="no end within 1 second,"):
        await room.speak("silent", seconds=1)
    with pytest.raises(CommandFailed, match="did not answer within 1 s"):
        await room.speak("dumb", starting=1)


async def test_escape_sequences_are_shown_not_sent(room: Room) -> None:
    await room.speak("escapes")
    said = room.told(Kind.SAID)
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "[bold]markup[/bold]" in said


async def test_what_is_left_behind_does_not_write_after_the_turn(room: Room) -> None:
    await room.speak("late")
    await asyncio.sleep(0.6)
    assert room.files == set()


async def test_who_is_not_logged_in_is_told_so(room: Room) -> None:
    with pytest.raises(CommandFailed, match="not logged in"):
        await room.speak("logged_out")


async def test_what_cannot_be_started_is_one_line(room: Room) -> None:
    with pytest.raises(CommandFailed, match="No such file"):
        await speak(["/absent"], room.root, "", (), room.transcript, room.ask)
