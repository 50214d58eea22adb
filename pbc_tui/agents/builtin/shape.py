"""The typed shape of a file whose contract is the person's own, and the test of that shape.

It never pretends: every function raises NotImplementedError, which the style check reports, and the
test says in its first line that it tries the shape alone.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence

from pbc_tui.agents.builtin.docstrings import Parts, docstring_text
from pbc_tui.agents.builtin.quoting import docstring as harmless
from pbc_tui.agents.builtin.quoting import python_string
from pbc_tui.agents.builtin.rendering import render
from pbc_tui.agents.builtin.tidying import tidy
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.plan.task import Task


def shape_of(task: Task, context: Context) -> str:
    """The file that its contract describes, without behaviour.

    Raises:
        SyntaxError: when the contract is no stub text.
    """
    tree = ast.parse(task.spec.contract)
    said = ast.get_docstring(tree)
    body = tree.body[1:] if said else tree.body
    tree.body = [entry for entry in body if not _is_future(entry)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = _body(node)
        elif isinstance(node, ast.ClassDef):
            node.body = _class_body(node)
    _constants(tree.body)
    head = opening(said or task.purpose, context)
    code = _double_quoted(ast.unparse(tree))
    text = f"{head}\n\nfrom __future__ import annotations\n\n{code}\n"
    return tidy(text, width=context.line_length, package=context.package, annotate_all=True)


def shape_test(task: Task, subjects: Sequence[Task], context: Context) -> str:
    """A test file that tries whether its subjects offer the names of their contracts."""
    promised = [(module_name(subject.path), _names(subject.spec.contract)) for subject in subjects]
    said = "Tries the shape alone: the names that the contracts promise."
    text = render("code/shape_test.py.j2", opening=opening(said, context), promised=promised)
    return tidy(text, width=context.line_length, package=context.package, annotate_all=True)


def opening(purpose: str, context: Context) -> str:
    """A module docstring that says one sentence."""
    words = purpose.strip()
    sentence = words[:1].upper() + words[1:]
    if not sentence.endswith((".", "!", "?")):
        sentence += "."
    parts = Parts(harmless(sentence))
    return docstring_text(parts, context.docstrings, indent=0, width=context.line_length)


def _body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    name = node.name.strip("_").replace("_", " ") or node.name
    said = ast.get_docstring(node) or f"Promise {name}; not written yet."
    return [
        ast.Expr(ast.Constant(said)),
        ast.Raise(ast.Name("NotImplementedError", ast.Load())),
    ]


def _class_body(node: ast.ClassDef) -> list[ast.stmt]:
    said = ast.Expr(ast.Constant(ast.get_docstring(node) or f"Shape of {node.name}."))
    rest = node.body[1:] if ast.get_docstring(node) else node.body
    return [said, *(entry for entry in rest if not _is_ellipsis(entry))]


def _constants(body: list[ast.stmt]) -> None:
    for node in body:
        if isinstance(node, ast.AnnAssign) and node.value is None:
            node.value = ast.Constant(None)


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and (
        isinstance(node.value, ast.Constant) and node.value.value is Ellipsis
    )


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _names(contract: str) -> list[str]:
    found: list[str] = []
    for node in ast.parse(contract).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.append(node.target.id)
        elif isinstance(node, ast.Assign):
            found += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return list(dict.fromkeys(found))


def _double_quoted(code: str) -> str:
    """The code with the quotation marks that the formatter would choose."""
    lines = code.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(code).readline))):
        if token.type == tokenize.STRING and token.string.startswith("'"):
            if token.string.startswith("'''") or token.start[0] != token.end[0]:
                continue
            row, first, last = token.start[0] - 1, token.start[1], token.end[1]
            text = python_string(ast.literal_eval(token.string))
            lines[row] = lines[row][:first] + text + lines[row][last:]
    return "".join(lines)
