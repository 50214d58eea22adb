"""Started by ``START``: runs one program and outlives it until none of its descendants is left.

It stands alone (standard library only) and loads as little as it can, since each run waits for it.
Its orders come over an inherited socket, the lifeline. When that ends, because whoever gave the
orders let go of it or was killed, everything ends. Descendants that left the process group or
session stay known, since orphans fall to the next subreaper, which is this process (prctl(2)).
"""

from __future__ import annotations

import marshal
import os
import resource
import select
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import Any
else:
    # What stands behind ``signal``, which would load enum, functools and collections as well.
    import _signal as signal

try:
    import ctypes
except ImportError:
    # Some builds of Python lack it; there only what has stayed in the group is found.
    ctypes = None  # type: ignore[assignment]

START = "import sys; sys.path.append(sys.argv.pop(1)); import supervise; supervise.main()"
"""Runs this file, found in the directory named first, as a module: then it is compiled but once."""

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_SHORTEST_TICK = 0.05
_LONGEST_TICK = 0.25
_SWEEP_SECONDS = 5.0
_LINUX = sys.platform == "linux"


def prctl(option: int, value: int) -> None:
    """Call prctl(2) where there is one."""
    if _LINUX and ctypes is not None:
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def main() -> None:
    """Carry out the orders that come over the descriptor named on the command line."""
    lifeline = int(sys.argv[1])
    os.set_inheritable(lifeline, False)
    order = marshal.loads(_receive(lifeline))
    prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # Nobody of the same user traces this process or reads its memory.
    prctl(_PR_SET_DUMPABLE, 0)
    if order["guarded"]:
        _guard(order, lifeline)
    else:
        _answer(lifeline, *Supervisor(lifeline).run(order))


def _guard(order: dict[str, Any], lifeline: int) -> None:
    """Two of a kind watch each other, so that killing one of them frees nobody."""
    guard = Supervisor(lifeline)
    parent = os.getpid()
    inner = os.fork()
    if inner == 0:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == parent:
            _answer(lifeline, *Supervisor(lifeline).run(order))
        os._exit(0)
    status, _ = guard.watch(inner, None)
    guard.sweep()
    if status not in (0, None):
        _answer(lifeline, -signal.SIGKILL, "its supervisor was ended")


class Supervisor:
    """Watches one child and ends everything that descends from it."""

    def __init__(self, lifeline: int) -> None:
        self._lifeline = lifeline
        self._told = False
        prctl(_PR_SET_CHILD_SUBREAPER, 1)
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        self._wakened = reader
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._tell)
        self._poll = select.poll()
        self._poll.register(lifeline, select.POLLIN)
        self._poll.register(reader, select.POLLIN)

    def run(self, order: dict[str, Any]) -> tuple[int, str]:
        """Run the program; its status, or why it was ended.

        Without bounds in the order (memory, processes, disk) it may use what it likes. The reason
        is "" when it ended by itself, and begins with "!" when it could not start.
        """
        child, failure = _start(order)
        if failure:
            self.sweep()
            return 127, "!" + failure
        status, stopped = self.watch(child, order if "memory" in order else None)
        self.sweep()
        return (-signal.SIGKILL if status is None else status), stopped

    def watch(self, child: int, bounds: dict[str, Any] | None) -> tuple[int | None, str]:
        """Wait until the child ends, the lifeline does, or a bound is exceeded."""
        use = Use(bounds) if bounds is not None else None
        tick = _SHORTEST_TICK
        while True:
            status = self._reap(child)
            if status is not None or self._told:
                return status, ""
            events = self._poll.poll(None if use is None else tick * 1000)
            for descriptor, _ in events:
                if descriptor == self._lifeline:
                    return self._reap(child), ""
                _drain(descriptor)
            if use is not None and not events:
                if exceeded := use.exceeded():
                    return None, exceeded
                tick = _SHORTEST_TICK if use.changed else min(tick * 1.5, _LONGEST_TICK)

    def sweep(self) -> None:
        """End all descendants; returns when the kernel knows of none any more."""
        deadline = time.monotonic() + _SWEEP_SECONDS
        while time.monotonic() < deadline:
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return
            kill_all(descendants(os.getpid()))
            self._poll.unregister(self._lifeline)
            self._poll.poll(5)
            self._poll.register(self._lifeline, select.POLLIN)
            _drain(self._wakened)

    def _reap(self, child: int) -> int | None:
        try:
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == child:
                    return os.waitstatus_to_exitcode(status)
                if pid == 0:
                    return None
        except ChildProcessError:
            return -signal.SIGKILL

    def _tell(self, *_: object) -> None:
        self._told = True


class Use:
    """What all descendants use together, against what they may."""

    def __init__(self, bounds: dict[str, Any]) -> None:
        self._bounds = bounds
        self._last = (0, 0)
        self._looks = 0
        self._page = os.sysconf("SC_PAGE_SIZE")
        self.changed = True

    def exceeded(self) -> str:
        """Which bound is exceeded, in words; "" when none is."""
        most = self._bounds["processes"]
        found = descendants(os.getpid(), most)
        if len(found) > most:
            return f"it started more than {most} processes"
        memory = sum(map(self._private, found))
        if memory > self._bounds["memory"]:
            return f"it used more than {self._bounds['memory'] // 1_000_000} MB of memory"
        now = (len(found), memory >> 20)
        self.changed, self._last = now != self._last, now
        self._looks += 1
        if self._looks % 4 == 0 and self._bounds["watched"]:
            return fills(self._bounds["watched"], self._bounds["disk"])
        return ""

    def _private(self, pid: int) -> int:
        try:
            _, resident, shared, *_ = _read(f"/proc/{pid}/statm").split()
        except (OSError, ValueError):
            return 0
        return max(int(resident) - int(shared), 0) * self._page


