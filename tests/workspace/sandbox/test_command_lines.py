"""The command lines and rules of each level, as far as they can be judged without running them."""

import platform
import shutil
import struct
from pathlib import Path

import pytest

from pbc_tui.workspace.sandbox import bubblewrap, finding, landlock, seatbelt, seccomp
from pbc_tui.workspace.sandbox.finding import NotOffered, find_sandbox
from pbc_tui.workspace.sandbox.inside import confine
from pbc_tui.workspace.sandbox.level import Layout, Level, Limits
from pbc_tui.workspace.sandbox.places import interpreter_places, links_on, outermost
from pbc_tui.workspace.sandbox.sandbox import Sandbox

LAYOUT = Layout(
    Path("/copy/repository"),
    Path("/copy/home"),
    Path("/copy/tmp"),
    readable=(Path("/opt/python"), Path("/opt/python/bin/python3"), Path("/usr/bin/python3")),
    writable=(Path("/copy/out"),),
)


def command(layout: Layout = LAYOUT) -> list[str]:
    return bubblewrap.command(
        "/usr/bin/bwrap",
        layout,
        ["/opt/python/bin/python3", "-I"],
        cwd=layout.repository,
        limits=Limits(disk=1234),
        seccomp=7,
        status=8,
    )


def bound(words: list[str], option: str) -> list[str]:
    return [words[number + 1] for number, word in enumerate(words) if word == option]


def test_bubblewrap_shares_nothing_and_binds_only_what_is_needed() -> None:
    words = command()
    for needed in ("--unshare-all", "--unshare-user", "--new-session", "--die-with-parent"):
        assert needed in words
    assert words[words.index("--cap-drop") + 1] == "ALL"
    assert "--share-net" not in words
    assert "--clearenv" not in words
    assert words[words.index("--") :] == ["--", "/opt/python/bin/python3", "-I"]
    assert bound(words, "--bind") == ["/copy/out"]
    read = bound(words, "--ro-bind")
    assert "/copy/repository" in read
    assert "/opt/python" in read
    # What lies in another place that is bound already is not bound once more.
    assert not {"/opt/python/bin/python3", "/usr/bin/python3"} & {*read}
    assert not [path for path in read if Path(path).is_relative_to(Path.home() / ".ssh")]
    assert not {"/", "/etc", "/home", "/root", "/run", "/var", str(Path.home())} & {*read}
    sizes = bound(words, "--size")
    assert sizes == ["1234"] * words.count("--tmpfs")
    assert {"/tmp", "/home/sandbox", "/dev/shm"} <= {*bound(words, "--tmpfs")}


def test_home_and_tmp_are_memory_unless_they_are_to_be_kept() -> None:
    sandbox = Sandbox(Level.BUBBLEWRAP, program="/usr/bin/bwrap")
    assert sandbox.home(LAYOUT) == Path("/home/sandbox")
    assert sandbox.environment(LAYOUT)["TMPDIR"] == "/tmp"
    kept = Layout(LAYOUT.repository, LAYOUT.home, LAYOUT.tmp, writable=(LAYOUT.home, LAYOUT.tmp))
    assert sandbox.home(kept) == LAYOUT.home
    assert sandbox.environment(kept)["TMPDIR"] == "/copy/tmp"
    assert bound(command(kept), "--bind") == ["/copy/home", "/copy/tmp"]
    assert "/home/sandbox" not in command(kept)


def test_the_profile_denies_all_but_what_is_needed() -> None:
    layout = Layout(
        Path('/copy/"quoted" \\ one'), Path("/copy/home"), Path("/copy/tmp"), (Path("/opt/python"),)
    )
    lines = seatbelt.profile(layout).splitlines()
    assert lines[:3] == ["(version 1)", "(deny default)", "(deny network*)"]
    allowed = [line for line in lines if line.startswith("(allow file-write* ")]
    assert allowed == ['(allow file-write* (subpath "/copy/home") (subpath "/copy/tmp"))']
    read = next(line for line in lines if line.startswith("(allow file-read* (subpath"))
    assert '(subpath "/copy/\\"quoted\\" \\\\ one")' in read
    assert '(subpath "/opt/python")' in read
    assert str(Path.home()) not in read
    assert not [line for line in lines if line.startswith("(allow network")]
    assert all(line.count("(") == line.count(")") for line in lines)
    wrapped = Sandbox(Level.SEATBELT, program=seatbelt.PROGRAM).wrap(
        layout, ["/opt/python/bin/python3", "-I"], cwd=layout.repository, limits=Limits()
    )
    assert wrapped[:2] == ["/usr/bin/sandbox-exec", "-p"]
    assert wrapped[3:] == ["/opt/python/bin/python3", "-I"]


def test_landlock_gives_leave_for_the_same_places() -> None:
    places = landlock.places(LAYOUT)
    assert places["writable"] == ["/copy/home", "/copy/tmp", "/copy/out"]
    assert {"/usr", "/opt/python", "/copy/repository"} <= {*places["readable"]}
    assert not {"/", "/etc", "/home", "/proc", "/dev", "/tmp"} & {*places["readable"]}


