"""What the features of stage 3 add: API layer, demo code, documentation, README languages."""

from __future__ import annotations

from collections.abc import Iterable

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates import test_files
from pbc_tui.design.templates.entry import Entry
from pbc_tui.design.templates.package_files import api_files, described, package_directory

TUTORIAL = ("01_first_steps", "02_many_texts", "03_failures", "04_settings")
"""The numbered steps of a tutorial-style demo."""

FULL = ("basic_usage", "many_texts", "failures", "settings")
"""The examples of a demo that covers every feature, beside those of optional layers."""

_WEB_FILES = {
    o.WebUi.TEMPLATES: (
        ("web/__init__.py", "web:init"),
        ("web/access.py", "web:access"),
        ("web/pages.py", "web:pages"),
        ("web/templates/index.html", "web:index"),
    ),
    o.WebUi.SPA: (("web/__init__.py", "web:init"), ("web/spa.py", "web:spa")),
    o.WebUi.FORMS: (
        ("web/__init__.py", "web:init"),
        ("web/access.py", "web:access"),
        ("web/forms.py", "web:forms"),
        ("web/static/index.html", "web:index"),
    ),
    o.WebUi.ADMIN: (
        ("admin/__init__.py", "web:init"),
        ("admin/access.py", "web:access"),
        ("admin/site.py", "web:site"),
    ),
}
_DATA_ROUTES = ("routes", "schemas", "openapi")


def entries(answers: Answers, present: tuple[str, ...], roles: frozenset[str]) -> tuple[Entry, ...]:
    """All files that the chosen features need, beside the files and roles that are there."""
    added = package_entries(answers, present, roles)
    code = [Entry(path, role) for path, role in _known(present, roles)]
    tests = [
        entry
        for entry in test_files.entries(answers, (*code, *added))
        if entry.role in ("test:api", "test:service", "test:web")
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
    elif answers.features.has_api and "app" in roles and "openapi" not in roles:
        found += described(answers, _directory_of_app(present, base))
    if answers.features.web_ui in _WEB_FILES:
        found += _pages(answers, base, roles | {entry.role for entry in found})
    return tuple(found)


def _pages(answers: Answers, base: str, roles: frozenset[str]) -> list[Entry]:
    """The pages; with the application that answers for them, where no API brings one."""
    web_ui = answers.features.web_ui or o.WebUi.NO
    found = [Entry(f"{base}/{path}", role) for path, role in _WEB_FILES[web_ui]]
    if web_ui is o.WebUi.ADMIN and answers.architecture.configuration is o.Configuration.FILES:
        # Without a token there is nothing to ask visitors for; the framework guards its forms.
        found = [entry for entry in found if entry.role != "web:access"]
    if "app" not in roles:
        place = found[0].path.removesuffix("/__init__.py")
        found += [
            entry
            for entry in api_files(answers, place, base, place)
            if entry.role not in roles
            and not entry.role.startswith("package:")
            and (web_ui is o.WebUi.SPA or entry.role not in _DATA_ROUTES)
        ]
    if web_ui is o.WebUi.SPA:
        found += _frontend("vue" in (answers.features.web_ui_framework or "").lower())
    return found


def _frontend(vue: bool) -> list[Entry]:
    """The sources of a single-page application, as Vite builds them."""
    return [
        Entry("frontend/package.json", "web:package"),
        Entry("frontend/vite.config.js", "web:vite"),
        Entry("frontend/index.html", "web:index"),
        Entry(f"frontend/src/main.{'js' if vue else 'jsx'}", "web:main"),
        Entry(f"frontend/src/App.{'vue' if vue else 'jsx'}", "web:component"),
    ]


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


def _directory_of_app(present: Iterable[str], base: str) -> str:
    places = (path.removesuffix("/app.py") for path in present if path.endswith("/app.py"))
    return next((place for place in places if place.startswith(base)), f"{base}/api")


def _known(present: Iterable[str], roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    # Only whether a role is there matters to the features, not where it lies.
    return tuple((f"{role}.py", role) for role in sorted(roles) if role)
