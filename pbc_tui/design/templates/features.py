"""What the features of stage 3 add: API layer, demo code, documentation, README languages."""

from __future__ import annotations

from collections.abc import Iterable

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates import test_files
from pbc_tui.design.templates.entry import Entry
from pbc_tui.design.templates.package_files import api_files, package_directory

TUTORIAL = ("01_first_steps", "02_many_texts", "03_failures", "04_settings")
"""The numbered steps of a tutorial-style demo."""

FULL = ("basic_usage", "many_texts", "failures", "settings")
"""The examples of a demo that covers every feature, beside those of optional layers."""

_WEB_FILES = {
    o.WebUi.TEMPLATES: ("web/__init__.py", "web/pages.py", "web/templates/index.html"),
    o.WebUi.SPA: ("web/__init__.py", "web/spa.py"),
    o.WebUi.FORMS: ("web/__init__.py", "web/forms.py", "web/static/index.html"),
    o.WebUi.ADMIN: ("admin/__init__.py", "admin/site.py"),
}


def entries(answers: Answers, present: tuple[str, ...], roles: frozenset[str]) -> tuple[Entry, ...]:
    """All files that the chosen features need, beside the files and roles that are there."""
    added = package_entries(answers, present, roles)
    code = [Entry(path, role) for path, role in _known(present, roles)]
    tests = [
        entry
        for entry in test_files.entries(answers, (*code, *added))
        if entry.role in ("test:api", "test:service")
    ]
    return (*added, *(tests if added else ()), *surroundings(answers, (*code, *added)))


def package_entries(
    answers: Answers, present: Iterable[str], roles: frozenset[str]
) -> tuple[Entry, ...]:
    """Files that features add to the package itself."""
    if answers.intake.package_name is None:
        return ()
    base = package_directory(answers)
    found: list[Entry] = []
    if answers.features.has_api and not _has_api(present, roles):
        found += api_files(answers, f"{base}/api", base, f"{base}/api")
    if answers.features.web_ui in _WEB_FILES:
        found += [
            Entry(f"{base}/{path}", f"web:{path.rpartition('/')[2].partition('.')[0].strip('_')}")
            for path in _WEB_FILES[answers.features.web_ui]
        ]
    return tuple(found)


def surroundings(answers: Answers, package: Iterable[Entry]) -> tuple[Entry, ...]:
    """Files that features add around the package: examples, documentation, README languages."""
    features = answers.features
    found = [Entry(f"examples/{name}.py", f"example:{name}") for name in example_names(answers)]
    roles = {entry.role for entry in package}
    if features.demo is o.Demo.FULL:
        found += [
            Entry(f"examples/{name}.py", f"example:{name}")
            for layer, name in (
                ("app", "http_client"),
                ("cli", "command_line"),
                ("aio", "asynchronous"),
            )
            if layer in roles and (layer != "app" or _has_tests(answers))
        ]
    if found:
        found += test_files.example_test(answers)
    found += documentation(features.docs_site, features.docs_content or ())
    found += [
        Entry(f"README.{code}.md", f"readme:{code}") for code in features.readme_languages or ()
    ]
    return tuple(found)


def example_names(answers: Answers) -> tuple[str, ...]:
    """The examples that the chosen demo style has in every design."""
    match answers.features.demo:
        case o.Demo.MINIMAL:
            return ("basic_usage",)
        case o.Demo.TUTORIAL:
            return TUTORIAL
        case o.Demo.FULL:
            return FULL
        case _:
            return ()


def documentation(site: o.DocsSite | None, content: Iterable[o.DocsContent]) -> tuple[Entry, ...]:
    """The documentation site's set-up and its pages."""
    if site in (None, o.DocsSite.NO):
        return ()
    pages = ["index", *(page.value for page in content)]
    found = [Entry(f"docs/{page}.md", f"docs:{page}") for page in pages]
    if site is o.DocsSite.MKDOCS:
        found.append(Entry("mkdocs.yml", "mkdocs"))
    if site is o.DocsSite.SPHINX:
        found.append(Entry("docs/conf.py", "sphinx"))
    return tuple(found)


def _has_tests(answers: Answers) -> bool:
    # The example of an HTTP client needs the test client, which tests alone depend on.
    return answers.architecture.testing is not o.Testing.NONE


def _has_api(present: Iterable[str], roles: frozenset[str]) -> bool:
    return "app" in roles or any(
        part in ("api", "server") for path in present for part in path.split("/")[:-1]
    )


def _known(present: Iterable[str], roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    # Only whether a role is there matters to the features, not where it lies.
    return tuple((f"{role}.py", role) for role in sorted(roles) if role)
