"""Files of the package itself: foundations, library core, command line, API layer."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates.entry import Entry


def package_directory(answers: Answers) -> str:
    """Where the package lies: ``src/<package>``."""
    if answers.intake.package_name is None:
        raise ValueError("intake.package_name: the design is not complete yet")
    return f"src/{answers.intake.package_name}"


def package_marker(answers: Answers) -> tuple[Entry, ...]:
    """The package's ``__init__.py``, and its typing marker for those who import it (PEP 561).

    An experiment is run, not imported by anybody: its template is the smallest (SPEC 4.1).
    """
    base = package_directory(answers)
    marker = Entry(f"{base}/__init__.py", "package")
    if answers.intake.purpose is o.Purpose.PROTOTYPE:
        return (marker,)
    return (marker, Entry(f"{base}/py.typed", "py_typed"))


def foundation_files(answers: Answers) -> tuple[Entry, ...]:
    """What the decisions of stage 1 ask for: settings, failures, logging."""
    base = package_directory(answers)
    choices = answers.architecture
    files = [Entry(f"{base}/config.py", "config")]
    if choices.errors in (o.Errors.EXCEPTIONS, o.Errors.MIXED):
        files.append(Entry(f"{base}/exceptions.py", "exceptions"))
    if choices.errors in (o.Errors.RESULTS, o.Errors.MIXED):
        files.append(Entry(f"{base}/results.py", "results"))
    if choices.logging in (o.Logging.STANDARD, o.Logging.STRUCTLOG):
        files.append(Entry(f"{base}/log.py", "log"))
    return tuple(files)


def library_files(answers: Answers) -> tuple[Entry, ...]:
    """The core, the functions it uses, and the asynchronous edge of a mixed design."""
    base = package_directory(answers)
    files = [Entry(f"{base}/core.py", "core"), Entry(f"{base}/utils.py", "utils")]
    if answers.intake.settled_concurrency is o.Concurrency.MIXED:
        files.append(Entry(f"{base}/aio.py", "aio"))
    return tuple(files)


def command_files(answers: Answers) -> tuple[Entry, ...]:
    """A command line with its commands, and the entry of ``python -m``."""
    base = package_directory(answers)
    return (
        Entry(f"{base}/__main__.py", "main"),
        Entry(f"{base}/cli.py", "cli"),
        Entry(f"{base}/commands/__init__.py", "commands"),
        Entry(f"{base}/commands/process.py", "command:process"),
        Entry(f"{base}/commands/batch.py", "command:batch"),
    )


def api_files(answers: Answers, api: str, core: str, models: str) -> tuple[Entry, ...]:
    """An HTTP API: application factory and routes, the service behind them, the schemas between."""
    base = package_directory(answers)
    files: list[Entry] = []
    for directory in (api, core, models):
        if directory != base:
            name = directory.rpartition("/")[2]
            files.append(Entry(f"{directory}/__init__.py", f"package:{name}"))
        if directory == api:
            files.append(Entry(f"{api}/app.py", "app"))
            files.append(Entry(f"{api}/routes.py", "routes"))
            files += described(answers, api)
        if directory == core:
            files.append(Entry(f"{core}/service.py", "service"))
            if answers.intake.settled_concurrency is o.Concurrency.MIXED and core != base:
                files.append(Entry(f"{core}/aio.py", "aio"))
        if directory == models:
            files.append(Entry(f"{models}/schemas.py", "schemas"))
    return (Entry(f"{base}/__main__.py", "main"), *files)


def described(answers: Answers, api: str) -> list[Entry]:
    """The description of the API, where its framework makes none out of the routes."""
    if answers.features.api in (o.Api.FLASK, o.Api.OTHER):
        return [Entry(f"{api}/openapi.py", "openapi")]
    return []
