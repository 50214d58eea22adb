"""What an API layer is built with: one entry per option of the feature gate (SPEC 4.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.settings import reads_environment

Package = tuple[str, str, str]
"""A distribution: its name, its bounds, the module that it brings."""

Key = Literal["fastapi", "flask", "strawberry", "graphene", "other"]
Unguarded = Literal["refuses", "warns", "serves"]


@dataclass(frozen=True, slots=True)
class Server:
    """What serves an application: its module, the call that starts it, the loggers it writes to."""

    module: str
    starts: str
    loggers: tuple[str, ...]


# Started by its own command, uvicorn gives the last two handlers of their own.
_UVICORN = Server("uvicorn", "run", ("asyncio", "uvicorn", "uvicorn.access", "uvicorn.error"))
_WAITRESS = Server("waitress", "serve", ("waitress",))


@dataclass(frozen=True, slots=True)
class Framework:
    """One web framework.

    ``key`` names it for templates. ``packages`` are its distributions, ``test_packages`` those that
    its test client needs beside them, ``dev_packages`` what the type checker needs. ``imports`` and
    ``application`` are how a stub names the application's type. ``offer`` is what a module with
    routes offers to the factory, ``routes`` the contract of the module with those of the API.
    ``loggers`` are what the framework itself writes to, beside its server.
    ``held_by`` is the expression under which an application keeps settings and service, ``untyped``
    names packages without annotations, ``below_python_4`` those that refuse Python 4 themselves.
    """

    key: Key
    title: str
    packages: tuple[Package, ...]
    imports: str
    application: str
    offer: str
    routes: str
    server: Server
    held_by: str
    test_packages: tuple[Package, ...] = ()
    dev_packages: tuple[Package, ...] = ()
    untyped: tuple[str, ...] = ()
    below_python_4: tuple[str, ...] = ()
    loggers: tuple[str, ...] = ()

    @property
    def graphql(self) -> bool:
        """Whether callers ask in GraphQL instead of by method and path."""
        return self.key in ("strawberry", "graphene")

    @property
    def asynchronous(self) -> bool:
        """Whether requests run in one event loop (ASGI), instead of threads of their own (WSGI)."""
        return self.server is _UVICORN

    @property
    def describes_itself(self) -> bool:
        """Whether the framework makes the description of the API out of the routes."""
        return self.key == "fastapi" or self.graphql


_PYDANTIC = ("pydantic", ">=2.7,<3.0", "pydantic")
_HTTPX = ("httpx", ">=0.27,<1.0", "httpx")
# Starlette 1.2 and later ask for it; with httpx every run of the tests would end in a warning.
_HTTPX2 = ("httpx2", ">=2.0,<3.0", "httpx2")
_WAITRESS_PACKAGE = ("waitress", ">=3.0,<4.0", "waitress")
_WAITRESS_TYPES = ("types-waitress", ">=3.0,<4.0", "")

FASTAPI = Framework(
    "fastapi",
    "FastAPI",
    (
        ("fastapi", ">=0.133,<1.0", "fastapi"),
        _PYDANTIC,
        ("starlette", ">=1.2,<2.0", "starlette"),
        ("uvicorn", ">=0.30,<1.0", "uvicorn"),
    ),
    "from fastapi import FastAPI\n",
    "FastAPI",
    "router",
    "router = ...\n",
    _UVICORN,
    "app.state",
    test_packages=(_HTTPX2,),
)
FLASK = Framework(
    "flask",
    "Flask",
    (
        ("flask", ">=3.0,<4.0", "flask"),
        _PYDANTIC,
        _WAITRESS_PACKAGE,
        ("werkzeug", ">=3.0,<4.0", "werkzeug"),
    ),
    "from flask import Flask\n",
    "Flask",
    "blueprint",
    "blueprint = ...\n",
    _WAITRESS,
    "app.extensions",
    test_packages=(_HTTPX,),
    dev_packages=(_WAITRESS_TYPES,),
    loggers=("werkzeug",),
)
STRAWBERRY = replace(
    FASTAPI,
    key="strawberry",
    title="GraphQL by Strawberry",
    packages=(
        *FASTAPI.packages,
        ("graphql-core", ">=3.2,<4.0", "graphql"),
        ("strawberry-graphql", ">=0.334,<1.0", "strawberry"),
    ),
    routes="schema = ...\nrouter = ...\n",
    below_python_4=("graphql-core", "strawberry-graphql"),
    loggers=("strawberry",),
)
GRAPHENE = replace(
    FASTAPI,
    key="graphene",
    title="GraphQL by Graphene",
    packages=(
        *FASTAPI.packages,
        ("graphene", ">=3.3,<4.0", "graphene"),
        ("graphql-core", ">=3.2,<3.3", "graphql"),
    ),
    untyped=("graphene",),
    below_python_4=("graphene", "graphql-core"),
    routes="schema = ...\nrouter = ...\n",
)
OTHER = Framework(
    "other",
    "",
    (_PYDANTIC, _WAITRESS_PACKAGE),
    "",
    "",
    "ROUTES",
    "ROUTES = ...\n",
    _WAITRESS,
    "app",
    test_packages=(_HTTPX,),
    dev_packages=(_WAITRESS_TYPES,),
)


def loggers_of(context: Context) -> tuple[str, ...]:
    """The loggers of others that write while a server runs; none where nothing is served."""
    if not context.has("app"):
        return ()
    framework = framework_of(context)
    return (*framework.server.loggers, *framework.loggers)


def serving_module(context: Context) -> str:
    """The module that ``python -m`` serves the application by."""
    if context.has("main") and not context.has("cli"):
        return context.package
    return context.module("app")


def for_whom(context: Context) -> o.ApiPurpose | None:
    """For whom the API layer is; None where there is none, or where nobody said it."""
    return context.answers.features.api_purpose if context.has("routes") else None


def without_token(context: Context) -> Unguarded:
    """What a server does that is started without a token where others reach it.

    A public API that can have a token refuses to start. An internal one, and one whose
    configuration has no place for a secret, warns: something in front of it has to guard it. One
    for development answers this machine alone.
    """
    whom = for_whom(context)
    if not context.has("app") or whom is o.ApiPurpose.DEVELOPMENT:
        return "serves"
    if whom is o.ApiPurpose.EXTERNAL and reads_environment(context):
        return "refuses"
    return "warns"


def shows_own_pages(context: Context) -> bool:
    """Whether the framework brings HTML pages of its own, which describe the API (/docs)."""
    framework = framework_of(context)
    hidden = framework.graphql and context.has("routes")
    return context.has("app") and framework.asynchronous and not hidden


def framework_of(context: Context) -> Framework:
    """The framework of the API layer: FastAPI unless the feature gate says another."""
    features = context.answers.features
    match features.api:
        case o.Api.FLASK:
            return FLASK
        case o.Api.GRAPHQL:
            named = (features.api_framework or "strawberry").lower()
            return GRAPHENE if "graphene" in named else STRAWBERRY
        case o.Api.OTHER:
            return replace(OTHER, title=features.api_framework or "the framework of your choice")
        case _:
            return FASTAPI
