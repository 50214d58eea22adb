"""Template engines: whether they escape what they put into pages (CWE-79)."""

from __future__ import annotations

import ast
import itertools
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.dangers.servers import FRAMEWORKS
from pbc_tui.checks.analysis.spot import Spot, at

PLAIN = "plain-template"
"""The code of a template engine that does not escape where no page can be seen."""
_ENVIRONMENTS = frozenset({
    "jinja2.Environment", "jinja2.Template", "jinja2.environment.Environment",
    "jinja2.environment.Template", "jinja2.sandbox.SandboxedEnvironment",
    "jinja2.sandbox.ImmutableSandboxedEnvironment", "jinja2.nativetypes.NativeEnvironment",
})  # fmt: skip
_PAGE = re.compile(
    r".*\.(?:html?|xhtml|xml|svg)(?:\.j(?:inja)?2?)?|text/html.*|.*</?(?:html|body|div|p|b|h\d|a)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_FILE = re.compile(r".*\.(?:html?|xhtml)(?:\.j(?:inja)?2?)?", re.IGNORECASE)
_PLAIN_FILE = re.compile(
    r"[\w./-]+\.(?:txt|md|rst|tex|csv|py|toml|ya?ml|json|cfg|ini|conf|sql|sh|env)(?:\.j(?:inja)?2?)?",
    re.IGNORECASE,
)
_FOLDERS = frozenset({"templates", "views", "pages", "layouts", "partials"})
_MOST_FOLDERS = 400
_MOST_ENTRIES = 2_000
_LONGEST_NAME = 200
_ESCAPED = ("html", "htm", "xml")


def engines(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What this node lets a template engine put into pages, or run."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            off = isinstance(target, ast.Attribute) and target.attr == "autoescape"
            if off and _is_off(node.value, facts):
                yield at(node, "markup", "templates are not escaped any more")
        return
    if not isinstance(node, ast.Call):
        return
    function = facts.dotted(node.func)
    told = dict(facts.keywords(node)).get("autoescape")
    if function in _ENVIRONMENTS:
        if told is None or _is_off(told, facts):
            # Without pages the templates may be those of plain text, which must not be escaped.
            code = "markup" if _makes_pages(facts) else PLAIN
            yield at(node, code, "templates are not escaped; pass autoescape")
    elif facts.last(node.func) == "overlay" and told is not None and _is_off(told, facts):
        yield at(node, "markup", "templates are not escaped any more")


def project_makes_pages(module: ast.Module, root: str, planned: Iterable[str]) -> bool:
    """Whether the templates of a file may be pages: its project has such, and it names no others.

    ``planned`` are the paths of the plan; ``root`` is the directory of the project.
    """
    texts = {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    if any(len(text) < _LONGEST_NAME and _PLAIN_FILE.fullmatch(text) for text in texts):
        return False
    return any(map(_is_page, itertools.chain(planned, _templates(Path(root)))))


def _templates(root: Path) -> Iterator[str]:
    """The files below the folders of the project in which templates usually lie."""
    waiting = [root / name for name in ("src", "app", *sorted(_FOLDERS))]
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(itertools.islice(listing, _MOST_ENTRIES))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield Path(entry.path).relative_to(root).as_posix()


def _is_page(path: str) -> bool:
    place = PurePosixPath(path)
    return bool(_PAGE_FILE.fullmatch(place.name)) and not _FOLDERS.isdisjoint(place.parts[:-1])


def _is_off(value: ast.expr, facts: Facts) -> bool:
    """Whether what is given as ``autoescape`` may leave pages as they are."""
    for one in facts.values(value):
        match one:
            case ast.Constant(value=held):
                off = not held
            case ast.Lambda(body=ast.Constant(value=held)):
                off = not held
            case ast.Call(func=function) if facts.last(function) == "select_autoescape":
                off = _selects_no_page(one, facts)
            case _:
                off = False
        if off:
            return True
    return False


def _selects_no_page(call: ast.Call, facts: Facts) -> bool:
    """Whether ``select_autoescape`` is told other endings only, and no default."""
    default = dict(facts.keywords(call)).get("default")
    endings = facts.argument(call, 0, "enabled_extensions")
    if endings is None or (default is not None and facts.may_be(default, True)):
        return False
    for one in facts.values(endings):
        if isinstance(one, ast.List | ast.Tuple | ast.Set):
            told = [each.value for each in one.elts if isinstance(each, ast.Constant)]
            pages = any(str(each).startswith(_ESCAPED) for each in told)
            return len(told) == len(one.elts) and not pages
    return False


def _makes_pages(facts: Facts) -> bool:
    return facts.uses(*FRAMEWORKS) or any(map(_PAGE.fullmatch, facts.texts))
