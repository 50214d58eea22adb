"""Roles of the tests: fixtures, one file per subject, the parts together, the whole."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.dependencies import runtime_dependencies
from pbc_tui.design.blueprint.dependencies import test_dependencies as tests_need
from pbc_tui.design.blueprint.frameworks import framework_of
from pbc_tui.design.blueprint.roles.code import command_line, domain, foundation, pages, web
from pbc_tui.design.blueprint.roles.code.pages import page_modules
from pbc_tui.design.blueprint.roles.code.terms import Terms, located
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import environment_files

_SUBJECTS: dict[str, Role] = {
    role.name: role
    for role in (*foundation.ROLES, *domain.ROLES, *web.ROLES, *command_line.ROLES)
    if role.name not in ("component", "command")
}


@dataclass(frozen=True, slots=True)
class _Wide:
    """A test of several parts: its purpose, the roles it needs, what it shows."""

    purpose: str
    needs: tuple[str, ...]
    behaviours: tuple[str, ...]


def _wide(topic: str, context: Context) -> _Wide | None:
    whole = tuple(
        role for role in ("app", "cli", "main", "core", "service", "aio") if context.has(role)
    )
    outside = (
        "server" if context.has("app") else "command line" if context.has("cli") else "package"
    )
    match topic:
        case "api":
            return _Wide(
                "Tries the API through a test client: health, items, refusals, description.",
                ("app", "routes", "schemas", "service", "main"),
                ("/health answers 200 with the version", *_of_api(context)),
            )
        case "web":
            return _Wide(
                "Tries the pages through a client: what people see, send and are refused.",
                ("app", *(role for role in context.layout if role.startswith("web:"))),
                tuple(
                    behaviour
                    for name in page_modules(context)
                    for behaviour in pages.ROLES[0].brief(context, name).behaviours
                ),
            )
        case "together":
            return _Wide(
                "Tries settings, core and entry together, as a caller meets them.",
                ("config", "log", "commands", *whole),
                ("settings from their source reach the work", "a limit that is set is kept"),
            )
        case "from_outside":
            return _Wide(
                f"Tries the {outside} from outside, in a process of its own.",
                ("package", "config", *whole),
                (
                    f"the {outside} starts in a fresh interpreter and answers",
                    *(_OF_SERVER if context.has("app") else ()),
                ),
            )
        case "examples":
            return _Wide(
                "Runs every example as a reader would.",
                ("package", *(role for role in context.layout if role.startswith("example:"))),
                ("every example ends without an error and says something",),
            )
        case _:
            return None


_OF_SERVER = (
    "it listens where the settings say",
    "settings that cannot be used end it with one line and no traceback",
)


def _of_api(context: Context) -> tuple[str, ...]:
    if not context.has("routes"):
        return ()
    if framework_of(context).graphql:
        return (
            "a created item can be got and listed",
            "an unknown item is refused with the code NOT_FOUND",
            "what breaks a rule is refused with the code INVALID_INPUT",
            "the schema names every operation",
        )
    return (
        "a created item is answered with 201 and can be got and listed",
        "an unknown item is a problem response with 404",
        "a request that is not valid is answered with 422",
        "OpenAPI names every route, and describes refusals in the type that they are sent in",
    )


def _test(context: Context, topic: str) -> Brief:
    if wide := _wide(topic, context):
        purpose, needs, behaviours = wide.purpose, wide.needs, wide.behaviours
    else:
        role = topic if topic in _SUBJECTS else f"component:{topic}"
        subject = (
            _SUBJECTS[topic].brief(context, "")
            if topic in _SUBJECTS
            else next(r for r in domain.ROLES if r.name == "component").brief(context, topic)
        )
        where = located(context, role) if context.has(role) else role
        purpose, needs = f"Tries {where}: what it promises, and what it refuses.", (role,)
        behaviours = subject.behaviours
        if topic == "cli":
            needs = ("cli", "commands", "core", "main", "pyproject")
        if topic == "config":
            needs = ("config", *(f"settings:{name}" for name in environment_files(context)))
    return Brief(
        purpose=purpose,
        phase=Phase.TEST,
        effort=Effort.SIMPLE,
        requires=("conftest", *needs),
        third_party=test_packages(context),
        problem="Shows that the promise is kept; a change that breaks it fails here.",
        algorithms=("One test per behaviour; each can fail for one reason.",),
        edge_cases=("No test needs the network, the clock or the order of the tests.",),
        behaviours=behaviours,
        data_flow="pytest -> fixtures of conftest.py -> subject",
        example=f"pytest {context.path(f'test:{topic}')}\n" if context.has(f"test:{topic}") else "",
    )


def _conftest(context: Context, _: str) -> Brief:
    terms = Terms(context)
    names = []
    if context.has("cli"):
        names.append("command")
    if context.has("config"):
        names.append("settings")
    if context.has("core"):
        names.append("engine")
    if context.has("service"):
        names.append("service")
    if context.has("app"):
        names.append("client")
    return Brief(
        purpose=f"Offers the fixtures that the tests share: {', '.join(names) or 'none yet'}.",
        phase=Phase.TEST,
        effort=Effort.TRIVIAL,
        requires=tuple(
            role
            for role in ("config", "core", "service", "app", *_of_command(context))
            if context.has(role)
        ),
        third_party=test_packages(context),
        problem="Every test gets fresh values with known settings, whatever the environment holds.",
        algorithms=(f"Settings are made directly, with small limits: {terms.base_error} is near.",)
        if terms.raises
        else ("Settings are made directly, with small limits.",),
        edge_cases=(
            "Variables of the person's own environment change no result.",
            *(
                [
                    "command is the script in the directory of scripts; where the project is not "
                    "installed, python -m with the source directory on PYTHONPATH."
                ]
                if context.has("cli")
                else []
            ),
        ),
    )


def _of_command(context: Context) -> tuple[str, ...]:
    """What the fixture of the installed command runs."""
    return ("package", "cli", "main", "commands") if context.has("cli") else ()


def test_packages(context: Context) -> tuple[str, ...]:
    """The distributions that a test may import."""
    wanted = [entry.name for entry in (*tests_need(context), *runtime_dependencies(context))]
    return tuple(dict.fromkeys(("pytest", *wanted)))


ROLES = (Role("test", _test), Role("conftest", _conftest))
