"""Decorators of the standard library and of well-known packages that keep the calls, as data.

A name that ends with a dot or ``*`` stands for everything under it. What is in no table may return
anything, and nobody who only reads the text can say (SPEC 5: such a file is PARTIAL).
"""

from __future__ import annotations

KEEPING: tuple[str, ...] = (
    # the standard library
    "abc.",
    "atexit.register",
    "classmethod",
    "collections.abc.",
    "contextlib.asynccontextmanager",
    "contextlib.contextmanager",
    "dataclasses.dataclass",
    "enum.",
    "functools.cache",
    "functools.cached_property",
    "functools.lru_cache",
    "functools.singledispatch",
    "functools.singledispatchmethod",
    "functools.total_ordering",
    "functools.wraps",
    "property",
    "staticmethod",
    "types.coroutine",
    "typing.",
    "typing_extensions.",
    "unittest.expectedFailure",
    "unittest.skip*",
    "warnings.deprecated",
    # validation and data classes
    "attr.",
    "attrs.",
    "beartype.beartype",
    "dataclasses_json.",
    "marshmallow.",
    "marshmallow_dataclass.",
    "pydantic.",
    "pydantic.dataclasses.dataclass",
    "rich.repr.auto",
    "strawberry.enum",
    "strawberry.input",
    "strawberry.interface",
    "strawberry.type",
    "typeguard.typechecked",
    # caches, retries, measuring
    "aiocache.cached",
    "async_lru.alru_cache",
    "backoff.on_exception",
    "backoff.on_predicate",
    "cachetools.",
    "numba.",
    "retrying.retry",
    "sentry_sdk.trace",
    "stamina.retry",
    "tenacity.retry",
    # web, databases, injection
    "dependency_injector.wiring.inject",
    "django.contrib.admin.register",
    "django.contrib.auth.decorators.",
    "django.db.transaction.atomic",
    "django.dispatch.receiver",
    "django.utils.decorators.method_decorator",
    "django.views.decorators.",
    "flask_login.login_required",
    "injector.",
    "rest_framework.decorators.",
    "sqlalchemy.event.listens_for",
    "sqlalchemy.orm.reconstructor",
    "sqlalchemy.orm.validates",
    "tornado.gen.coroutine",
    "tornado.web.authenticated",
    # tests
    "hypothesis.example",
    "hypothesis.settings",
    "pytest.fixture",
    "pytest.hookimpl",
    "pytest.hookspec",
    "pytest.mark.",
    "pytest_asyncio.fixture",
    # terminals
    "click.argument",
    "click.confirmation_option",
    "click.help_option",
    "click.option",
    "click.pass_context",
    "click.pass_obj",
    "click.password_option",
    "click.version_option",
    "textual.on",
)
"""By their full dotted names."""

OWNERS: tuple[str, ...] = (
    "aiohttp.web.RouteTableDef",
    "ariadne.MutationType",
    "ariadne.ObjectType",
    "ariadne.QueryType",
    "bottle.Bottle",
    "fastapi.APIRouter",
    "fastapi.FastAPI",
    "fastmcp.FastMCP",
    "flask.Blueprint",
    "flask.Flask",
    "flask_limiter.Limiter",
    "mcp.server.fastmcp.FastMCP",
    "pluggy.HookimplMarker",
    "pluggy.HookspecMarker",
    "prometheus_client.Counter",
    "prometheus_client.Gauge",
    "prometheus_client.Histogram",
    "prometheus_client.Summary",
    "quart.Blueprint",
    "quart.Quart",
    "sanic.Blueprint",
    "sanic.Sanic",
    "slowapi.Limiter",
    "socketio.AsyncServer",
    "socketio.Server",
    "sqlalchemy.orm.registry",
    "starlette.applications.Starlette",
    "starlette.routing.Router",
    "typer.Typer",
)
"""Classes whose instances or methods are decorators that give the function back."""

COMMANDS: tuple[str, ...] = (
    "click.command",
    "click.group",
    "rich_click.command",
    "rich_click.group",
)
"""What makes a command of a function: it is called without arguments and takes the program's."""

PLAIN = frozenset(["deprecated", "final", "no_type_check", "overload", "override"])
"""Decorators of typing that are often taken from one of several modules."""


def keeps(full: str) -> bool:
    """Whether a decorator by its full name keeps the calls of what it decorates."""
    return any(
        full.startswith(entry.rstrip("*")) if entry.endswith((".", "*")) else full == entry
        for entry in KEEPING
    )
