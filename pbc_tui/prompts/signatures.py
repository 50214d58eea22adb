"""The public signatures of a source text, so that a prompt can say what a finished file offers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.design.contract import NotPython, parse_module

LONGEST_VALUE = 160
"""A value longer than this, in characters, is shown as ``...``."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def signatures(text: str) -> str:
    """The public signatures of a source text as stub text, each with its first docstring line.

    "" where the text cannot be read or holds nothing public.
    """
    try:
        module = parse_module(text)
    except NotPython:
        return ""
    return "\n".join(_stubs(module.body, in_class=False))


def _stubs(body: list[ast.stmt], *, in_class: bool) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef) and _public(node.name):
            yield _class_stub(node)
        elif isinstance(node, _Function) and (
            _public(node.name) or (in_class and node.name == "__init__")
        ):
            yield _function_stub(node)
        elif any(_public(name) or name == "__all__" for name in _assigned(node)):
            yield _value_stub(node)


def _public(name: str) -> bool:
    return not name.startswith("_")


def _assigned(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _class_stub(node: ast.ClassDef) -> str:
    bases = ", ".join(ast.unparse(each) for each in (*node.bases, *node.keywords))
    head = [f"@{ast.unparse(each)}" for each in node.decorator_list]
    head.append(f"class {node.name}{_type_parameters(node)}{f'({bases})' if bases else ''}:")
    body = [*_summary(node), *_stubs(node.body, in_class=True)] or ["..."]
    return "\n".join([*head, *(f"    {each}" for part in body for each in part.split("\n"))])


def _function_stub(node: _Function) -> str:
    head = [f"@{ast.unparse(each)}" for each in node.decorator_list]
    word = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    arguments = ast.unparse(node.args)
    signature = f"{word} {node.name}{_type_parameters(node)}({arguments}){returns}:"
    if summary := _summary(node):
        return "\n".join([*head, signature, *(f"    {each}" for each in (*summary, "..."))])
    return "\n".join([*head, f"{signature} ..."])


def _type_parameters(node: ast.ClassDef | _Function) -> str:
    # PEP 695; the nodes of a Python before 3.12 have none.
    parameters: list[ast.AST] = getattr(node, "type_params", [])
    return f"[{', '.join(ast.unparse(each) for each in parameters)}]" if parameters else ""


def _summary(node: ast.ClassDef | _Function) -> list[str]:
    first = (ast.get_docstring(node) or "").split("\n")[0].strip()
    if not first:
        return []
    return [repr(first)] if '"' in first or "\\" in first else [f'"""{first}"""']


def _value_stub(node: ast.stmt) -> str:
    text = ast.unparse(node)
    if len(text) <= LONGEST_VALUE:
        return text
    if isinstance(node, ast.AnnAssign):
        return f"{ast.unparse(node.target)}: {ast.unparse(node.annotation)} = ..."
    return f"{' = '.join(_assigned(node))} = ..."