def fills(directories: list[str], most: int) -> str:
    """Whether more than ``most`` bytes lie in the directories, in words; each entry counts 4096."""
    total = 0
    waiting = list(directories)
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    total += 4096
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if total > most:
                        return f"it wrote more than {most // 1_000_000} MB"
        except FileNotFoundError:
            continue
        except OSError as error:
            # What cannot be counted, such as a path too long to be named, is not allowed to stand.
            return f"what it wrote cannot be counted: {error.strerror}"
    return ""


def descendants(root: int, most: int = 1 << 30) -> list[int]:
    """The processes below one, zombies included; the search ends soon after ``most``."""
    children = _children_by_task if os.path.exists(f"/proc/{root}/task/{root}/children") else None
    if children is None:
        table = _table()
        children = lambda pid: table.get(pid, [])  # noqa: E731
    found: list[int] = []
    waiting = [root]
    while waiting and len(found) <= most:
        below = children(waiting.pop())
        found += below
        waiting += below
    return found


def kill_all(pids: list[int]) -> None:
    """Kill processes; a group of them at once, since a fork cannot slip through between."""
    own = os.getpgid(0)
    groups = set()
    for pid in pids:
        try:
            groups.add(os.getpgid(pid))
        except OSError:
            continue
    for group in groups - {own}:
        try:
            os.killpg(group, signal.SIGKILL)
        except OSError:
            continue
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue


def _children_by_task(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            found += map(int, _read(f"/proc/{pid}/task/{task}/children").split())
    except OSError:
        pass
    return found


def _table() -> dict[int, list[int]]:
    """Parent to children, of all processes; where /proc is missing, as ps(1) tells."""
    rows: list[list[str]] = []
    if os.path.isdir("/proc/self"):
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    rows.append([name, _read(f"/proc/{name}/stat").rpartition(")")[2].split()[1]])
                except (OSError, IndexError):
                    continue
    else:
        with os.popen("/bin/ps -axo pid=,ppid=") as listing:
            rows = [line.split() for line in listing]
    table: dict[int, list[int]] = {}
    for pid, parent in rows:
        table.setdefault(int(parent), []).append(int(pid))
    return table


def _start(order: dict[str, Any]) -> tuple[int, str]:
    """Fork and become the program; the child's id, and why it failed, "" when it runs."""
    reader, writer = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            _become(order, parent)
        except BaseException as error:
            words = getattr(error, "strerror", None) or str(error)
            os.write(writer, f"{getattr(error, 'errno', 0) or 0} {words}".encode())
        finally:
            os._exit(127)
    os.close(writer)
    failure = os.read(reader, 4096).decode("utf-8", "replace")
    os.close(reader)
    return child, failure


def _become(order: dict[str, Any], parent: int) -> None:
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(127)
    os.chdir(order["cwd"])
    for name, value in order["limits"].items():
        _limit(getattr(resource, "RLIMIT_" + name, None), value)
    if os.getuid() != 0 and "processes" in order:
        # Counted by user, so what already runs is added; root is not bound by it (setrlimit(2)).
        _limit(resource.RLIMIT_NPROC, _tasks_of(os.getuid()) + order["processes"])
    if order["confine"]:
        # By name alone, since the package around it does not exist for this script.
        __import__("confine").confine(order["confine"], _spared(order["stand_ins"], parent))
    os.execve(order["argv"][0], order["argv"], order["environment"])


def _spared(stand_ins: list[int], supervisor: int) -> dict[int, int]:
    """Whom no signal may reach, by what stands for them: supervisor, guard, and who began us."""
    guard = _parent_of(supervisor)
    pids = [supervisor, guard, _parent_of(guard)]
    return dict(zip(stand_ins, [*pids, *(-os.getpgid(pid) for pid in pids)], strict=True))


def _parent_of(pid: int) -> int:
    try:
        return int(_read(f"/proc/{pid}/stat").rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return pid


def _limit(kind: int | None, value: int) -> None:
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _tasks_of(user: int) -> int:
    count = 0
    try:
        names = os.listdir("/proc")
    except OSError:
        return 1 << 20
    for name in names:
        if name.isdigit():
            try:
                status = os.stat(f"/proc/{name}/task")
            except OSError:
                continue
            if status.st_uid == user:
                count += status.st_nlink - 2
    return count


def _receive(lifeline: int) -> bytes:
    content = b""
    while len(content) < 8 or len(content) < 8 + int.from_bytes(content[:8], "big"):
        part = os.read(lifeline, 1 << 16)
        if not part:
            os._exit(0)
        content += part
    return content[8:]


def _answer(lifeline: int, status: int, reason: str) -> None:
    try:
        os.write(lifeline, f"{status} {reason}".encode())
    except OSError:
        # Whoever gave the orders is gone.
        return


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 4096):
            pass
    except OSError:
        return


def _read(path: str) -> str:
    with open(path, encoding="ascii", errors="replace") as file:
        return file.read()
