"""Roles of optional layers that only an outside agent writes yet: web pages, Sphinx (SPEC 4.4)."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.identity import holders, version_of
from pbc_tui.design.blueprint.roles.role import Role

_WEB = {
    "init": "Marks the web pages as a package.",
    "pages": "Answers requests for pages: renders Jinja2 templates with what the service gives.",
    "forms": "Answers requests for the plain HTML forms and takes in what they send.",
    "spa": "Serves the built single-page application and answers its deep links.",
    "site": "Sets up the admin pages over what the service keeps.",
    "index": "Is the first page that a person sees.",
}
_WEB_CONTRACTS = {
    "pages": "pages = ...\n",
    "forms": "forms = ...\n",
    "spa": "pages = ...\n",
    "site": "def create_admin() -> object: ...\n",
}


def _web(context: Context, name: str) -> Brief:
    framework = framework_of(context)
    packages = tuple(package for package, _, _ in framework.packages)
    return Brief(
        purpose=_WEB.get(name, f"Is the part {name} of the web pages."),
        phase=Phase.OPTIONAL,
        effort=Effort.MODERATE if name in _WEB_CONTRACTS else Effort.TRIVIAL,
        contract=_WEB_CONTRACTS.get(name, ""),
        requires=("service", "app") if context.has("app") else ("core",),
        third_party=(*packages, "jinja2") if name in _WEB_CONTRACTS else (),
        problem=f"People use {context.repository} in a browser, without an API client.",
        algorithms=("Each page asks the service; no rule of the domain is repeated here.",),
        edge_cases=("A page without any item says so.",),
        errors=("A refusal is shown beside the field that it concerns.",),
        security=(
            "Everything that comes from people is escaped; forms carry a CSRF token.",
            "Pages need the same token or session as the API.",
        ),
        behaviours=("the first page answers 200", "a text with markup is shown as text"),
        data_flow="browser -> page -> service -> page -> browser",
    )


def _sphinx(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Configures Sphinx for the documentation of {context.repository}.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.SIMPLE,
        contract=(
            "project = ...\nauthor = ...\nrelease = ...\nextensions = ...\nhtml_theme = ...\n"
        ),
        requires=("package",),
        problem="The pages are Markdown (myst_parser); the reference comes from docstrings.",
        algorithms=(
            f'release is "{version_of(context)}"; author is {holders(context)}.',
            "extensions: myst_parser, sphinx.ext.autodoc, sphinx.ext.napoleon.",
        ),
        edge_cases=("It builds without warnings (-W).",),
        data_flow="sphinx-build -> conf.py -> docs/*.md -> HTML",
        example="sphinx-build -W docs docs/_build\n",
    )


ROLES = (Role("web", _web), Role("sphinx", _sphinx))
