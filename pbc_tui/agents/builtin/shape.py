"""The typed shape of a file whose contract is the person's own: bodies that say they are missing.

It never pretends: every function raises NotImplementedError, which the style check reports.
"""

from __future__ import annotations

import ast

from pbc_tui.agents.builtin.docstrings import Parts, docstring_text
from pbc_tui.agents.builtin.quoting import docstring as harmless
from pbc_tui.agents.builtin.tidying import tidy
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.plan.task import Task


def shape_of(task: Task, context: Context) -> str:
    """The file that its contract describes, without behaviour.

    Raises:
        SyntaxError: when the contract is no stub text.
    """
    tree = ast.parse(task.spec.contract)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = _body(node)
        elif isinstance(node, ast.ClassDef):
            node.body = _class_body(node)
    _constants(tree.body)
    width = context.line_length
    parts = Parts(harmless(task.purpose))
    head = docstring_text(parts, context.docstrings, indent=0, width=width)
    code = ast.unparse(tree).replace("'''", '"""')
    text = f"{head}\n\nfrom __future__ import annotations\n\n{code}\n"
    return tidy(text, width=width, package=context.package, annotate_all=True)


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
