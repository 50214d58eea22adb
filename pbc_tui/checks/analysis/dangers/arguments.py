"""Secrets among the arguments of a program, which every user of the machine can read (CWE-214)."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.leak_rules import speaks_of_secret
from pbc_tui.checks.analysis.secret_literals import literal
from pbc_tui.checks.analysis.secret_words import is_real, is_secret_name
from pbc_tui.checks.analysis.spot import Spot, at

_STARTERS = frozenset({
    "subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call",
    "subprocess.check_output", "os.execv", "os.execvp", "os.execve", "os.execvpe", "os.spawnv",
    "os.posix_spawn", "os.posix_spawnp", "pexpect.spawn",
})  # fmt: skip
_SPREAD = frozenset({
    "asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec", "os.execl",
    "os.execlp", "os.execle", "os.execlpe", "os.spawnl", "os.spawnlp", "shutil.which",
})  # fmt: skip
# Programs with a short option for a password, which is attached to it or follows it.
_SHORT = {
    "mysql": "-p", "mysqldump": "-p", "mysqladmin": "-p", "mysqlimport": "-p", "mariadb": "-p",
    "mariadb-dump": "-p", "sshpass": "-p", "7z": "-p", "7za": "-p", "redis-cli": "-a", "zip": "-P",
    "unzip": "-P", "ldapsearch": "-w", "ldapmodify": "-w", "ldapadd": "-w",
}  # fmt: skip
_ATTACHED_ONLY = frozenset({"mysql", "mysqldump", "mysqladmin", "mysqlimport", "mariadb"})
_HINT = "; hand it over in the environment or on standard input"


def arguments(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """The secrets that this call puts on the command line of another program."""
    if not isinstance(node, ast.Call):
        return
    function = facts.dotted(node.func)
    if function in _SPREAD:
        yield from _command(node, node.args, facts)
    elif function in _STARTERS:
        given = next(
            (one for one in node.args if isinstance(one, ast.Name | ast.List | ast.Tuple)),
            facts.argument(node, 0, "args"),
        )
        for value in facts.values(given) if given is not None else ():
            if isinstance(value, ast.List | ast.Tuple):
                yield from _command(node, value.elts, facts)
        if isinstance(given, ast.Name):
            yield from _command(node, facts.list_parts(given.id), facts)


def _command(node: ast.Call, parts: list[ast.expr], facts: Facts) -> Iterator[Spot]:
    program = posixpath.basename(facts.names.text(parts[0]) or "") if parts else ""
    short = _SHORT.get(program)
    option = ""
    for part in parts[1:]:
        text = literal(part)
        begun, name, value = _split(part)
        dashed = begun.partition("=")[0]
        if option:
            yield from _given(node, part, option, name, text)
            option = ""
        elif begun.startswith("--") and "=" in begun and is_secret_name(dashed.strip("-")):
            yield from _given(node, part, dashed, name, value)
        elif short and begun.startswith(short) and (name or begun != short):
            yield from _given(node, part, short, name, value.removeprefix(short))
        elif text is not None and (
            (text.startswith("--") and is_secret_name(text.strip("-")))
            or (text == short and program not in _ATTACHED_ONLY)
        ):
            option = text


def _split(part: ast.expr) -> tuple[str, str, str]:
    """The text that an argument begins with, the secret that follows by its name, what is told."""
    match part:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            begun = literal(left)
            if begun is not None:
                return begun, _name_of(right), begun + (literal(right) or "")
        case ast.JoinedStr(
            values=[ast.Constant(value=str(begun)), ast.FormattedValue(value=inner)]
        ):
            return begun, _name_of(inner), begun
    text = literal(part) or ""
    return text, _name_of(part), text.partition("=")[2] if text.startswith("--") else text


def _given(
    node: ast.Call, part: ast.expr, option: str, name: str, text: str | None
) -> Iterator[Spot]:
    if name and speaks_of_secret(name):
        yield at(part, "argument", f"{name} is an argument of a program, which others see{_HINT}")
    elif not name and text is not None and is_real(text, option.strip("-").replace("-", "_")):
        yield at(part, "secret", f"a value of {option} is written in the file{_HINT}")


def _name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(
            func=ast.Attribute(value=owner, attr="get_secret_value" | "strip" | "decode")
        ):
            return _name_of(owner)
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return _name_of(inner)
        case ast.Call(
            func=ast.Attribute(attr="get" | "getenv"), args=[ast.Constant(str(name)), *_]
        ):
            return name
        case _:
            return ""
