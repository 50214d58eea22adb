"""Hostile code in the sandbox: it reads, reaches and harms nothing that is not its own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from pbc_tui.workspace.process import Finished, run
from pbc_tui.workspace.sandbox.level import Layout, Level
from pbc_tui.workspace.sandbox.sandbox import Sandbox
from tests.workspace.sandbox.conftest import Try
from tests.workspace.test_process import alive

Listening = tuple[list[socket.socket], list[str]]

# Prints what became of an attempt: its value, or the name of the error.
TELL = """
import ctypes, os, resource, signal, socket, subprocess, sys
def tell(attempt):
    try: print("done", repr(attempt()))
    except Exception as error: print("failed", type(error).__name__)
def call(*words):
    if ctypes.CDLL(None).syscall(*words) < 0: raise OSError()
"""


def telling(names: str, ways: dict[str, str]) -> str:
    """Code that tries all ways one after the other; its arguments have these names."""
    begin = f"{TELL}{names} = sys.argv[1:]\n" if names else TELL
    return begin + "\n".join(f"tell(lambda: {attempt})" for attempt in ways.values())


def done(finished: Finished, ways: dict[str, str]) -> list[str]:
    """The ways that succeeded."""
    told = finished.stdout.decode().splitlines()
    assert len(told) == len(ways), finished
    return [way for way, line in zip(ways, told, strict=True) if line.startswith("done")]


@pytest.fixture
def persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "person"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh/id_ed25519").write_text("precious\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SECRET_TOKEN", "precious")
    return home


@pytest.fixture
async def victim(tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of the person's, with a secret in its environment."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-I", "-S", "-c", "print(1, flush=True); input()"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={"SECRET_TOKEN": "precious"},
        start_new_session=True,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


READING = {
    "a file of the home": "open(home + '/.ssh/id_ed25519').read()",
    "a directory of the home": "os.listdir(home)",
    "by a descriptor's path": "open('/proc/self/root' + home + '/.ssh/id_ed25519').read()",
    "through a link in the tmp directory": (
        "(os.symlink(home, os.environ['TMPDIR'] + '/way'),"
        " open(os.environ['TMPDIR'] + '/way/.ssh/id_ed25519').read())"
    ),
    "by a hard link": (
        "(os.link(home + '/.ssh/id_ed25519', os.environ['TMPDIR'] + '/key'),"
        " open(os.environ['TMPDIR'] + '/key').read())"
    ),
    "by another program": "subprocess.check_output(['cat', home + '/.ssh/id_ed25519'])",
    "the root of the parent": "open(f'/proc/{os.getppid()}/root{home}/.ssh/id_ed25519').read()",
    "/etc/shadow": "open('/etc/shadow').read() + 'precious'",
}


async def test_nothing_of_the_persons_home_can_be_read(
    confining: Sandbox, attempt: Try, persons_home: Path
) -> None:
    finished = await attempt(confining, telling("[home]", READING), persons_home)
    assert done(finished, READING) == []
    assert b"precious" not in finished.stdout


async def test_all_of_it_could_be_read_without_a_sandbox(
    persons_home: Path, tmp_path: Path
) -> None:
    finished = await run(
        [sys.executable, "-c", telling("[home]", READING), persons_home],
        env={"TMPDIR": str(tmp_path), "PATH": os.environ["PATH"]},
        seconds=20,
    )
    beyond = {"/etc/shadow"} if os.getuid() else set()
    assert {*done(finished, READING)} == {*READING} - beyond


async def test_the_home_inside_is_empty_and_its_own(
    sandbox: Sandbox, attempt: Try, persons_home: Path
) -> None:
    code = (
        "import os, pathlib; home = pathlib.Path.home(); print(home, os.listdir(home))\n"
        "(home / 'mine').write_text('x'); print((home / 'mine').read_text())"
    )
    finished = await attempt(sandbox, code)
    assert finished.stdout.endswith(b" []\nx\n")
    assert str(persons_home).encode() not in finished.stdout


async def test_no_environment_of_others_can_be_read(
    confining: Sandbox,
    attempt: Try,
    persons_home: Path,
    victim: asyncio.subprocess.Process,
) -> None:
    code = (
        "import os, sys\n"
        "for pid in ['1', 'self', str(os.getppid()), *sys.argv[1:]]:\n"
        "    for name in ('environ', 'mem', 'fd/0', 'cmdline'):\n"
        "        try: print(pid, name, open(f'/proc/{pid}/{name}', 'rb').read(10000))\n"
        "        except OSError as error: pass\n"
    )
    finished = await attempt(confining, code, victim.pid, os.getpid(), stdin=b"key")
    assert finished.status == 0
    assert b"precious" not in finished.stdout


NETWORK = {
    "TCP": "socket.create_connection(('127.0.0.1', int(tcp)), 2)",
    "UDP": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', int(udp)))",
    "an abstract Unix socket": "socket.socket(socket.AF_UNIX).connect('\\0' + abstract)",
    "a Unix socket with a path": "socket.socket(socket.AF_UNIX).connect(path)",
}
OTHER_NETWORK = {
    "the net": "socket.create_connection(('192.0.2.1', 9), 2)",
    "IPv6": "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 9))",
    "DNS": "socket.getaddrinfo('example.com', 80)",
    "a raw socket": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "a ring": "call(425, 1, ctypes.create_string_buffer(120))",
}


@pytest.fixture
def listening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    """A socket of each kind on this machine, and where it listens."""
    monkeypatch.chdir(tmp_path)
    name = f"pbc-{os.getpid()}-{tmp_path}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as with_path,
    ):
        udp.bind(("127.0.0.1", 0))
        abstract.bind("\0" + name)
        # A path of a socket holds some 100 bytes at most, those of tests are longer.
        with_path.bind("listening")
        for each in (abstract, with_path):
            each.listen()
        for each in (tcp, udp, abstract, with_path):
            each.setblocking(False)
        places = [tcp.getsockname()[1], udp.getsockname()[1], name, tmp_path / "listening"]
        yield [tcp, udp, abstract, with_path], list(map(str, places))


def reached(sockets: list[socket.socket]) -> list[str]:
    """The ways in which somebody came through."""
    found = []
    for way, each in zip(NETWORK, sockets, strict=True):
        try:
            _ = each.recv(1) if each.type is socket.SOCK_DGRAM else each.accept()
        except BlockingIOError:
            continue
        found.append(way)
    return found


async def test_the_network_is_out_of_reach(
    confining: Sandbox, attempt: Try, listening: Listening
) -> None:
    sockets, places = listening
    await attempt(confining, telling("tcp, udp, abstract, path", NETWORK), *places)
    assert reached(sockets) == []
    finished = await attempt(confining, telling("", OTHER_NETWORK))
    assert done(finished, OTHER_NETWORK) == []


async def test_it_could_be_reached_without_a_sandbox(listening: Listening) -> None:
    sockets, places = listening
    code = telling("tcp, udp, abstract, path", NETWORK)
    await run([sys.executable, "-c", code, *places], seconds=20)
    assert reached(sockets) == list(NETWORK)


WRITING = {
    "the repository": "open(root + '/module.py', 'w').write('x')",
    "a new file there": "open(root + '/new.py', 'w').write('x')",
    "removing there": "os.unlink(root + '/module.py')",
    "renaming there": "os.rename(root + '/module.py', root + '/other.py')",
    "truncating there": "os.truncate(root + '/module.py', 0)",
    "the person's file": "open(home + '/.ssh/id_ed25519', 'w').write('x')",
    "the person's directory": "os.mkdir(home + '/new')",
    "renaming the person's": "os.rename(home + '/.ssh', home + '/.gone')",
    "truncating the person's": "os.truncate(home + '/.ssh/id_ed25519', 0)",
    "opening to truncate": "os.open(home + '/.ssh/id_ed25519', os.O_RDONLY | os.O_TRUNC)",
    "the owner": "os.chown(home + '/.ssh/id_ed25519', 1234, 1234)",
    "an attribute": "os.setxattr(home + '/.ssh/id_ed25519', 'user.x', b'x')",
    "the mode": "(os.chmod(home + '/.ssh/id_ed25519', 0o666), 1 / 0)",
    "the times": "(os.utime(home + '/.ssh/id_ed25519', (1, 1)), 1 / 0)",
    "the interpreter": "(os.chmod(sys.executable, 0), 1 / 0)",
    "a device": "os.mknod(os.environ['TMPDIR'] + '/disk', 0o60600, os.makedev(8, 0))",
}


def _as_it_is(path: Path) -> tuple[int | str, ...]:
    """A file but for the time of its last reading, which may be ours."""
    status = path.stat()
    return *status[:7], status.st_mtime_ns, path.read_text()


async def test_nothing_outside_can_be_changed(
    confining: Sandbox, attempt: Try, layout: Layout, persons_home: Path
) -> None:
    key, module = persons_home / ".ssh/id_ed25519", layout.repository / "module.py"
    before = [_as_it_is(key), _as_it_is(module)]
    code = telling("root, home", WRITING)
    finished = await attempt(confining, code, layout.repository, persons_home)
    assert done(finished, WRITING) == []
    assert [_as_it_is(key), _as_it_is(module)] == before
    assert sorted(os.listdir(persons_home)) == [".ssh"]
    assert os.listdir(layout.repository) == ["module.py"]
    assert os.access(sys.executable, os.X_OK)


async def test_a_link_out_of_the_copy_leads_nowhere(
    confining: Sandbox, attempt: Try, layout: Layout, persons_home: Path
) -> None:
    (layout.repository / "out").symlink_to(persons_home)
    code = TELL + "tell(lambda: open('out/.ssh/id_ed25519').read())"
    finished = await attempt(confining, code)
    assert finished.stdout.startswith(b"failed"), finished


ATTACKS = {
    "SIGKILL": "os.kill(int(pid), signal.SIGKILL)",
    "SIGKILL to the group": "os.killpg(os.getpgid(int(pid)), signal.SIGKILL)",
    "a handle on it": "signal.pidfd_send_signal(os.pidfd_open(int(pid)), signal.SIGKILL)",
    "ptrace": "call(101, 16, int(pid), 0, 0)",
    "reading its memory": "call(310, int(pid), 0, 0, 0, 0, 0)",
    "its limits": "resource.prlimit(int(pid), resource.RLIMIT_NOFILE, (1, 1))",
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86_64")
async def test_other_processes_are_out_of_reach(
    confining: Sandbox, attempt: Try, victim: asyncio.subprocess.Process
) -> None:
    finished = await attempt(confining, telling("[pid]", ATTACKS), victim.pid)
    assert done(finished, ATTACKS) == []
    assert alive(victim.pid)


async def test_killing_everybody_reaches_nobody_else(
    sandbox: Sandbox, attempt: Try, victim: asyncio.subprocess.Process
) -> None:
    if sandbox.level is Level.SEATBELT:
        pytest.skip("there is no filter for system calls")
    # Where no namespace limits it, the kernel must refuse it: signal 0 asks and does nothing.
    ask = 9 if sandbox.level is Level.BUBBLEWRAP else 0
    code = TELL + f"tell(lambda: os.kill(-1, {ask}))"
    finished = await attempt(sandbox, code)
    if sandbox.level is not Level.BUBBLEWRAP:
        assert finished.stdout.startswith(b"failed"), finished
    assert alive(victim.pid)
    assert alive(os.getpid())


async def test_its_supervisor_cannot_be_traced(sandbox: Sandbox, attempt: Try) -> None:
    code = TELL + (
        "import ctypes; call = ctypes.CDLL(None).syscall\n"
        "tell(lambda: 1 / (call(101, 16, os.getppid(), 0, 0) + 1))\n"
        "tell(lambda: open(f'/proc/{os.getppid()}/mem', 'rb').read(1))\n"
    )
    finished = await attempt(sandbox, code)
    assert b"done" not in finished.stdout, finished


async def test_a_key_that_was_read_is_not_read_again(sandbox: Sandbox, attempt: Try) -> None:
    code = (
        "import os, sys; key = sys.stdin.buffer.read()\n"
        "for pid in ('self', '1', os.getppid()):\n"
        "    try: print(open(f'/proc/{pid}/fd/0', 'rb', 0).read(100) or 'nothing')\n"
        "    except OSError as error: print(error.strerror)\n"
    )
    finished = await attempt(sandbox, code, stdin=b"the key")
    assert finished.status == 0
    assert b"the key" not in finished.stdout


async def test_an_output_flood_ends_with_its_time(sandbox: Sandbox, attempt: Try) -> None:
    code = "import os\nwhile True: os.write(1, b'x' * 60_000)"
    finished = await attempt(sandbox, code, cap=100, seconds=1.0)
    assert finished.timed_out
    assert len(finished.stdout) == 100
    assert finished.status == -signal.SIGKILL


async def test_new_namespaces_are_refused(confining: Sandbox, attempt: Try) -> None:
    if confining.level is Level.SEATBELT:
        pytest.skip("there are none")
    code = TELL + "tell(lambda: subprocess.check_output(['unshare', '-Ur', 'id']))"
    finished = await attempt(confining, code)
    assert finished.stdout.startswith(b"failed"), finished
