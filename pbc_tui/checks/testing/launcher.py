"""Started as a script under the project's interpreter: runs pytest and reports what happened.

It stands alone (standard library, pytest, and the files beside it), since the project's environment
does not hold pbc-tui. It runs with ``-I``, and the repository joins the path only after pytest and
the plugins of the environment are loaded, behind the standard library. So nothing in the repository
(``pytest.py``, ``ast.py``, ``sitecustomize.py``, a ``*.dist-info`` with entry points, a ``.pth``, a
stale or forged ``.pyc``) is loaded in place of what it names.

What a run builds upon (settings, options) comes as JSON in the first argument, the request in the
second, the key that signs the report on standard input, which is closed before any code of the
project runs. The report goes to a file outside of the repository; its lines are numbered and
signed. A process that is kept ready for runs to come goes as far as its settings take it, and then
waits for the request: up to there nothing of the project is loaded.

What is proven: that pytest collected and finished these tests without a failure, by several notes
that must agree (what the call raised, what the report said before and after the repository's
hooks); that the body of each ran to its end, with the code that its file held before any code of
the project ran (``proof.py``); that pytest's own functions were the same before and after
(``tampering.py``).

What is not: tests and runner share a process, so code that searches the memory for these objects,
or calls into the interpreter behind their back, can in the end forge everything. The usual ways to
do so are refused by reading the files beforehand (``checks/analysis/meddling.py``), and the person
reads what is accepted. Nor is proven that a test tests anything.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import gc
import importlib.util
import json
import os
import sys
import tempfile
import types
from collections.abc import Callable
from importlib.machinery import FileFinder, SourceFileLoader
from pathlib import Path
from typing import Any

NO_PYTEST = 70
"""The exit status that says that pytest cannot be imported."""


Request = tuple[dict[str, Any], bytes]
"""What is asked of one run, and the key that signs its report."""


def main() -> None:
    """Run pytest as the two arguments and standard input ask, and end the process."""
    base, request = sys.argv[1], given()
    sys.exit(run(base, lambda: request))


def given() -> Request:
    """The request in the last argument, which is removed as the others are, and the key."""
    request = json.loads(sys.argv[2])
    del sys.argv[1:]
    return request, _read_key()


@functools.cache
def parts() -> tuple[Any, Any, Any]:
    """The files beside this one: reporter, proof, tampering.

    Raises:
        ImportError: when there is no pytest.
    """
    reporter, proof, tampering = (_beside(name) for name in ("reporter", "proof", "tampering"))
    return reporter, proof, tampering


def run(base: str, receive: Callable[[], Request]) -> int:
    """Run pytest; its exit status, or ``NO_PYTEST``.

    The base is JSON that holds ``root`` (the repository), ``arguments`` (of pytest, without the
    tests) and ``settings`` (the text of the only ``pyproject.toml`` that pytest sees). ``receive``
    waits for the request, which holds ``report`` (the path of the report), ``tests`` (those to
    run), ``paths`` (what joins the path), ``files`` (from their paths relative to the root to the
    lines and names of the bodies that are watched, [] for all) and ``measure`` (the file whose
    coverage is wanted, "" for none).
    """
    # What the repository finds under this name is not this file.
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        import pytest

        reporter, proof, tampering = parts()
    except ImportError as error:
        print("pytest cannot be imported: " + str(error), file=sys.stderr)
        return NO_PYTEST
    order = json.loads(base)
    root = os.path.realpath(order["root"])
    measures: list[Callable[[], None]] = []

    def prepare(config: Any, arguments: list[str]) -> Any:
        _ignore_compiled_tests()
        pins = tampering.Pins(root, (reporter, proof, tampering))
        with contextlib.suppress(ImportError):
            import coverage  # noqa: F401
        request, key = receive()
        descriptor = os.open(request["report"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        say = reporter.channel(descriptor, key)
        _aim(config, arguments, request["tests"])
        bodies = proof.Bodies()
        for name, wanted in request["files"].items():
            _learn(bodies, os.path.join(root, name), name, wanted, config)
        bodies.watch()
        if request["measure"]:
            tell = _measuring(os.path.join(root, request["measure"]))
            measures.extend(functools.partial(each, say) for each in tell)
        _open_repository(request["paths"], pins.inside)
        # What is there by now is no longer found by looking through all objects.
        gc.freeze()
        return say, pins, bodies, request["tests"]

    try:
        plugin = reporter.Reporter(prepare)
        arguments = ["-c", _settings_file(order["settings"]), *order["arguments"]]
        return int(pytest.main(arguments, plugins=[plugin]))
    finally:
        for tell in measures:
            tell()


def _aim(config: Any, arguments: list[str], tests: list[str]) -> None:
    """Have pytest run these tests, after it has parsed all other arguments.

    It parses ``arguments`` once more when it has loaded the first conftest.py files, which it finds
    by what it has parsed so far.
    """
    arguments += ["--", *tests]
    config.known_args_namespace.file_or_dir = list(tests)
    config.invocation_params = dataclasses.replace(
        config.invocation_params, args=tuple(arguments), dir=Path.cwd()
    )


def _read_key() -> bytes:
    key = b""
    while piece := os.read(0, 65536):
        key += piece
    # What is a file could be read a second time.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return key


def _settings_file(settings: str) -> str:
    """The settings as a file of its own.

    Whatever else lies in the repository (``pytest.ini``, ``tox.ini``, ``setup.cfg``, a second
    ``pyproject.toml`` beside the tests) is not looked at.
    """
    place = Path(tempfile.mkdtemp(prefix="settings-"), "pyproject.toml")
    place.write_text(settings, encoding="utf-8")
    return str(place)


def _beside(name: str) -> Any:
    """A file beside this one, as a module that nobody finds by its name."""
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".py")
    spec = importlib.util.spec_from_file_location("pbc_tui_" + name, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _learn(bodies: Any, place: str, name: str, wanted: Any, config: Any) -> None:
    """Compile a test file as Python does and as pytest does, which rewrites its assertions."""
    from _pytest.assertion import rewrite

    # A file that cannot be read or compiled has no tests either; pytest says so.
    with contextlib.suppress(OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        source = Path(place).read_bytes()
        codes = [compile(source, place, "exec", dont_inherit=True)]
        codes.append(rewrite._rewrite_test(Path(place), config)[1])
        bodies.learn(place, name, codes, wanted)


def _open_repository(paths: list[str], inside: Callable[[str], bool]) -> None:
    """Put the repository on the path, behind the standard library, its compiled files left out."""
    places = [path for path in paths if os.path.isdir(path)]
    installed = ("site-packages", "dist-packages")
    first = next(
        (number for number, path in enumerate(sys.path) if path.endswith(installed)), len(sys.path)
    )
    sys.path[first:first] = places
    sys.path_hooks.insert(0, _source_only(inside))
    sys.path_importer_cache.clear()


def _ignore_compiled_tests() -> None:
    """Have pytest compile each test file anew: what it has cached may hold anything."""
    from _pytest.assertion import rewrite

    rewrite._read_pyc = lambda *arguments, **options: None


class _FromSource(SourceFileLoader):
    """Compiles a module from its source each time: a ``.pyc`` beside it may hold anything."""

    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def _source_only(inside: Callable[[str], bool]) -> Callable[[str], Any]:
    from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader

    kinds = [(ExtensionFileLoader, EXTENSION_SUFFIXES), (_FromSource, SOURCE_SUFFIXES)]

    def hook(path: str) -> FileFinder:
        if not os.path.isdir(path) or not inside(os.path.join(path, "")):
            raise ImportError(path)
        return FileFinder(path, *kinds)

    return hook


def _measuring(place: str) -> list[Callable[[Callable[..., None]], None]]:
    """Measure the coverage of one file, by no configuration; what says it in the end, if it can."""
    try:
        import coverage

        measured = coverage.Coverage(data_file=None, config_file=False, include=[place])
        measured.start()
    except Exception:
        return []

    def tell(say: Callable[..., None]) -> None:
        with contextlib.suppress(Exception):
            measured.stop()
            _, statements, _, missing, _ = measured.analysis2(place)
            say("coverage", len(statements) - len(missing), len(statements))

    return [tell]


if __name__ == "__main__":
    main()
