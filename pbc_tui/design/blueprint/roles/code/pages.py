"""Roles of the pages for people: templates, plain forms, a single-page application, admin."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.page_packages import page_packages
from pbc_tui.design.blueprint.roles.code.terms import Terms
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import secret_of

_MODULES = ("pages", "forms", "spa", "site")


@dataclass(frozen=True, slots=True)
class _Page:
    """One file of the pages: what it is for, how it does it, what must be true of it."""

    purpose: str
    algorithms: tuple[str, ...] = ()
    edge_cases: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    behaviours: tuple[str, ...] = ()


_GOES_BACK = "A form that was taken in is answered with a redirection (303)."
_SHOWN = "A refusal is shown above the form, with status 422; what was typed is kept, escaped."
_NOTHING = "A page without any item says so, and so does one that does not show all of them."
_PAGES = {
    "init": _Page("Marks the web pages as a package."),
    "access": _Page(
        "Decides who may see the pages and which forms are taken in.",
        (
            "The token is asked for as a password (HTTP Basic), where one is set.",
            "A form counts as ours by Sec-Fetch-Site, else by Origin and Host.",
        ),
        ("A request with none of these headers does not come from a browser: it is taken in.",),
        ("Nothing in this module raises.",),
        ("a wrong password is refused", "a form of another site is refused"),
    ),
    "pages": _Page(
        "Answers requests for pages: renders Jinja2 templates with what the service gives.",
        ("autoescape is on and undefined names are errors.", _GOES_BACK),
        (_NOTHING,),
        (_SHOWN,),
        ("a form creates an item", "a text with markup is shown as text"),
    ),
    "forms": _Page(
        "Answers requests for the plain HTML forms and takes in what they send.",
        ("The form is a static file; the list of items is escaped by html.escape.", _GOES_BACK),
        (_NOTHING,),
        (_SHOWN,),
        ("a form creates an item", "a text with markup is shown as text"),
    ),
    "spa": _Page(
        "Serves the built single-page application and answers its deep links.",
        ("Every path below /app/ that is no file of the build gives index.html.",),
        ("A path that leads out of the build gives index.html as well.",),
        ("Without a build it answers 503 and names the command that makes one.",),
        ("a deep link gives the application", "a file of the build is served with its type"),
    ),
    "site": _Page(
        "Sets up the admin pages over what the service keeps.",
        ("A view of starlette-admin over the service: list, detail, create.",),
        ("What the service cannot do (edit, delete) is not offered.",),
        ("A refusal is shown beside the form.",),
        ("the list shows the items", "the form creates an item"),
    ),
    "index": _Page(
        "Is the first page that a person sees.",
        ("HTML without scripts of others; nothing is loaded from elsewhere.",),
    ),
    "package": _Page("Names what the single-page application is built with (npm)."),
    "vite": _Page("Configures the build of the single-page application (Vite)."),
    "main": _Page("Starts the single-page application in the page."),
    "component": _Page("Is the single-page application: a form and a list, over the API."),
}


def page_modules(context: Context) -> tuple[str, ...]:
    """The modules with pages that the application includes."""
    return tuple(name for name in _MODULES if context.has(f"web:{name}"))


def page_policy(context: Context) -> tuple[str, ...]:
    """What the pages may load, as rules of Content-Security-Policy (CSP level 3)."""
    closed = ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
    modules = page_modules(context)
    if "site" in modules:
        inline = ("script-src 'self' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'")
        return ("default-src 'self'", *inline, "img-src 'self' data:", *closed)
    if "spa" in modules:
        return ("default-src 'self'", *closed)
    if modules:
        return ("default-src 'none'", *closed)
    return ("base-uri 'none'", "frame-ancestors 'none'")


def uses_vue(context: Context) -> bool:
    """Whether the single-page application is one of Vue; else it is one of React."""
    return "vue" in (context.answers.features.web_ui_framework or "").lower()


def page_file(context: Context, path: str) -> str:
    """What kind of file, beside the Python modules, the pages have at this path."""
    name = path.rpartition("/")[2]
    chosen = context.answers.features.web_ui
    if name == "index.html" and chosen:
        return f"{chosen.value}.html"
    return name.replace("main.jsx", "main.js")


def _contract(context: Context, name: str) -> str:
    if name == "access":
        terms = Terms(context)
        may_enter = (
            f"{terms.imports('config:Settings')}\n"
            "def may_enter(given: str, settings: Settings) -> bool: ...\n"
            if secret_of(context)
            else ""
        )
        if context.has("web:site"):
            return may_enter
        return (
            f"{may_enter}"
            "def is_ours(site: str | None, origin: str | None, host: str | None) -> bool: ...\n"
        )
    if name == "site":
        return _admin(context)
    if name not in _MODULES:
        return ""
    framework = framework_of(context)
    if framework.key == "other":
        return _respond(context)
    return f"{framework.offer} = ...\n"


def _respond(context: Context) -> str:
    terms = Terms(context)
    imports = terms.imports("config:Settings", f"service:{terms.service}")
    return (
        "from collections.abc import Mapping\nfrom typing import Any\n"
        f"{imports}\n"
        f"def respond(service: {terms.service}, settings: Settings, environ: Mapping[str, Any])"
        " -> tuple[int, dict[str, str], bytes] | None: ...\n"
    )


def _admin(context: Context) -> str:
    terms = Terms(context)
    through_edge = terms.mixed and terms.wrapped == "service"
    role, kind = ("aio", terms.edge) if through_edge else ("service", terms.service)
    return (
        "from starlette_admin.base import BaseAdmin\n"
        f"{terms.imports('config:Settings', f'{role}:{kind}')}\n"
        f"def create_admin(service: {kind}, settings: Settings) -> BaseAdmin: ...\n"
    )


def _needs(context: Context, name: str) -> tuple[str, ...]:
    if name not in _MODULES:
        return ("config",) if name == "access" else ()
    terms = Terms(context)
    edge = terms.mixed and terms.wrapped == "service" and framework_of(context).asynchronous
    if name == "spa":
        return ("service", "config")
    wanted = ["service", "config", "exceptions", "results"]
    if name != "site" or secret_of(context):
        wanted.append("web:access")
    page = ["web:index"] if name != "site" else []
    return (*wanted, *page, *(["aio"] if edge else []))


def _web(context: Context, name: str) -> Brief:
    page = _PAGES.get(name, _Page(f"Is the part {name} of the web pages."))
    module = name in _MODULES
    framework = framework_of(context)
    packages = (*framework.packages, *page_packages(context))
    secured = secret_of(context) is not None and name != "spa"
    return Brief(
        purpose=page.purpose,
        phase=Phase.CORE if module or name == "access" else Phase.FOUNDATION,
        effort=Effort.MODERATE if module else Effort.TRIVIAL,
        contract=_contract(context, name),
        requires=_needs(context, name),
        tests=("test:web",) if module or name == "access" else (),
        third_party=tuple(package for package, _, _ in packages) if module else (),
        problem=f"People use {context.repository} in a browser, without an API client.",
        algorithms=(
            *page.algorithms,
            *(("Each page asks the service and repeats no rule of it.",) if module else ()),
        ),
        edge_cases=page.edge_cases,
        errors=page.errors,
        security=(
            "Everything that comes from people is escaped.",
            "Forms of other sites are refused: no cookie or token is needed for that.",
            *(("Pages ask for the token of the API, as a password.",) if secured else ()),
        ),
        behaviours=page.behaviours,
        data_flow="browser -> page -> service -> page -> browser",
    )


ROLES = (Role("web", _web),)
