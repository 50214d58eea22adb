"""What an API layer is built with: one entry per option of the feature gate (SPEC 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context


@dataclass(frozen=True, slots=True)
class Framework:
    """One web framework.

    ``packages`` are its distributions with their bounds and modules, ``test_packages`` those that
    its test client needs beside them. ``imports`` and ``application`` are how a stub names the
    application's type, "" where that is not known. ``routes`` is the contract of the module with
    the routes. ``serve`` follows the module's name in the command that serves it.
    """

    title: str
    packages: tuple[tuple[str, str, str], ...]
    imports: str
    application: str
    routes: str
    test_packages: tuple[tuple[str, str, str], ...] = ()
    serve: str = "uvicorn {module}:create_app --factory"


_PYDANTIC = ("pydantic", ">=2.7,<3.0", "pydantic")
_UVICORN = ("uvicorn", ">=0.30,<1.0", "uvicorn")
_HTTPX = ("httpx", ">=0.27,<1.0", "httpx")
_FASTAPI = (
    ("fastapi", ">=0.115,<1.0", "fastapi"),
    _PYDANTIC,
    ("starlette", ">=0.40,<2.0", "starlette"),
    _UVICORN,
)
_FASTAPI_TYPE = "from fastapi import FastAPI\n"

FASTAPI = Framework(
    "FastAPI", _FASTAPI, _FASTAPI_TYPE, "FastAPI", "router = ...\n", test_packages=(_HTTPX,)
)
FLASK = Framework(
    "Flask",
    (("flask", ">=3.0,<4.0", "flask"), _PYDANTIC),
    "from flask import Flask\n",
    "Flask",
    "blueprint = ...\n",
    serve="flask --app {module}:create_app run",
)
_GRAPHQL = {
    "strawberry": ("strawberry-graphql", ">=0.240,<1.0", "strawberry"),
    "graphene": ("graphene", ">=3.3,<4.0", "graphene"),
}


def framework_of(context: Context) -> Framework:
    """The framework of the API layer: FastAPI unless the feature gate says another."""
    features = context.answers.features
    match features.api:
        case o.Api.FLASK:
            return FLASK
        case o.Api.GRAPHQL:
            named = (features.api_framework or "strawberry").lower()
            package = _GRAPHQL["graphene" if "graphene" in named else "strawberry"]
            return Framework(
                f"GraphQL by {package[0]}",
                (*_FASTAPI, package),
                _FASTAPI_TYPE,
                "FastAPI",
                "schema = ...\n",
                test_packages=(_HTTPX,),
            )
        case o.Api.OTHER:
            name = features.api_framework or "the framework"
            return Framework(name, (_PYDANTIC,), "", "", "", serve="serve {module}:create_app")
        case _:
            return FASTAPI
