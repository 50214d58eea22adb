"""The tests of a file: which test files can run, what each of them must report, who meddles."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pbc_tui.checks.analysis.lost_tests import lost_tests
from pbc_tui.checks.analysis.meddling import meddling
from pbc_tui.checks.analysis.pytest_settings import PytestSettings, pytest_settings
from pbc_tui.checks.analysis.reach import ImportGraph
from pbc_tui.checks.analysis.test_ids import expected_tests
from pbc_tui.checks.analysis.test_scopes import Repository
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.kinds import is_test

MOST_REACHING = 20
"""How many test files run beside those that the specification names; the nearest ones."""
_OTHER_PROCESSES = (
    b"subprocess",
    b"multiprocessing",
    b"Popen",
    b"spawn",
    b"os.system",
    b"pytester",
)
_SUSPICIOUS = (b"pytest", b"pluggy", b"TestCase", b"__code__")


@dataclass
class AssociatedTests:
    """What the tests check is told.

    ``paths`` are the test files to run; ``waiting`` maps those that cannot run yet to the task that
    they wait for; ``beyond`` is how many more reach the file. ``files`` maps each path to the tests
    that it must report and those that are ``lost`` in it, or the ``fault`` for which it cannot be
    read; ``watched`` maps the files in
    which their bodies stand to first lines and names, [] where none can be told. ``meddling`` names
    what reaches into pytest, ``ignored`` the files whose settings do not count. ``elsewhere`` says
    that the tests may run the file in a process of its own, where nothing measures it.
    """

    paths: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    beyond: int = 0
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    watched: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    meddling: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    elsewhere: bool = False


def associated_tests(request: Request) -> AssociatedTests:
    """The tests of the file under judgement, those that reach it through imports included."""
    root, spec = Path(request.root), request.spec
    settings = pytest_settings(root)
    graph = ImportGraph(root, {spec["path"]: request.content} if request.python else {})
    told = AssociatedTests(
        settings=dict(settings.table),
        options=list(settings.options),
        ignored=list(settings.ignored),
    )
    _choose(told, request, graph, settings)
    if told.paths:
        given = {spec["path"]: request.text} if request.python else {}
        repository = Repository(root, given, _places(settings))
        _read(told, repository, settings)
        told.meddling = _meddling(told.paths, repository, graph)
        told.elsewhere = any(
            graph.mentions(path, word)
            for path in graph.reached_from(_starts(told.paths))
            for word in _OTHER_PROCESSES
        )
    return told


def _choose(
    told: AssociatedTests, request: Request, graph: ImportGraph, settings: PytestSettings
) -> None:
    spec = request.spec
    path, still_open = spec["path"], spec["tests_open"]
    own = [path] if settings.is_test_file(PurePosixPath(path).name) and request.python else []
    named = spec["tests"] or own
    reaching = [
        test for test in graph.tests_reaching(path, settings.is_test_file) if test not in named
    ]
    ready = [test for test in reaching if test not in still_open]
    told.paths = [test for test in named if test not in still_open] + ready[:MOST_REACHING]
    told.waiting = {test: still_open[test] for test in [*named, *reaching] if test in still_open}
    told.beyond = max(len(ready) - MOST_REACHING, 0)


def _read(told: AssociatedTests, repository: Repository, settings: PytestSettings) -> None:
    for path in told.paths:
        module = repository.at(path)
        tests = expected_tests(module, settings) if module is not None else []
        told.watched.setdefault(path, [])
        for test in tests:
            told.watched.setdefault(test.file, []).append((test.line, test.function))
        told.files[path] = {
            "tests": [test.public() for test in tests],
            "lost": [lost.public() for lost in lost_tests(module, settings)] if module else [],
            "fault": repository.faults.get(path, ""),
        }


def _meddling(paths: list[str], repository: Repository, graph: ImportGraph) -> list[str]:
    """What the test files, their ``conftest.py`` and all that they import do to pytest."""
    starts = _starts(paths)
    found: list[str] = []
    for path in graph.reached_from(starts):
        of_tests = path in starts or is_test(path)
        if not of_tests and not any(graph.mentions(path, word) for word in _SUSPICIOUS):
            continue
        module = repository.at(path)
        if module is not None:
            found += [f"{path}: {what}" for what in meddling(module.tree, tests=of_tests)]
    return found


def _starts(paths: list[str]) -> list[str]:
    """The test files with every ``conftest.py`` and ``__init__.py`` that pytest loads for them."""
    folders = dict.fromkeys(folder for path in paths for folder in PurePosixPath(path).parents)
    conftests = [(folder / "conftest.py").as_posix() for folder in folders]
    packages = [(folder / "__init__.py").as_posix() for folder in folders]
    return [*paths, *conftests, *packages]


def _places(settings: PytestSettings) -> tuple[str, ...]:
    paths = settings.table.get("pythonpath", [])
    return tuple(paths if isinstance(paths, list) else str(paths).split())
