"""Roles of the HTTP layer: service, schemas, routes, application factory (SPEC 4.1)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import (
    Framework,
    for_whom,
    framework_of,
    serving_module,
    shows_own_pages,
    without_token,
)
from pbc_tui.design.blueprint.roles.code.graphql import (
    edge_roles,
    graphql_routes,
    graphql_types,
    token_rule,
)
from pbc_tui.design.blueprint.roles.code.pages import page_modules, page_policy
from pbc_tui.design.blueprint.roles.code.terms import Terms, located
from pbc_tui.design.blueprint.roles.role import Role


def _service(context: Context, _: str) -> Brief:
    terms = Terms(context)
    wanted = ["config:Settings"]
    if terms.returns_results:
        wanted.append("results:Result")
    define = terms.define
    contract = (
        f"{terms.imports(*wanted)}\n"
        "class Item:\n    identifier: int\n    name: str\n    text: str\n\n"
        f"class {terms.service}:\n"
        "    def __init__(self, settings: Settings | None = None) -> None: ...\n"
        "    @property\n"
        "    def settings(self) -> Settings: ...\n"
        f"    {define} create(self, name: str, text: str) -> {terms.outcome('Item')}: ...\n"
        f"    {define} get(self, identifier: int) -> {terms.outcome('Item')}: ...\n"
        f"    {define} page(self, offset: int = 0, limit: int | None = None) -> list[Item]: ...\n"
    )
    refusal = "Err(Failure.{}, ...)" if terms.returns_results else "{}"
    names = (
        ("INVALID_INPUT", "NOT_FOUND")
        if terms.returns_results
        else (
            "InvalidInputError",
            "NotFoundError",
        )
    )
    lock = "An asyncio.Lock guards" if terms.waits else "A lock guards"
    return Brief(
        purpose=f"Keeps the items of {context.repository} and the rules they obey, free of HTTP.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=contract,
        requires=("config", "exceptions", "results", *(["core"] if context.has("core") else [])),
        tests=("test:service",),
        third_party=terms.logging_packages,
        problem=f"{context.description} The rules can be tried without a web server.",
        algorithms=(
            "Items are kept in a dict by identifier; identifiers count up from 1.",
            f"Texts go through {terms.engine}.process."
            if context.has("core")
            else "Names and texts are stripped before they are judged.",
            f"{lock} the store: requests arrive at the same time.",
        ),
        edge_cases=(
            "A limit above max_items gives at most max_items items.",
            "An offset beyond the last item gives an empty list.",
        ),
        errors=(
            f"An empty or too long name or text gives {refusal.format(names[0])}.",
            f"An unknown identifier gives {refusal.format(names[1])}.",
        ),
        performance=("create and get take constant time.",),
        security=("Names and texts are never logged: only identifiers and lengths.",),
        behaviours=(
            "a created item can be got and listed",
            "an unknown identifier is refused",
            "an empty text is refused",
            "a listing is cut to max_items",
        ),
        data_flow="routes -> service -> store in memory",
        example=f"from {located(context, 'service')} import {terms.service}\n",
    )


def _schemas(context: Context, _: str) -> Brief:
    framework = framework_of(context)
    if framework.graphql:
        return graphql_types(context, framework)
    paging = (
        ""
        if framework.describes_itself
        else "class PageRequest(BaseModel):\n    offset: int = 0\n    limit: int | None = None\n\n"
    )
    return Brief(
        purpose="Describes requests and responses: what OpenAPI shows and requests are held to.",
        phase=Phase.FOUNDATION,
        effort=Effort.SIMPLE,
        contract=(
            "from pydantic import BaseModel\n\n"
            "class ItemCreate(BaseModel):\n    name: str\n    text: str\n\n"
            "class ItemRead(BaseModel):\n    identifier: int\n    name: str\n    text: str\n\n"
            "class ItemList(BaseModel):\n    items: list[ItemRead]\n    offset: int\n\n"
            f"{paging}"
            "class Problem(BaseModel):\n    type: str\n    title: str\n    status: int\n"
            "    detail: str\n"
        ),
        tests=("test:api",),
        third_party=("pydantic",),
        problem="The outside sees schemas, never the service's own values.",
        algorithms=("ItemRead reads attributes of an item (from_attributes).",),
        edge_cases=("Unknown fields of a request are refused.", "Names have 1 to 100 characters."),
        errors=("pydantic refuses; the application answers with 422.",),
        security=("Requests are bounded in length before any code sees them.",),
        behaviours=("a request without a name is refused", "an item becomes a response"),
        data_flow="request -> ItemCreate -> service -> ItemRead -> response",
        example=f"from {located(context, 'schemas')} import ItemCreate\n",
    )


def _openapi(context: Context, _: str) -> Brief:
    return Brief(
        purpose="Describes the API as OpenAPI has it, made from the schemas.",
        phase=Phase.CORE,
        effort=Effort.SIMPLE,
        contract=(
            "from typing import Any\n\n"
            "def describe(title: str, version: str) -> dict[str, Any]: ...\n"
        ),
        requires=("schemas",),
        tests=("test:api",),
        third_party=("pydantic",),
        problem="Clients are generated from it, and people read what the API offers.",
        algorithms=(
            "OpenAPI 3.1; models_json_schema of pydantic gives the schemas of the components.",
        ),
        edge_cases=(
            "Every refusal of an operation is described with the type that it is sent in: "
            "application/problem+json.",
        ),
        errors=("Nothing in this module raises.",),
        behaviours=(
            "every route and every schema is named",
            "refusals are described as they are sent",
        ),
        data_flow="schemas -> describe() -> GET /openapi.json",
        example=f"from {located(context, 'openapi')} import describe\n"
        'describe("the API", "1.0.0")["paths"]\n',
    )


def _routes(context: Context, _: str) -> Brief:
    terms = Terms(context)
    framework = framework_of(context)
    if framework.graphql:
        return graphql_routes(context, framework)
    refused = "An Err" if terms.returns_results else "An exception of the service"
    return Brief(
        purpose="Answers /items: create, get and list, through the service.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=framework.routes,
        requires=(
            "schemas",
            "service",
            "config",
            "exceptions",
            "results",
            *edge_roles(terms),
        ),
        tests=("test:api",),
        third_party=tuple(name for name, _, _ in framework.packages),
        problem=f"Translates between {framework.title} and the service, and does nothing else.",
        algorithms=(
            "POST /items (201), GET /items/{identifier}, GET /items?offset=&limit=.",
            "The application holds the service and hands it to the routes.",
        ),
        edge_cases=(
            "limit has 1 as least value.",
            f"An identifier that is no number gives {404 if framework.key == 'flask' else 422}.",
        ),
        errors=(f"{refused} becomes a problem response (RFC 9457): 404 or 422.",),
        security=(
            token_rule(context),
            "Tokens are compared in constant time; OpenAPI names them as a security scheme.",
        ),
        behaviours=(
            "a created item is answered with 201 and can be got",
            "an unknown item is answered with 404 as problem",
            "a request that is not valid is answered with 422",
            "OpenAPI describes refusals as they are sent: application/problem+json",
        ),
        data_flow="HTTP -> schemas -> service -> schemas -> HTTP",
        example="client.post('/items', json={'name': 'first', 'text': 'Some text'})\n",
    )


def _app(context: Context, _: str) -> Brief:
    terms = Terms(context)
    framework = framework_of(context)
    returned = f" -> {framework.application}" if framework.application else ""
    for_callers = _FOR_CALLERS.get(for_whom(context), ())
    return Brief(
        purpose="Makes the application: settings, logging, service, routes, problem responses.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=(
            f"{framework.imports}{terms.imports('config:Settings')}\n"
            f"def create_app({_settings_parameter(context)}){returned}: ...\n"
            "def serve() -> None: ...\n"
        ),
        requires=(
            "package",
            "config",
            "log",
            "exceptions",
            "results",
            "routes",
            "service",
            "schemas",
            "openapi",
            *edge_roles(terms),
            *(f"web:{name}" for name in page_modules(context)),
        ),
        tests=("test:api",),
        third_party=(
            *(name for name, _, _ in framework.packages),
            *terms.logging_packages,
        ),
        problem="One factory, so that tests and servers each make the application they need.",
        algorithms=(
            "GET and HEAD /health answer status and version, without any token.",
            "Handlers turn failures into application/problem+json (RFC 9457).",
            f"serve() starts {framework.server.module} at host and port of the settings"
            + (", its loggers as configure_logging set them." if context.has("log") else "."),
            *_of_framework(framework),
            *(_IN_PRODUCTION if _several(context) else ()),
            *((for_callers[0],) if for_callers else ()),
        ),
        edge_cases=("Two applications in one process share nothing.",),
        errors=(
            "An unexpected failure is answered with 500 and says nothing of its cause"
            + (", save in development." if _several(context) else "."),
            "serve() says in one line which setting cannot be used, and ends with status 2.",
        ),
        security=(
            "No failure's text reaches the caller unless the service wrote it for them"
            + (", or it runs in development." if _several(context) else "."),
            *_of_pages(context),
            *_of_callers(context),
        ),
        behaviours=(
            "/health answers 200 with the version",
            "the schema is shown" if framework.graphql else "OpenAPI lists every route",
            "failures are problem responses",
            "settings that cannot be used end in one line",
            *(
                ["without a token it does not serve others"]
                if without_token(context) == "refuses"
                else []
            ),
            *(["production describes nothing"] if _several(context) else []),
            *for_callers[1:],
        ),
        data_flow=f"server -> create_app() -> {framework.title} application",
        example=f"python -m {serving_module(context)}\n" if context.has("app") else "",
    )


def _of_pages(context: Context) -> tuple[str, ...]:
    """What every HTML page is answered with."""
    if not page_modules(context) and not shows_own_pages(context):
        return ()
    policy = "; ".join(page_policy(context))
    own = " (the pages that the framework brings load from elsewhere: base-uri, frame-ancestors)"
    return (
        "Every HTML page says X-Content-Type-Options: nosniff, X-Frame-Options: DENY and "
        f"Content-Security-Policy: {policy}"
        + (own if page_modules(context) and shows_own_pages(context) else "")
        + ".",
    )


_FOR_CALLERS: dict[o.ApiPurpose | None, tuple[str, ...]] = {
    o.ApiPurpose.EXTERNAL: (
        "Every answer says Cache-Control: no-store, X-Content-Type-Options: nosniff and "
        "Content-Security-Policy: frame-ancestors 'none' (OWASP, REST security).",
        "every answer, refusals too, carries the security headers",
    ),
    o.ApiPurpose.DEVELOPMENT: (
        "Requests for another host than localhost, 127.0.0.1 or testserver are answered with 400.",
        "a request for another host is refused",
    ),
}
_IN_PRODUCTION = (
    "Where Settings.environment is production, no route describes the API.",
    "Where it is development, the answer 500 names the failure's type and text.",
)


def _of_callers(context: Context) -> tuple[str, ...]:
    """What create_app does where others reach the server, and no token is set."""
    where = (
        "Where Settings.environment is production"
        if _several(context)
        else "Where Settings.host is no address of this machine alone"
    )
    match without_token(context):
        case "refuses":
            failure = Terms(context).settings_failure
            raised = "RuntimeError" if failure == "Err" else failure
            return (f"{where} and no token is set, create_app raises {raised}, naming both.",)
        case "warns":
            return (f"{where} and no token is set, create_app warns of it once in the log.",)
        case _:
            return ()


def _several(context: Context) -> bool:
    return context.deployment is o.Deployment.SEVERAL


def _of_framework(framework: Framework) -> tuple[str, ...]:
    if framework.key == "other":
        return (
            f"It runs on {framework.title}; until then WSGI by the standard library answers "
            "(PEP 3333), and the routes know nothing of either.",
        )
    if framework.key == "flask":
        return (
            "Settings and service are kept in app.extensions.",
            "MAX_CONTENT_LENGTH limits bodies: 413. No detail is werkzeug's prose for browsers.",
        )
    return (
        "An unexpected failure is answered in a middleware, so that the server does not log it "
        "a second time; a 405 names every method of its path in Allow.",
    )


def _settings_parameter(context: Context) -> str:
    return "settings: Settings | None = None" if context.has("config") else ""


ROLES = (
    Role("service", _service),
    Role("schemas", _schemas),
    Role("routes", _routes),
    Role("openapi", _openapi),
    Role("app", _app),
)
