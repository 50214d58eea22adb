"""Parameters of which a docstring in NumPy or reST style says nothing, though it tells of others.

The same is asked of Google style by ruff (D417), which does not read reST, nor the section "Other
Parameters" of numpydoc. A docstring that tells of no parameter at all is complete as it is.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.prose import docstrings
from pbc_tui.checks.analysis.spelled import spelled
from pbc_tui.checks.analysis.spot import Spot, at

_FIELD = re.compile(
    r"^[ \t]*:(?:param|parameter|arg|argument|key|keyword|kwarg)[ \t]+([^:\n]+):", re.MULTILINE
)
_HEADING = re.compile(r"^(\S[^\n]*?)[ \t]*\n-{3,}[ \t]*$", re.MULTILINE)
_OF_PARAMETERS = frozenset({"Parameters", "Other Parameters", "Keyword Arguments"})
_EXEMPT = frozenset({"overload", "override"})


def undocumented_parameters(module: ast.Module, style: str) -> list[Spot]:
    """The docstrings that tell of some parameters of a function and leave out others."""
    named = {"numpy": _named_in_sections, "rest": _named_in_fields}.get(style)
    if named is None:
        return []
    found = []
    for owner, docstring in docstrings(module):
        if not isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if any(spelled(one).rpartition(".")[2] in _EXEMPT for one in owner.decorator_list):
            continue
        told = named(inspect.cleandoc(str(docstring.value)))
        left = [shown for name, shown in _parameters(owner) if name not in told]
        if told and left:
            message = f"the docstring of {owner.name} does not document {', '.join(left)}"
            found.append(at(docstring, "docstring-parameter", message))
    return found


def _named_in_fields(text: str) -> frozenset[str]:
    """The names in fields like ``:param str name:``, with the words of their types."""
    return frozenset(word for field in _FIELD.findall(text) for word in re.findall(r"\w+", field))


def _named_in_sections(text: str) -> frozenset[str]:
    """The names before the colons of the entries, which stand at the margin of their section."""
    found: set[str] = set()
    headings = [*_HEADING.finditer(text)]
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=False):
        if heading.group(1) in _OF_PARAMETERS:
            entries = re.findall(r"^\S[^\n:]*", text[heading.end() : end], re.MULTILINE)
            found.update(word for entry in entries for word in re.findall(r"\w+", entry))
    return frozenset(found)


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """The parameters that callers give, by name and as the signature shows them."""
    inputs = node.args
    for arg in (*inputs.posonlyargs, *inputs.args, *inputs.kwonlyargs):
        if arg.arg not in ("self", "cls") and not arg.arg.startswith("_"):
            yield arg.arg, arg.arg
    for star, rest in (("*", inputs.vararg), ("**", inputs.kwarg)):
        if rest is not None and not rest.arg.startswith("_"):
            yield rest.arg, star + rest.arg
