"""The last touch on rendered Python: imports, signatures and blank lines as the formatter wants.

Templates write imports and signatures plainly, each on one line, and import what any of their
variants needs; their tests take the fixture ``monkeypatch`` likewise. This module drops what is
unused, sorts, and breaks lines that are too long.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable

_Names = dict[str, set[str]]


def tidy(source: str, *, width: int, package: str, annotate_all: bool) -> str:
    """The source with its imports, signatures and blank lines in order.

    ``width`` is the longest line in characters, ``package`` the project's own package,
    ``annotate_all`` False takes the annotations from private functions and from tests.

    Raises:
        SyntaxError: when the source is no Python.
    """
    signed = _signatures(source, width, annotate_all)
    return _blank_lines(_imports(signed, width, package))


def _imports(source: str, width: int, package: str) -> str:
    tree = ast.parse(source)
    nodes = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    if not nodes:
        return source
    used = _used_names(tree)
    plain: set[str] = set()
    named: _Names = {}
    for node in nodes:
        for alias in node.names:
            bound = alias.asname or alias.name.partition(".")[0]
            text = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
            if isinstance(node, ast.Import):
                if bound in used:
                    plain.add(text)
            elif node.module == "__future__" or bound in used:
                named.setdefault(node.module or "", set()).add(text)
    lines = source.splitlines(keepends=True)
    first, last = nodes[0].lineno - 1, nodes[-1].end_lineno or nodes[-1].lineno
    block = _import_block(plain, named, width, package)
    return "".join(lines[:first]) + block + "".join(lines[last:])


def _used_names(tree: ast.Module) -> set[str]:
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            used.update(ast.literal_eval(node.value))
    return used


def _import_block(plain: Iterable[str], named: _Names, width: int, package: str) -> str:
    sections: dict[int, tuple[list[str], list[str]]] = {}
    for name in sorted(plain, key=_natural):
        sections.setdefault(_section(name, package), ([], []))[0].append(f"import {name}\n")
    for module in sorted(named, key=_natural):
        text = _from_import(module, sorted(named[module], key=_member_key), width)
        sections.setdefault(_section(module, package), ([], []))[1].append(text)
    return "\n".join("".join((*first, *then)) for _, (first, then) in sorted(sections.items()))


def _section(module: str, package: str) -> int:
    root = module.partition(" ")[0].partition(".")[0]
    if root == "__future__":
        return 0
    if root == package:
        return 3
    return 1 if root in sys.stdlib_module_names else 2


def _natural(name: str) -> tuple[str, ...]:
    return tuple(name.lower().split("."))


def _member_key(name: str) -> tuple[int, str, str]:
    """Constants, classes, the rest; within each by letters alone, as ruff's isort rules order."""
    bare = name.partition(" ")[0]
    if bare.isupper() and len(bare) > 1:
        return 0, name.lower(), name
    return (1 if bare[:1].isupper() else 2), name.lower(), name


def _from_import(module: str, names: list[str], width: int) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= width:
        return f"{line}\n"
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")\n"


def _signatures(source: str, width: int, annotate_all: bool) -> str:
    tree = ast.parse(source)
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lines = source.splitlines(keepends=True)
    for node in sorted(functions, key=lambda found: found.lineno, reverse=True):
        bare = not annotate_all and _is_private(node.name)
        end = _header_end(node, lines)
        header = _signature(node, source, width, bare, lines[end - 1].endswith("...\n"))
        lines[node.lineno - 1 : end] = header
    return "".join(lines)


def _is_private(name: str) -> bool:
    dunder = name.startswith("__") and name.endswith("__")
    return name.startswith("test_") or (name.startswith("_") and not dunder)


