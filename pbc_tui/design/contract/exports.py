"""``__all__``, however it is put together."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from pbc_tui.design.contract.naming import dotted

EXPORTS = "__all__"
UNREAD = ""
"""The source that stands for what cannot be read."""


@dataclass
class Exports:
    """The names of ``__all__`` so far.

    ``sources`` are the modules, as the text calls them, whose ``__all__`` is taken over; "" stands
    for anything else that cannot be read from the text.
    """

    names: list[str] | None = None
    sources: list[str] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether more names may be in it than those that can be read here."""
        return bool(self.sources)

    def read(self, statement: ast.stmt) -> bool:
        """Take a statement into account; whether it was one about ``__all__``."""
        match statement:
            case ast.Assign(targets=targets, value=value) if any(map(_is_exports, targets)):
                self._start(keep=_mentions(value))
                self._extend(value)
            case ast.AnnAssign(target=target, value=value) if _is_exports(target):
                self._start()
                if value is not None:
                    self._extend(value)
            case ast.AugAssign(target=target, op=ast.Add(), value=value) if _is_exports(target):
                self._extend(value)
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=owner, attr=method), args=[argument])
            ) if _is_exports(owner):
                self._call(method, argument)
            case _:
                return False
        return True

    def _start(self, *, keep: bool = False) -> None:
        if not keep:
            self.names, self.sources = [], []

    def _call(self, method: str, argument: ast.expr) -> None:
        if method == "extend":
            self._extend(argument)
        elif method == "append" and isinstance(argument, ast.Constant):
            self._add(argument.value)
        elif method == "remove" and isinstance(argument, ast.Constant) and self.names:
            self.names = [name for name in self.names if name != argument.value]
        else:
            self.sources.append(UNREAD)

    def _extend(self, value: ast.expr) -> None:
        match value:
            case ast.List(elts=entries) | ast.Tuple(elts=entries) | ast.Set(elts=entries):
                for entry in entries:
                    if isinstance(entry, ast.Starred):
                        self._extend(entry.value)
                    elif isinstance(entry, ast.Constant):
                        self._add(entry.value)
                    else:
                        self.sources.append(UNREAD)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                self._extend(left)
                self._extend(right)
            case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted"), args=[only], keywords=[]):
                self._extend(only)
            case ast.Name(id="__all__"):
                pass
            case ast.Attribute(value=owner, attr="__all__") if module := dotted(owner):
                self.names = [] if self.names is None else self.names
                self.sources.append(module)
            case _:
                self.sources.append(UNREAD)

    def _add(self, name: object) -> None:
        self.names = [] if self.names is None else self.names
        if isinstance(name, str):
            self.names.append(name)
        else:
            self.sources.append(UNREAD)


def _mentions(value: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == EXPORTS for node in ast.walk(value))


def _is_exports(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == EXPORTS
