"""Roles of the demonstration code: each example runs by itself and is run by a test."""

from __future__ import annotations

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import runtime_dependencies
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.roles.code.terms import Terms
from pbc_tui.design.blueprint.roles.role import Role

_SHOWS = {
    "basic_usage": "Shows the shortest way to a first result.",
    "01_first_steps": "Shows, as step 1 of the tutorial, the shortest way to a first result.",
    "many_texts": "Shows how several texts are taken in at once.",
    "02_many_texts": "Shows, as step 2 of the tutorial, how several texts are taken in at once.",
    "failures": "Shows what a refusal looks like and how to meet it.",
    "03_failures": "Shows, as step 3 of the tutorial, what a refusal looks like.",
    "settings": "Shows how settings change what is accepted.",
    "04_settings": "Shows, as step 4 of the tutorial, how settings change what is accepted.",
    "http_client": "Shows the API at work, with a client in the same process.",
    "command_line": "Shows the command line, called from Python.",
    "asynchronous": "Shows the asynchronous edge.",
}

_SHOWS_OF_ITEMS = {
    "many_texts": "Shows how several items are kept, and listed page by page.",
    "02_many_texts": "Shows, as step 2 of the tutorial, how several items are kept and listed.",
}


def topic_of(name: str) -> str:
    """What an example shows, without the number of a tutorial's step."""
    bare = name.lstrip("0123456789").lstrip("_")
    return {"first_steps": "basic_usage"}.get(bare, bare)


def needs_of(name: str, context: Context) -> tuple[str, ...]:
    """The roles that an example uses."""
    by_topic = {"http_client": ("app",), "command_line": ("cli",), "asynchronous": ("aio",)}
    if topic_of(name) in by_topic:
        return by_topic[topic_of(name)]
    return ("core",) if context.has("core") else ("service",)


def _example(context: Context, name: str) -> Brief:
    needs = needs_of(name, context)
    path = context.layout.get(f"example:{name}", f"examples/{name}.py")
    return Brief(
        purpose=_shows(name, context),
        phase=Phase.EXAMPLE,
        effort=Effort.SIMPLE,
        contract=f"{'async ' if _waits(name, context) else ''}def main() -> None: ...\n",
        requires=(*needs, "package", "config", "exceptions", "results"),
        tests=("test:examples",),
        third_party=(
            *(entry.name for entry in runtime_dependencies(context)),
            *(name for name, _, _ in framework_of(context).test_packages if "app" in needs),
        ),
        problem="A reader copies it, runs it, and changes it.",
        algorithms=("main() does everything; nothing runs on import.",),
        edge_cases=("It needs no file, no network, and no variable to be set.",),
        behaviours=("ends with status 0 and prints what it did",),
        data_flow=f"{path} -> {', '.join(needs)} -> standard output",
        example=f"python {path}\n",
    )


def _shows(name: str, context: Context) -> str:
    told = _SHOWS if context.has("core") else {**_SHOWS, **_SHOWS_OF_ITEMS}
    return told.get(name, f"Shows {topic_of(name).replace('_', ' ')}.")


def _waits(name: str, context: Context) -> bool:
    match topic_of(name):
        case "http_client":
            return framework_of(context).asynchronous
        case "command_line":
            return False
        case topic:
            return Terms(context).waits or topic == "asynchronous"


ROLES = (Role("example", _example),)
