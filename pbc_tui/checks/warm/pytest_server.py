"""Started as a script under the project's interpreter: a process that has imported pytest.

It has loaded pytest and the plugins that are installed in the environment, and nothing else: never
anything from the repository. Each run is the launcher's ``main`` in a forked child. When a run has
ended, nothing of it is left: its processes are ended and the directories that it could write to are
emptied; a server that cannot do that ends, so that another one takes its place.

It stands alone (standard library and pytest only), as the launcher does, and is not to be traced:
what it holds is out of its children's reach.

Arguments: the control socket's descriptor, the launcher's file, the outer process namespace (""
where there is none), then the directories to empty after each run.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import io
import os
import signal
import socket
import stat
import sys
import time
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SUBREAPER = 36
_LONGEST_SWEEP = 2.0


def main() -> None:
    """Serve until the other end of the control socket is gone."""
    number, launcher_file, outer, *places = sys.argv[1:]
    control = socket.socket(fileno=int(number))
    forked, forking = _siblings("forked", "forking")
    launcher = _load("launcher", launcher_file)
    contained = _has_own_namespace(outer)
    if not contained and not forked.prctl(_SUBREAPER, 1):
        # What a run leaves behind could not be found.
        control.sendall(forked.frame({"fault": "processes cannot be contained here"}))
        return
    forked.make_untraceable()
    writable = _Places(places)

    def sweep() -> bool:
        end_all = _end_namespace if contained else _end_descendants
        return end_all() and writable.empty()

    def program(base: str, wait: Callable[[], None]) -> None:
        def receive() -> Any:
            wait()
            return launcher.given()

        sys.exit(launcher.run(base, receive))

    def warm_up() -> None:
        launcher.parts()
        _warm_up()

    forking.serve(control, warm_up, lambda: forking.Forker(control, program, sweep=sweep))


def _siblings(*names: str) -> list[Any]:
    """The files beside this one, in a package of their own: no directory joins the path."""
    package = types.ModuleType("pbc_tui_warm")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules[package.__name__] = package
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def _load(name: str, file: str) -> Any:
    """A module by its file alone: no directory joins the path."""
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _warm_up() -> None:
    """Have pytest load itself and the installed plugins, by an errand that collects nothing."""
    import pytest

    silent = io.StringIO()
    errand = ["--markers", "--noconftest", "-c", os.devnull, "--rootdir", "/"]
    with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
        status = int(pytest.main([*errand, "-p", "no:cacheprovider"], plugins=[_Measuring()]))
    if status:
        raise RuntimeError("pytest ended with status " + str(status))


class _Measuring:
    """Has coverage, where it is installed, load and look around from inside pytest, as in a run."""

    def pytest_load_initial_conftests(self) -> None:
        """Measure a few lines of this file."""
        with contextlib.suppress(ImportError, AttributeError):
            from coverage import collector, inorout

            # Who began a measurement, for its debug output alone: walking up the stack takes as
            # long as a small test file.
            collector.short_stack = lambda *_, **__: ""  # type: ignore[attr-defined,unused-ignore]
            # It asks several times where the interpreter keeps what, which stays the same.
            inorout.sysconfig = _Remembering(inorout.sysconfig)  # type: ignore[assignment,attr-defined,unused-ignore]
        with contextlib.suppress(ImportError):
            import coverage

            measuring = coverage.Coverage(data_file=None, config_file=False, include=[__file__])
            measuring.start()
            _has_own_namespace("")
            measuring.stop()
            measuring.analysis2(__file__)


class _Remembering:
    """A module whose functions are asked once for each answer."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        remembered = functools.cache(value) if callable(value) else value
        setattr(self, name, remembered)
        return remembered


def _has_own_namespace(outer: str) -> bool:
    """Whether our process table is another one than that of whoever started us.

    Only then everything that is in it is ours to end.
    """
    try:
        return bool(outer) and os.readlink("/proc/self/ns/pid") not in ("", outer)
    except OSError:
        return False


def _end_namespace() -> bool:
    """End every process in the namespace but its first one and ourselves."""
    until = time.monotonic() + _LONGEST_SWEEP
    while time.monotonic() < until:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        _reap()
        time.sleep(0.001)
    return False


def _end_descendants() -> bool:
    """End every process that comes from us; orphans come to us, since we are the subreaper."""
    until = time.monotonic() + _LONGEST_SWEEP
    while time.monotonic() < until:
        ours = _descendants()
        if not ours:
            return True
        for pid in ours:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        _reap()
        time.sleep(0.001)
    return False


def _descendants() -> list[int]:
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
                # The name of the program stands in brackets and may hold anything.
                parents[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
    found = {os.getpid()}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return sorted(found - {os.getpid()})


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


class _Places:
    """Directories that a run may write to; what they hold at first stays, all else goes."""

    def __init__(self, places: Sequence[str]) -> None:
        self._places = [(place, os.lstat(place).st_dev) for place in places]
        self._kept: set[str] = set()
        for place, device in self._places:
            self._keep(place, device)

    def empty(self) -> bool:
        """Remove what has come; whether that was done."""
        try:
            for place, device in self._places:
                self._clear(place, device)
        except (OSError, RecursionError):
            return False
        return True

    def _keep(self, place: str, device: int) -> None:
        for path, info in _inside(place, device):
            self._kept.add(path)
            if stat.S_ISDIR(info.st_mode):
                self._keep(path, device)

    def _clear(self, place: str, device: int) -> None:
        for path, info in _inside(place, device):
            if not stat.S_ISDIR(info.st_mode):
                if path not in self._kept:
                    os.unlink(path)
                continue
            if path not in self._kept:
                # A run may have closed it against being emptied.
                os.chmod(path, 0o700)
            self._clear(path, device)
            if path not in self._kept:
                os.rmdir(path)


def _inside(place: str, device: int) -> list[tuple[str, os.stat_result]]:
    """What lies in a directory; what is mounted there belongs to somebody else."""
    with os.scandir(place) as entries:
        found = [(entry.path, entry.stat(follow_symlinks=False)) for entry in entries]
    return [(path, info) for path, info in found if info.st_dev == device]


if __name__ == "__main__":
    main()
