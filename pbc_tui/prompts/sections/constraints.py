"""HARD CONSTRAINTS: what must not be, first; then annotations, lengths, imports, style (SPEC 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_tui.design import options as o
from pbc_tui.prompts.assignment import Assignment
from pbc_tui.prompts.parts import Part, bullets, names

_FORBIDDEN = {
    "print": "MUST NOT call `print`: `{path}` is no program that talks to a terminal.",
    "todo": "MUST NOT contain TODO, FIXME, XXX or any other note of unfinished work.",
    "debugger": "MUST NOT contain `breakpoint()`, `pdb` or other debugging code.",
    "stub": "MUST NOT leave a body empty, as `...`, `pass` or `raise NotImplementedError`.",
}
_TEST_TOOLS = ("pytest", "unittest", "mock", "hypothesis")
_DOCSTRINGS = {
    "google": "Google style, with sections `Args:`, `Returns:`, `Raises:` where they apply",
    "numpy": "NumPy style, with underlined sections Parameters, Returns, Raises where they apply",
    "rest": "reST style, with fields `:param x:`, `:returns:`, `:raises X:` where they apply",
}
_PROHIBITION = re.compile(r"(must not|do not|don't|never|no)\b", re.IGNORECASE)
_RULES = {
    "E": "pycodestyle",
    "F": "Pyflakes",
    "W": "pycodestyle warnings",
    "I": "import order",
    "B": "flake8-bugbear",
}


def parts(assignment: Assignment) -> Sequence[Part]:
    """The prohibitions first, so that none is buried (SPEC 11)."""
    added = assignment.task.constraints
    prohibitions = [each for each in added if _PROHIBITION.match(each.strip())]
    demands = [each for each in added if each not in prohibitions]
    found: list[Part] = [
        *bullets("", [*(_must_not(each) for each in prohibitions), *_prohibitions(assignment)]),
    ]
    found += bullets("", _code(assignment) if assignment.kind.code else _other(assignment))
    found += bullets("Added by the person for this task:", demands)
    return found


def _must_not(sentence: str) -> str:
    rest = _PROHIBITION.sub("", sentence.strip(), count=1).strip()
    word = sentence.strip()[: len(sentence.strip()) - len(rest)].strip().lower()
    if word in ("must not", "do not", "don't", "never"):
        return f"MUST NOT {rest} (the person's own demand)"
    return f"MUST NOT be broken: {sentence.strip()} (the person's own demand)"


def _prohibitions(assignment: Assignment) -> Iterator[str]:
    task, spec, context = assignment.task, assignment.task.spec, assignment.context
    yield f"MUST NOT create, change, rename or delete any file but `{task.path}`."
    if assignment.kind.code:
        yield from _import_prohibitions(assignment)
        if spec.contract.strip():
            yield "MUST NOT add, rename or leave out a public name: only the elements listed."
    for name in spec.style.forbid:
        yield _FORBIDDEN[name].format(path=task.path)
    yield f"MUST NOT contain a secret, not even commented out or invented{_secrets(assignment)}."
    if assignment.kind.code and not assignment.is_test:
        yield (
            "MUST NOT use `eval`, `exec`, `shell=True`, SQL built from strings, MD5 or SHA-1 for "
            "protection, or disabled TLS checks."
        )
    if goals := context.answers.intake.non_goals:
        yield f"MUST NOT grow into what `{context.repository}` is not for: {'; '.join(goals)}."


def _import_prohibitions(assignment: Assignment) -> Iterator[str]:
    spec = assignment.task.spec
    if spec.imports.prohibited:
        module = assignment.context.module("config") if assignment.context.has("config") else ""
        instead = f"; settings come from `{module}`" if module else ""
        yield f"MUST NOT use {names(spec.imports.prohibited)}, however spelled{instead}."
    if not assignment.is_test:
        yield f"MUST NOT import test tools ({names(_TEST_TOOLS)})."
    allowed = names(spec.imports.third_party, "none at all")
    yield f"MUST NOT import third-party packages other than these: {allowed}."


def _secrets(assignment: Assignment) -> str:
    if not assignment.kind.code:
        return ""
    if assignment.context.has("config"):
        return f"; secrets come through `{assignment.context.module('config')}`"
    return "; secrets come from the environment"


def _code(assignment: Assignment) -> Iterator[str]:
    spec = assignment.task.spec
    style, imports = spec.style, spec.imports
    every = assignment.context.answers.project.annotations is not o.Annotations.PUBLIC
    who = "every function and method" if every else "every public function and method"
    yield f"Annotations: {who} has all parameters and its result annotated."
    longest = f"at most {style.max_lines} lines" if style.max_lines else "no limit is set"
    yield f"Maximum length: {longest}; lines of at most {style.line_length} characters."
    stdlib = "any module" if imports.stdlib == "any" else names(imports.stdlib)
    yield f"Allowed standard-library imports: {stdlib}, as of Python {spec.python}."
    bounded = [
        f"`{assignment.importable(name)}` ({name}{assignment.specifier(name)})"
        for name in imports.third_party
    ]
    yield f"Allowed third-party imports: {', '.join(bounded) or 'none'}."
    yield f"Allowed imports from this repository: {names(imports.local)} and what lies in it."
    yield f"Prohibited imports: {names(imports.prohibited, 'all that is not allowed above')}."
    rules = ", ".join(
        f"{rule} ({_RULES[rule]})" if rule in _RULES else rule for rule in style.select
    )
    yield (
        f"Code style: `ruff format` with line length {style.line_length}, `ruff check` with the "
        f"rules {rules}; no other configuration counts."
    )
    for sentence in assignment.fill(assignment.kind.conventions):
        yield f"Code style: {sentence}"
    if style.docstrings == "none":
        yield "Docstring style: one line that states the behaviour, where its name does not."
    else:
        yield f"Docstring style: {_DOCSTRINGS[style.docstrings]}; every public name has one."


def _other(assignment: Assignment) -> Iterator[str]:
    style = assignment.task.spec.style
    for sentence in assignment.fill(assignment.kind.conventions):
        yield f"Style: {sentence}"
    if style.max_lines:
        yield f"Maximum length: at most {style.max_lines} lines."
    if assignment.task.spec.required_tables:
        tables = names(assignment.task.spec.required_tables)
        yield f"Must contain, by these exact names: {tables}."