def run_filter(program: bytes, audit: int, number: int, argument: int = 0) -> int:
    """What the kernel would make of a call (linux/filter.h, as far as the filter uses it)."""
    lines = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    value: int
    data = {0: number, 4: audit, 16: argument & 0xFFFFFFFF}
    at = held = 0
    while True:
        code, yes, no, value = lines[at]
        at += 1
        if code == 0x20:
            held = data[value]
        elif code == 0x15:
            at += yes if held == value else no
        elif code == 0x35:
            at += yes if held >= value else no
        elif code == 0x05:
            at += value
        else:
            assert code == 0x06
            return value


ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_does_what_its_rules_say(machine: str) -> None:
    known = seccomp.ARCHITECTURES[machine]
    rules = [
        seccomp.Rule("socket", 13),
        seccomp.Rule("socketpair", 13, (1,), unless=True),
        seccomp.Rule("kill", 1, (0xFFFFFFFF, 55, 66)),
        seccomp.Rule("fchmod", 0),
    ]
    program = seccomp.program(rules, machine)

    def outcome(call: str, argument: int = 0) -> int:
        return run_filter(program, known.audit, known.calls[call], argument)

    assert outcome("socket", 2) == ERRNO | 13
    assert outcome("socketpair", 1) == ALLOW
    assert outcome("socketpair", 2) == ERRNO | 13
    assert [outcome("kill", pid) for pid in (-1, 55, 66)] == [ERRNO | 1] * 3
    assert [outcome("kill", pid) for pid in (0, 54, 1234)] == [ALLOW] * 3
    assert outcome("fchmod") == ERRNO
    assert outcome("ptrace") == ALLOW
    # Another architecture's numbers mean other calls, and so do those of x32.
    assert run_filter(program, 0x40000003, known.calls["socket"]) == KILL
    assert run_filter(program, known.audit, 0x40000000 | 41) == ERRNO | 38


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize(
    "rules", [seccomp.inside_namespaces, seccomp.without_namespaces, seccomp.beside_landlock]
)
def test_every_rule_names_a_call_that_some_architecture_has(rules: object, machine: str) -> None:
    assert callable(rules)
    named = {rule.call for rule in rules()}
    everywhere = {call for known in seccomp.ARCHITECTURES.values() for call in known.calls}
    assert named <= everywhere
    numbers = [*seccomp.ARCHITECTURES[machine].calls.values()]
    assert len(numbers) == len({*numbers})
    # The kernel takes 4096 lines at most (BPF_MAXINSNS).
    assert len(seccomp.program(rules(), machine)) // 8 < 4096


def test_an_architecture_that_is_not_known_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not seccomp.known("m68k")
    with pytest.raises(ValueError, match="m68k"):
        seccomp.program([], "m68k")


REFUSALS = [
    ("sys.platform is another", Level.BUBBLEWRAP, "system", "Darwin", "for Linux alone"),
    ("no program", Level.BUBBLEWRAP, "which", None, "bwrap is not installed"),
    ("no Landlock", Level.LANDLOCK, "version", 0, "does not offer Landlock"),
    ("an old Landlock", Level.LANDLOCK, "version", 2, "ABI 2 of it, 3 is needed"),
    ("another architecture", Level.LANDLOCK, "machine", "m68k", "m68k are not known"),
    ("no macOS", Level.SEATBELT, "system", "Linux", "for macOS alone"),
]


@pytest.mark.parametrize(
    ("level", "name", "value", "words"), [row[1:] for row in REFUSALS], ids=[r[0] for r in REFUSALS]
)
async def test_why_a_level_is_not_to_be_had_is_one_line(
    monkeypatch: pytest.MonkeyPatch, level: Level, name: str, value: object, words: str
) -> None:
    owner = {"which": shutil, "version": confine}.get(name, platform)
    monkeypatch.setattr(owner, name, lambda *_: value)
    monkeypatch.setattr(finding, "_found", {})
    with pytest.raises(NotOffered, match=words):
        await find_sandbox(level)


async def test_a_kernel_that_refuses_namespaces_leads_to_the_next_level(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # As Ubuntu 24.04 does, whose AppArmor refuses them to all but some programs.
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    bwrap.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(bwrap))
    monkeypatch.setattr(finding, "_found", {})
    sandbox = await find_sandbox()
    assert sandbox.level is not Level.BUBBLEWRAP
    assert "setting up uid map: Permission denied" in sandbox.refused[0]
    assert "\n" not in "".join(sandbox.refused)


def test_only_the_installation_behind_an_interpreter_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    real = home / ".local/share/uv/python/cpython-3.12.1"
    alias = home / ".local/share/uv/python/cpython-3.12"
    environment = home / ".cache/pbc-tui/environments/0123"
    (real / "bin").mkdir(parents=True)
    (real / "bin/python3.12").touch()
    alias.symlink_to(real)
    (environment / "bin").mkdir(parents=True)
    (environment / "bin/python").symlink_to(alias / "bin/python3.12")
    (environment / "pyvenv.cfg").write_text(f"home = {alias}/bin\n")
    monkeypatch.setenv("HOME", str(home))
    assert {*outermost(interpreter_places(environment / "bin/python"))} == {
        environment,
        alias,
        real,
    }


def test_an_installation_that_shares_its_directory_is_named_by_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    local = home / ".local"
    for path in ("bin/python3.12", "lib/python3.12/os.py", "lib/libpython3.12.so", "share/secret"):
        (local / path).parent.mkdir(parents=True, exist_ok=True)
        (local / path).touch()
    monkeypatch.setenv("HOME", str(home))
    found = {*interpreter_places(local / "bin/python3.12")}
    assert found == {
        local / "bin/python3.12",
        local / "lib/python3.12",
        local / "lib/libpython3.12.so",
    }


def test_links_are_followed_component_by_component(tmp_path: Path) -> None:
    (tmp_path / "real/deep").mkdir(parents=True)
    (tmp_path / "real/deep/file").touch()
    (tmp_path / "way").symlink_to("real")
    (tmp_path / "real/next").symlink_to("../way/deep")
    (tmp_path / "loop").symlink_to("loop")
    place = tmp_path / "way/next/file"
    assert list(links_on(place)) == [tmp_path / "way", tmp_path / "real/next", tmp_path / "way"]
    assert len(list(links_on(tmp_path / "loop"))) == 40
