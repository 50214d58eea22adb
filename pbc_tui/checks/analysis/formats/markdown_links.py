"""The links of a Markdown file that stay in the repository: what they name must be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pbc_tui.checks.analysis.formats.markdown_prose import LONGEST_LINE, Prose, prose_of
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.source import Refused, read_source

_TARGET = r"(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?"
_INLINE = re.compile(rf"\]\(\s*{_TARGET}{_TITLE}\s*\)")
_DEFINITION = re.compile(rf" {{0,3}}\[(?!\^)[^\]]+\]:\s*{_TARGET}{_TITLE}\s*$")
_HTML = re.compile(r"<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:id|name)\s*=\s*[\"']([^\"']+)[\"']|\{\s*#([\w.:-]+)[^}]*\}")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\{|\$|<%")


def link_faults(prose: Prose, path: str, root: Path, planned: Collection[str]) -> Iterator[Spot]:
    """Each link to a file or a heading that is neither there nor planned."""
    links = _Links(prose, path, root, planned)
    for number, line in prose.lines:
        # Nobody writes such a line by hand, and patterns take long on it.
        if len(line) > LONGEST_LINE:
            continue
        for pattern in (_INLINE, _DEFINITION, _HTML):
            for link in pattern.finditer(line):
                target = link.group(1).removeprefix("<").removesuffix(">").strip()
                if fault := links.fault(target):
                    yield Spot(number, link.start(1) + 1, "broken-link", fault)


class _Links:
    """Looks the targets of one file up; every other file is read at most once."""

    def __init__(self, prose: Prose, path: str, root: Path, planned: Collection[str]) -> None:
        self._path = path
        self._root = root
        self._planned = frozenset(planned)
        self._there: dict[str, bool] = {}
        self._anchors: dict[str, frozenset[str] | None] = {path: _anchors(prose)}

    def fault(self, target: str) -> str:
        """What is wrong with a target, "" when nothing is."""
        if not target or _ELSEWHERE.match(target):
            return ""
        name, _, anchor = target.partition("#")
        name = unquote(name.partition("?")[0])
        place = _place(name, self._path) if name else self._path
        if place is None:
            # Above the repository lie the pages of its host, for instance ``../../issues``.
            return ""
        if place not in self._there:
            self._there[place] = place == self._path or self._is_there(place)
        if not self._there[place]:
            return f"the link leads to {name}, which is neither there nor planned"
        if anchor and place.endswith((".md", ".markdown")) and not self._has(place, anchor):
            where = place if name else "this file"
            return f"no heading of {where} gives the anchor #{anchor}"
        return ""

    def _is_there(self, place: str) -> bool:
        if not place or place in self._planned:
            return True
        if any(one.startswith(f"{place}/") for one in self._planned):
            return True
        # A site generator turns ``guide.md`` into ``guide/`` or ``guide.html``.
        page = re.sub(r"(/|\.html)$", "", place) + ".md"
        try:
            there = any((self._root / one).exists() for one in (place, page))
        except (OSError, ValueError):
            return False
        return there or page in self._planned

    def _has(self, place: str, anchor: str) -> bool:
        if place not in self._anchors:
            try:
                text = read_source(self._root, place, python=False).text
                self._anchors[place] = _anchors(prose_of(text))
            except Refused:
                self._anchors[place] = None
        known = self._anchors[place]
        wanted = unquote(anchor)
        if known is None or wanted in known or wanted.lower() in known or wanted == "top":
            return True
        # A line of the file as its host shows it.
        return re.fullmatch(r"L\d+(-L\d+)?", wanted) is not None


def _place(name: str, path: str) -> str | None:
    """The path inside the repository that a link names; None when it leaves the repository."""
    start = PurePosixPath("/") if name.startswith("/") else PurePosixPath(path).parent
    parts: list[str] = []
    for part in (start / name.lstrip("/")).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("/", "."):
            parts.append(part)
    return "/".join(parts)


def _anchors(prose: Prose) -> frozenset[str]:
    """The anchors that a file gives, those of headings as GitHub makes them and others do."""
    found: set[str] = set()
    for _, line in prose.lines:
        if len(line) <= LONGEST_LINE:
            found.update(name for given in _NAMED.findall(line) for name in given if name)
    counts: dict[str, int] = {}
    for heading in prose.headings:
        plain = re.sub(r"!?\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])", r"\1", heading[:LONGEST_LINE])
        plain = re.sub(r"<[^<>]+>|\{[^{}]*\}|[*`~]", "", plain).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        number = counts.get(slug, 0)
        counts[slug] = number + 1
        found.add(f"{slug}-{number}" if number else slug)
        found.update((slug.strip("-"), re.sub("-+", "-", slug)))
    return frozenset(found)
