"""Code and commands that show how a generated repository is used: README, how-tos."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.commands import using
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.blueprint.frameworks import framework_of, serving_module
from pbc_tui.design.blueprint.identity import modules_of, package_directory
from pbc_tui.design.blueprint.roles.code.terms import Terms
from pbc_tui.design.blueprint.settings import secret_of, settings_of, variable

_QUERIES = (
    'mutation { createItem(item: {name: "first", text: "Some text"}) { identifier } }',
    "{ items { items { name } } }",
)
PORT = 8000
"""The port on which a generated server listens by default."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code or a few commands. ``kind`` names its heading in the message catalogue.

    ``file`` is an example of the repository that shows the same, "" without one.
    """

    kind: str
    language: str
    text: str
    file: str = ""


def serve_command(context: Context) -> str:
    """The command line that starts the server."""
    return using(context, "python", "-m", serving_module(context))


def quick_start(context: Context) -> Snippet:
    """The shortest way to see it work."""
    example = "example:basic_usage"
    file = context.path(example) if context.has(example) else ""
    served = context.purpose in (o.Purpose.API_SERVICE, o.Purpose.INTERNAL_SERVICE)
    if context.has("app") and (served or not context.has("core")):
        text = f"{serve_command(context)}\ncurl {_address('/health')}"
        return Snippet("api", "console", text, file)
    if context.has("cli") and (context.purpose is o.Purpose.CLI_TOOL or not context.has("core")):
        return Snippet("cli", "console", "\n".join(_command_lines(context)[:2]), file)
    if context.has("core"):
        return Snippet("python", "python", _one(context), file)
    return Snippet("python", "python", f"import {_own_module(context)}", file)


def scenarios(context: Context) -> tuple[Snippet, ...]:
    """Usage by scenario, for the layers that the tree has."""
    found: list[Snippet] = []
    if context.has("core"):
        found.append(Snippet("many", "python", _many(context)))
        found.append(Snippet("failures", "python", _failures(context)))
        if context.has("config"):
            found.append(Snippet("settings", "python", _settings(context)))
    if context.has("aio"):
        found.append(Snippet("asynchronous", "python", _asynchronous(context)))
    if context.has("cli"):
        found.append(Snippet("commands", "console", "\n".join(_command_lines(context))))
    if context.has("routes"):
        found.append(Snippet("create", "console", _requests(context)))
    if context.has("service"):
        found.append(Snippet("service", "python", _service(context)))
    return tuple(found) or (Snippet("import", "python", f"import {_own_module(context)}"),)


def reads_lines(context: Context) -> bool:
    """Whether a command takes texts from lines."""
    return context.has("command:process") or context.has("command:batch")


def _own_module(context: Context) -> str:
    """What of an own tree can be imported: its package, else its first module."""
    modules = modules_of(context)
    if package_directory(context) or not modules:
        return context.package
    return module_name(modules[0])


def _address(path: str) -> str:
    return f"http://127.0.0.1:{PORT}{path}"


def _command_lines(context: Context) -> list[str]:
    script = context.repository
    lines = [using(context, script, "--help")]
    if context.has("command:process"):
        lines.append(f'{using(context, script, "process")} "Some  text"')
        lines.append(f'echo "Some  text" | {using(context, script, "process")}')
    if context.has("command:batch"):
        lines.append("printf 'First text\\nSecond  text\\n' > texts.txt")
        lines.append(using(context, script, "batch", "texts.txt"))
    return lines


def _requests(context: Context) -> str:
    secret = secret_of(context)
    token = ""
    if secret and secret.name == "api_token":
        token = f' \\\n    --header "Authorization: Bearer ${variable(secret, context)}"'
    serve = f"{serve_command(context)}\n"
    if framework_of(context).graphql:
        return serve + "\n".join(
            f"curl {_address('/graphql')}{token} \\\n"
            '    --header "Content-Type: application/json" \\\n'
            f"    --data '{json.dumps({'query': query})}'"
            for query in _QUERIES
        )
    return (
        f"{serve}curl {_address('/items')}{token} \\\n"
        '    --header "Content-Type: application/json" \\\n'
        '    --data \'{"name": "first", "text": "Some text"}\'\n'
        f'curl "{_address("/items?offset=0&limit=10")}"{token}'
    )


def _awaited(terms: Terms, call: str) -> str:
    return f"asyncio.run({call})" if terms.waits else call


def _program(terms: Terms, imports: list[str], body: list[str]) -> str:
    standard = ["import asyncio", ""] if any("asyncio" in line for line in body) else []
    return "\n".join([*standard, *imports, "", *body])


def _imports(context: Context, *wanted: tuple[str, str]) -> list[str]:
    """The lines that import names, each given with its role, from the package if there is one."""
    if context.has("package"):
        names = sorted(name for _, name in wanted)
        return [f"from {context.package} import {', '.join(names)}"]
    return [f"from {context.module(role)} import {name}" for role, name in wanted]


def _one(context: Context) -> str:
    terms = Terms(context)
    call = _awaited(terms, f'{terms.engine}().process("Some  text")')
    if not terms.returns_results:
        body = [f"record = {call}", "print(record.words)"]
        return _program(terms, _imports(context, ("core", terms.engine)), body)
    imports = _imports(context, ("core", terms.engine), ("results", "Ok"))
    body = [f"outcome = {call}", "if isinstance(outcome, Ok):", "    print(outcome.value.words)"]
    return _program(terms, imports, body)


def _many(context: Context) -> str:
    terms = Terms(context)
    imports = _imports(context, ("core", terms.engine))
    call = _awaited(terms, f'{terms.engine}().process_many(["First text", "Second  text"])')
    if not terms.returns_results:
        body = [f"for record in {call}:", "    print(record.text, record.words, record.digest)"]
        return _program(terms, imports, body)
    return _program(
        terms,
        _imports(context, ("core", terms.engine), ("results", "Ok")),
        [
            f"for outcome in {call}:",
            "    if isinstance(outcome, Ok):",
            "        print(outcome.value.text, outcome.value.words, outcome.value.digest)",
            "    else:",
            "        print(outcome.failure.value, outcome.message)",
        ],
    )


def _failures(context: Context) -> str:
    terms = Terms(context)
    call = _awaited(terms, f'{terms.engine}().process("")')
    if terms.returns_results:
        imports = _imports(context, ("core", terms.engine), ("results", "Err"))
        body = [
            f"outcome = {call}",
            "if isinstance(outcome, Err):",
            "    print(outcome.failure.value, outcome.message)",
        ]
        return _program(terms, imports, body)
    imports = _imports(context, ("core", terms.engine), ("exceptions", terms.base_error))
    body = [
        "try:",
        f"    {call}",
        f"except {terms.base_error} as error:",
        '    print(f"refused: {error}")',
    ]
    return _program(terms, imports, body)


def _settings(context: Context) -> str:
    terms = Terms(context)
    first = settings_of(context)[0]
    imports = _imports(context, ("config", "Settings"), ("core", terms.engine))
    body = [
        f"engine = {terms.engine}(Settings({first.name}=10))",
        f"print(engine.settings.{first.name})",
    ]
    return _program(terms, imports, body)


def _asynchronous(context: Context) -> str:
    terms = Terms(context)
    if terms.wrapped == "core":
        imports = _imports(context, ("aio", terms.edge))
        body = [f'print(asyncio.run({terms.edge}().process("Some  text")))']
        return _program(terms, imports, body)
    imports = _imports(context, ("aio", terms.edge), ("service", terms.service))
    body = [
        f"edge = {terms.edge}({terms.service}())",
        'print(asyncio.run(edge.create("first", "Some text")))',
    ]
    return _program(terms, imports, body)


def _service(context: Context) -> str:
    terms = Terms(context)
    imports = _imports(context, ("service", terms.service))
    call = _awaited(terms, f'{terms.service}().create("first", "Some text")')
    return _program(terms, imports, [f"print({call})"])
