"""Roles of the domain: the core, the functions it uses, components, the asynchronous edge."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.roles.code.terms import Terms, class_of, located
from pbc_tui.design.blueprint.roles.role import Role
from pbc_tui.design.blueprint.settings import secret_of


def signs(context: Context) -> bool:
    """Whether digests are signed with a key from the settings."""
    secret = secret_of(context)
    return secret is not None and secret.name == "signing_key"


def _utils(context: Context, _: str) -> Brief:
    key = ", key: str | None = None" if signs(context) else ""
    return Brief(
        purpose="Normalizes texts, counts their words and computes their digests.",
        phase=Phase.CORE,
        effort=Effort.SIMPLE,
        contract=(
            "def normalize(text: str) -> str: ...\n"
            "def count_words(text: str) -> int: ...\n"
            f"def digest(text: str{key}) -> str: ...\n"
        ),
        tests=("test:utils",),
        problem="Pure functions, without settings and without state, that the core composes.",
        algorithms=(
            "normalize: Unicode form NFC, runs of white space become one space, ends stripped.",
            "digest: HMAC-SHA-256 with the key where there is one, else SHA-256, in hexadecimal."
            if key
            else "digest: SHA-256 of the UTF-8 bytes, in hexadecimal.",
        ),
        edge_cases=(
            "The empty text normalizes to itself and has no words.",
            "A letter and its combining mark become one character.",
        ),
        errors=("None of them raises for any text.",),
        performance=("Linear in the length of the text.",),
        security=("SHA-256, never MD5 or SHA-1.",),
        behaviours=("normalizing twice changes nothing more", "equal texts have equal digests"),
        data_flow="called by core; calls nothing of the package",
        example=f"from {located(context, 'utils')} import normalize\n"
        'assert normalize("  two   words ") == "two words"\n',
    )


def _core(context: Context, _: str) -> Brief:
    terms = Terms(context)
    names = [f"component:{name}" for name, _ in terms.components]
    refused = "Err(Failure.INVALID_INPUT, ...)" if terms.returns_results else "InvalidInputError"
    limit = {
        o.Errors.EXCEPTIONS: "More than max_items texts raise LimitExceededError.",
        o.Errors.MIXED: "More than max_items texts raise LimitExceededError: the caller's mistake.",
        o.Errors.RESULTS: "Each text beyond max_items gives Err(Failure.LIMIT_EXCEEDED, ...).",
    }[context.errors]
    return Brief(
        purpose=f"Turns texts into records: {terms.engine}, the heart of {context.package}.",
        phase=Phase.CORE,
        effort=Effort.MODERATE,
        contract=_core_contract(terms),
        requires=("config", "utils", "exceptions", "results", *names),
        tests=("test:core",),
        third_party=terms.logging_packages,
        problem=f"{context.description} This is its smallest working core, to grow from.",
        algorithms=(
            "process: "
            + (
                f"each component in order ({', '.join(n for n, _ in terms.components)}), then "
                if terms.components
                else ""
            )
            + "normalize, refuse what is empty or too long, then count words and make the digest.",
            "process_many keeps the order of its texts"
            + (
                ", and a refusal names the text by its number"
                if context.errors is o.Errors.EXCEPTIONS
                else ""
            )
            + (
                " and lets at most max_parallel of them run at the same time."
                if terms.waits
                else "."
            ),
        ),
        edge_cases=(
            "A text of white space only is empty.",
            "A text of exactly max_length characters is accepted.",
            "No texts at all give an empty list.",
        ),
        errors=(f"An empty or too long text gives {refused}.", limit),
        performance=(
            ("Digests are computed in a worker thread, so that the event loop is never held up.",)
            if terms.waits
            else ("Linear in the length of the texts; nothing is kept between calls.",)
        ),
        security=(
            "The text itself is never logged: only its number of words, and that as DEBUG, so that "
            "a program that uses it stays quiet.",
        ),
        behaviours=(
            "a text becomes a record with its words and digest",
            "an empty text is refused",
            "a too long text is refused",
            "many texts keep their order",
            "too many texts are refused",
        ),
        data_flow="text -> normalize -> checks -> Record; settings are given to the constructor",
        example=_core_example(terms),
    )


def _core_contract(terms: Terms) -> str:
    wanted = ["config:Settings"]
    if terms.returns_results:
        wanted.append("results:Result")
    return (
        "from collections.abc import Iterable\n"
        f"{terms.imports(*wanted)}\n"
        "class Record:\n    text: str\n    words: int\n    digest: str\n\n"
        f"class {terms.engine}:\n"
        "    def __init__(self, settings: Settings | None = None) -> None: ...\n"
        "    @property\n"
        "    def settings(self) -> Settings: ...\n"
        f"    {terms.define} process(self, text: str) -> {terms.outcome('Record')}: ...\n"
        f"    {terms.define} process_many(self, texts: Iterable[str]) -> {terms.outcomes}: ...\n"
    )


def _core_example(terms: Terms) -> str:
    call = f'{terms.engine}().process("Some  text")'
    run = f"asyncio.run({call})" if terms.waits else call
    lines = ["import asyncio\n"] if terms.waits else []
    lines.append(f"from {located(terms.context, 'core')} import {terms.engine}")
    if terms.returns_results:
        lines.append(f"from {located(terms.context, 'results')} import Ok")
        lines += ["", f"outcome = {run}"]
        lines += ["if isinstance(outcome, Ok):", "    print(outcome.value.words)"]
    else:
        lines += ["", f"record = {run}", "print(record.words)"]
    return "\n".join(lines) + "\n"


def _aio(context: Context, _: str) -> Brief:
    terms = Terms(context)
    return Brief(
        purpose="Offers the synchronous core to asynchronous callers: the edge of a mixed design.",
        phase=Phase.CORE,
        effort=Effort.SIMPLE,
        contract=_aio_contract(terms),
        requires=(terms.wrapped, "config", "results"),
        tests=("test:aio",),
        problem="asyncio callers must not be held up, and the core stays free of asyncio.",
        algorithms=(
            "Every method calls the synchronous one through asyncio.to_thread.",
            "A semaphore lets at most max_parallel calls run at the same time.",
        ),
        edge_cases=("Calls from one task after another give the same as synchronous calls.",),
        errors=("Failures pass through unchanged.",),
        performance=("The event loop never runs core code itself.",),
        behaviours=("gives what the core gives", "refuses what the core refuses"),
        data_flow="async caller -> worker thread -> core -> async caller",
        example=f"from {located(context, 'aio')} import {terms.edge}\n",
    )


def _aio_contract(terms: Terms) -> str:
    if terms.wrapped == "core":
        wanted = ["config:Settings", f"core:Record,{terms.engine}"]
        if terms.returns_results:
            wanted.append("results:Result")
        return (
            "from collections.abc import Iterable\n"
            f"{terms.imports(*wanted)}\n"
            f"class {terms.edge}:\n"
            "    def __init__(self, settings: Settings | None = None) -> None: ...\n"
            f"    async def process(self, text: str) -> {terms.outcome('Record')}: ...\n"
            f"    async def process_many(self, texts: Iterable[str]) -> {terms.outcomes}: ...\n"
        )
    wanted = [f"service:Item,{terms.service}"]
    if terms.returns_results:
        wanted.append("results:Result")
    return (
        f"{terms.imports(*wanted)}\n"
        f"class {terms.edge}:\n"
        f"    def __init__(self, service: {terms.service}) -> None: ...\n"
        f"    async def create(self, name: str, text: str) -> {terms.outcome('Item')}: ...\n"
        f"    async def get(self, identifier: int) -> {terms.outcome('Item')}: ...\n"
        "    async def page(self, offset: int = 0, limit: int | None = None) -> list[Item]: ...\n"
    )


def _component(context: Context, name: str) -> Brief:
    terms = Terms(context)
    kind = class_of(name, "Component")
    wanted = ["config:Settings"]
    if terms.returns_results:
        wanted.append("results:Result")
    contract = (
        f"{terms.imports(*wanted)}\n"
        f"class {kind}:\n"
        "    def __init__(self, settings: Settings | None = None) -> None: ...\n"
        f"    {terms.define} run(self, text: str) -> {terms.outcome('str')}: ...\n"
    )
    refused = "Err(Failure.INVALID_INPUT, ...)" if terms.returns_results else "InvalidInputError"
    return Brief(
        purpose=f"Is the component {name}: {kind} takes a text and hands it on.",
        phase=Phase.CORE,
        effort=Effort.SIMPLE,
        contract=contract,
        requires=("config", "exceptions", "results"),
        tests=(f"test:{name}",),
        third_party=terms.logging_packages,
        problem=f"One step of {context.repository} with one reason to change.",
        algorithms=("run strips each line and drops the blank ones; the order is kept.",),
        edge_cases=("A text without any character but white space is refused.",),
        errors=(f"A text without content gives {refused}.",),
        security=("The text itself is never logged.",),
        behaviours=("lines are stripped", "blank lines go", "an empty text is refused"),
        data_flow=f"{terms.engine if context.has('core') else 'caller'} -> {kind}.run -> caller",
        example=f"from {located(context, f'component:{name}')} import {kind}\n"
        if context.has(f"component:{name}")
        else "",
    )


ROLES = (
    Role("utils", _utils),
    Role("core", _core),
    Role("aio", _aio),
    Role("component", _component),
)
