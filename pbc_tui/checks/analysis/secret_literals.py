"""What a literal says that is written in a roundabout way: in pieces, wrapped, encoded."""

from __future__ import annotations

import ast

_WRAPPERS = frozenset({
    "SecretStr", "SecretBytes", "b64decode", "urlsafe_b64decode", "b32decode", "b16decode",
    "unhexlify", "a2b_hex", "a2b_base64", "fromhex", "bytes", "bytearray", "str", "SecretValue",
})  # fmt: skip
_FIELDS = frozenset({"Field", "field", "attrib", "ib", "Option", "Argument", "mapped_column"})
_METHODS = frozenset({
    "decode", "encode", "strip", "lstrip", "rstrip", "lower", "upper", "swapcase", "replace",
})  # fmt: skip


def literal(node: ast.AST | None) -> str | None:
    """The text of an expression that is a literal in the end, None for all others."""
    match node:
        case ast.Constant(value=bytes() as held):
            return held.decode("latin-1")
        case ast.Constant(value=str() as text):
            return text
        case ast.BinOp(op=ast.Add()):
            begun = literal_beginning(node)
            return begun[1] if begun and begun[0] is node else None
        case ast.JoinedStr():
            parts = [literal(part) for part in node.values]
            whole = [part for part in parts if part is not None]
            return "".join(whole) if whole and whole == parts else None
        case ast.BoolOp():
            # os.getenv("TOKEN") or "literal"
            return next((known for part in node.values if (known := literal(part))), None)
        case ast.IfExp():
            return literal(node.body) or literal(node.orelse)
        case ast.Lambda():
            return literal(node.body)
        case ast.Subscript(slice=ast.Slice()):
            return literal(node.value)
        case ast.Call():
            return _called(node)
        case _:
            return None


def added_to(node: ast.BinOp) -> list[ast.BinOp]:
    """The sums that a sum goes on from, the sum itself first, the innermost last."""
    sums = [node]
    while isinstance(sums[-1].left, ast.BinOp) and isinstance(sums[-1].left.op, ast.Add):
        sums.append(sums[-1].left)
    return sums


def literal_beginning(node: ast.BinOp) -> tuple[ast.BinOp, str] | None:
    """The longest sum that a sum begins with and that is a literal, with its text."""
    sums = added_to(node)
    first = literal(sums[-1].left)
    texts = [first] if first is not None else []
    found: ast.BinOp | None = None
    for one in reversed(sums) if texts else ():
        more = literal(one.right)
        if more is None:
            break
        texts.append(more)
        found = one
    return None if found is None else (found, "".join(texts))


def _called(node: ast.Call) -> str | None:
    given = {entry.arg: entry.value for entry in node.keywords}
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in _FIELDS:
        first = literal(node.args[0]) if node.args else None
        return first or literal(given.get("default")) or literal(given.get("default_factory"))
    if isinstance(node.func, ast.Attribute) and name in _METHODS:
        if (text := literal(node.func.value)) is not None:
            return text
        # codecs.decode("...", "rot13")
        return literal(node.args[0]) if len(node.args) == 2 else None
    if isinstance(node.func, ast.Attribute) and name == "join" and node.args:
        return _joined(node.func.value, node.args[0])
    return literal(node.args[0]) if name in _WRAPPERS and node.args else None


def _joined(between: ast.expr, parts: ast.expr) -> str | None:
    glue = literal(between)
    if glue is None or not isinstance(parts, ast.List | ast.Tuple):
        return None
    texts = [literal(part) for part in parts.elts]
    known = [text for text in texts if text is not None]
    return glue.join(known) if known == texts else None