def _header_end(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    number = node.lineno
    while not lines[number - 1].rstrip().endswith((":", ": ...")):
        number += 1
    return number


def _signature(
    node: ast.FunctionDef | ast.AsyncFunctionDef, source: str, width: int, bare: bool, stub: bool
) -> list[str]:
    edge = " " * node.col_offset
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    start = f"{edge}{word} {node.name}("
    returned = ast.get_source_segment(source, node.returns) if node.returns else None
    ending = ": ...\n" if stub else ":\n"
    close = f") -> {returned}{ending}" if returned and not bare else f"){ending}"
    tried = node.name.startswith("test_")
    arguments = _without_idle_fixtures(node) if tried else node.args
    parameters = _parameters(arguments, source, bare)
    line = f"{start}{', '.join(parameters)}{close}"
    if len(line) - 1 <= width or not parameters:
        return [line]
    # A single parameter gets a trailing comma, several ones only when each has its own line.
    one = f"{edge}    {', '.join(parameters)}{',' if len(parameters) == 1 else ''}\n"
    if len(one) - 1 <= width:
        return [f"{start}\n", one, f"{edge}{close}"]
    return [f"{start}\n", *(f"{edge}    {each},\n" for each in parameters), f"{edge}{close}"]


def _without_idle_fixtures(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.arguments:
    """The parameters, less a ``monkeypatch`` that no variant of the test's body patches with."""
    used = {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}
    kept = [each for each in node.args.args if each.arg != "monkeypatch" or each.arg in used]
    node.args.args = kept
    return node.args


def _parameters(arguments: ast.arguments, source: str, bare: bool) -> list[str]:
    def written(argument: ast.arg, default: ast.expr | None = None) -> str:
        note = None
        if argument.annotation and not bare:
            note = ast.get_source_segment(source, argument.annotation)
        text = f"{argument.arg}: {note}" if note else argument.arg
        if default is None:
            return text
        value = ast.get_source_segment(source, default)
        return f"{text} = {value}" if note else f"{text}={value}"

    places = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(places) - len(arguments.defaults))
    found = [
        written(argument, default)
        for argument, default in zip(places, [*missing, *arguments.defaults], strict=True)
    ]
    if arguments.posonlyargs:
        found.insert(len(arguments.posonlyargs), "/")
    if arguments.vararg:
        found.append(f"*{written(arguments.vararg)}")
    elif arguments.kwonlyargs:
        found.append("*")
    found += [
        written(argument, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        found.append(f"**{written(arguments.kwarg)}")
    return found


def _blank_lines(source: str) -> str:
    text = re.sub(r"[ \t]+\n", "\n", source).strip("\n") + "\n"
    if text == "\n":
        return ""
    tree = ast.parse(text)
    lines = text.split("\n")
    wanted: dict[int, int] = {}
    _note_gaps(tree.body, 2, wanted)
    kept: list[str] = []
    inside = _inside_strings(tree)
    closed = _between_decorators(tree)
    for number, line in enumerate(lines, 1):
        if not line.strip() and number not in inside:
            if kept and kept[-1] != "" and number not in closed:
                kept.append("")
            continue
        if number in wanted:
            while kept and kept[-1] == "":
                kept.pop()
            kept += [""] * wanted[number]
        kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"


def _note_gaps(body: list[ast.stmt], gap: int, wanted: dict[int, int]) -> None:
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for place, node in enumerate(body):
        before = body[place - 1] if place else None
        if isinstance(node, definitions):
            _note_gaps(node.body, 1, wanted)
            first = _first_line(node)
            if isinstance(node, ast.ClassDef) and ast.get_docstring(node) and node.body[1:]:
                wanted[_first_line(node.body[1])] = 1
            if before is not None:
                wanted[first] = gap
        elif isinstance(before, definitions):
            wanted[node.lineno] = gap
        elif isinstance(before, ast.Import | ast.ImportFrom) and not isinstance(
            node, ast.Import | ast.ImportFrom
        ):
            wanted[node.lineno] = 1


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min((node.lineno, *(int(entry.lineno) for entry in decorators)))


def _between_decorators(tree: ast.Module) -> set[int]:
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for number in range(_first_line(node), node.lineno)
    }


def _inside_strings(tree: ast.Module) -> set[int]:
    return {
        number
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if node.end_lineno != node.lineno
    }
