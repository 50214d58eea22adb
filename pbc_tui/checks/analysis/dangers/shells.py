"""Shells, and other interpreters that are started on text from outside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_SHELLS = {
    "os.system": "os.system",
    "os.popen": "os.popen",
    "subprocess.getoutput": "subprocess.getoutput",
    "subprocess.getstatusoutput": "subprocess.getstatusoutput",
    "asyncio.create_subprocess_shell": "create_subprocess_shell",
    "asyncio.subprocess.create_subprocess_shell": "create_subprocess_shell",
    "commands.getoutput": "commands.getoutput",
    "pty.spawn": "pty.spawn",
}
_INSTEAD = "; pass a list of arguments instead"
_SHELL_PROGRAM = re.compile(
    r"(?:.*[/\\])?(?:(?:ba|z|da|k|c|tc|fi)?sh|cmd|powershell|pwsh)(?:\.exe)?", re.IGNORECASE
)
_INTERPRETER = re.compile(r"(?:.*[/\\])?(?:python|pypy|perl|ruby|node|php)[\d.]*(?:\.exe)?")
_TAKES_TEXT = re.compile(r"-\w*c|/[ck]|-command|-e|--eval|-r", re.IGNORECASE)


def shells(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """The shell that this node starts, or hands on."""
    if isinstance(node, ast.Call):
        yield from _called(node, facts)
        return
    if isinstance(node, ast.List | ast.Tuple):
        yield from _command(node, node.elts, facts)
    elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
        if not facts.is_handed_on(node):
            return
        if reached := _SHELLS.keys() & set(facts.names.all_dotted(node)):
            yield at(node, "shell", f"{min(reached)} is handed on to run a shell")


def _called(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    for dotted in facts.names.all_dotted(node.func):
        if dotted in _SHELLS:
            yield at(node, "shell", f"{_SHELLS[dotted]} runs a shell{_INSTEAD}")
            return
    name = facts.last(node.func)
    if name == "subprocess_shell":
        yield at(node, "shell", f"subprocess_shell runs a shell{_INSTEAD}")
    elif name == "create_subprocess_exec":
        yield from _command(node, node.args, facts)
    elif name != "dict" and any(
        key == "shell" and facts.may_be_true(value) for key, value in facts.keywords(node)
    ):
        yield at(node, "shell", f"shell=True runs a shell{_INSTEAD}")


def _command(node: ast.expr, parts: list[ast.expr], facts: Facts) -> Iterator[Spot]:
    """``["sh", "-c", line]`` is a shell as well; with constant text it is a fixed command."""
    for place in range(len(parts) - 2):
        program, option, text = parts[place : place + 3]
        flag = facts.names.text(option)
        if flag is None or not _TAKES_TEXT.fullmatch(flag) or facts.is_fixed(text):
            continue
        started = facts.names.text(program) or ""
        if _SHELL_PROGRAM.fullmatch(started):
            yield at(node, "shell", f"{started} {flag} runs text from outside in a shell")
        elif _INTERPRETER.fullmatch(started) or facts.dotted(program) == "sys.executable":
            yield at(node, "eval", f"{started or 'python'} {flag} runs text from outside as code")
