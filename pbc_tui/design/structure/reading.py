"""Reading a tree from text in any of the notations, pasted from wherever (SPEC 4.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pbc_tui.design.paths import path_fault
from pbc_tui.design.plain_text import single_line
from pbc_tui.design.structure.names import plain_problem, same_file_key
from pbc_tui.design.structure.notation import SUMMARY, Line, split_line
from pbc_tui.design.structure.tree import DEEPEST, Node, Tree, plain_purpose

_NEVER_A_ROOT = frozenset(
    ["src", "lib", "app", "tests", "test", "docs", "doc", "examples", "scripts", "tools"]
)
"""Directories that lie in a repository; one of them alone is no repository of that name."""
_LEFT_OUT = frozenset(["...", "…", "etc.", "[...]", "[…]"])


@dataclass(frozen=True, slots=True)
class TreeFault:
    """A line that is no entry of a tree; ``line`` counts from 1."""

    line: int
    text: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}: {single_line(self.text, 80)}"


class TreeSyntaxError(ValueError):
    """A text that is no tree; all faults are in ``faults``, the message is the first of them."""

    def __init__(self, faults: tuple[TreeFault, ...]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults

    @property
    def line(self) -> int:
        """The line of the first fault, from 1."""
        return self.faults[0].line

    @property
    def message(self) -> str:
        """What is wrong with that line."""
        return self.faults[0].message


def read_tree(text: str, root_name: str = "", *, rooted: bool = True) -> Tree:
    """The tree that a text draws; a blank text gives the empty tree.

    Box-drawing, ASCII (``|--``, ``+--``, a backquote) and indentation may be mixed. What stands
    after ``#`` becomes the purpose. A trailing slash or entries below it make a directory. A first
    line that is ``.``, ``root_name``, or a directory with all other lines below it, is the
    repository itself; ``rooted=False`` keeps such a directory as an entry, as for a text that is
    put into another directory.

    Raises:
        TreeSyntaxError: with every line that cannot be read.
    """
    return _Reader(_without_root(_entries(text), root_name, rooted)).read()


def read_repository(text: str, root_name: str = "") -> Tree | None:
    """The tree of a text that draws a whole repository; None for any other text.

    It is one when its first line is the repository's own directory, or when ``src`` or
    ``pyproject.toml``, which lie at the top of a repository, lie at the top of the drawing.
    """
    lines = _entries(text)
    inner = _without_root(lines, root_name, rooted=True)
    try:
        tree = _Reader(inner).read()
    except TreeSyntaxError:
        return None
    rooted = len(inner) < len(lines)
    top = {node.name for node in tree.entries}
    signs = {"pyproject.toml", "src"} & top
    return tree if len(signs) == 2 or (signs and rooted) else None


def _entries(text: str) -> list[Line]:
    return [line for line in _lines(text) if line is not None]


def _lines(text: str) -> list[Line | None]:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = [split_line(raw, number) for number, raw in enumerate(plain, start=1)]
    last = max((place for place, line in enumerate(found) if line), default=-1)
    if last >= 0 and _is_summary(found[last]):
        found[last] = None
    return found


def _is_summary(line: Line | None) -> bool:
    return line is not None and not line.quoted and bool(SUMMARY.fullmatch(line.name))


def _without_root(lines: list[Line], root_name: str, rooted: bool) -> list[Line]:
    if not lines or lines[0].drawn or lines[0].quoted:
        return lines
    first, rest = lines[0], lines[1:]
    if first.name in (".", "./"):
        return rest
    name = first.name.rstrip("/")
    below = all(line.column > first.column for line in rest)
    if root_name and name == root_name and below:
        return rest
    if not rooted or not rest or not below or name in _NEVER_A_ROOT:
        return lines
    if "/" in name and not first.name.startswith(("/", "~", "./", "../")):
        return lines
    # Connectors at every line but the first: the drawing itself says what the root is.
    drawn = all(line.drawn for line in rest)
    return rest if drawn or first.name.endswith("/") else lines


@dataclass(slots=True)
class _Entry:
    """An entry while it is read. ``implied``: it stands in a path only, not on its own line.

    ``children`` is None until something is in it: most entries are files, and there may be many.
    """

    name: str
    line: int
    is_directory: bool = False
    implied: bool = False
    purpose: str = ""
    children: dict[str, _Entry] | None = None

    def put(self, key: str, entry: _Entry) -> _Entry:
        """Put an entry into it, unless there is one by this key; the one that is there."""
        if self.children is None:
            self.children = {}
        return self.children.setdefault(key, entry)


@dataclass
class _Reader:
    """Puts each line under the nearest line above it that begins further to the left."""

    lines: list[Line]
    faults: list[TreeFault] = field(default_factory=list)
    root: _Entry = field(default_factory=lambda: _Entry("", 0, True))

    def read(self) -> Tree:
        """The tree of all lines.

        Raises:
            TreeSyntaxError: with every line that is at fault.
        """
        above: list[tuple[int, _Entry, int]] = []
        for place, line in enumerate(self.lines):
            self._close(above, line)
            parent, depth = (above[-1][1], above[-1][2]) if above else (self.root, 0)
            has_more = place + 1 < len(self.lines) and _is_below(self.lines[place + 1], line.column)
            entry, depth = self._entry(parent, depth, line, has_more)
            above.append((line.column, entry, depth))
        if self.faults:
            raise TreeSyntaxError(tuple(self.faults))
        return Tree(_nodes(self.root))

    def _close(self, above: list[tuple[int, _Entry, int]], line: Line) -> None:
        """Leave the levels that do not hold this line; its column must be one of theirs."""
        if not above or _is_below(line, above[-1][0]):
            return
        columns = [column for column, _, _ in above]
        nearest = min(columns, key=lambda column: (abs(column - line.column), column))
        if abs(nearest - line.column) > _tolerance(line):
            self._fault(line, "its indentation is that of no entry above")
        while above and above[-1][0] >= min(nearest, line.column):
            above.pop()

    def _entry(self, parent: _Entry, depth: int, line: Line, has_more: bool) -> tuple[_Entry, int]:
        path = line.name.removeprefix("./")
        is_directory = has_more or path.endswith("/")
        parts = path.removesuffix("/").split("/")
        stray = _Entry(path, line.number, True)
        if fault := self._name_fault(line, path.removesuffix("/"), parts):
            self._fault(line, fault)
            return stray, depth
        if depth + len(parts) > DEEPEST:
            self._fault(line, f"a tree has at most {DEEPEST} levels")
            return stray, depth
        if has_more and not line.name.endswith("/") and parts[-1].endswith(".py"):
            self._fault(
                line, f"{parts[-1]!r} cannot hold entries; a slash after it makes a directory"
            )
        for part in parts[:-1]:
            child = parent.put(same_file_key(part), _Entry(part, line.number, True, implied=True))
            if child.name != part or not child.is_directory:
                self._fault(line, f"{part!r} stands in line {child.line} as {child.name!r}")
                return stray, depth
            parent = child
        entry = _Entry(parts[-1], line.number, is_directory, purpose=plain_purpose(line.purpose))
        key = same_file_key(entry.name)
        known = parent.put(key, entry)
        if known is not entry:
            if known.name == entry.name and known.implied and is_directory:
                known.implied, known.purpose = False, entry.purpose
                return known, depth + len(parts)
            differing = "" if known.name == entry.name else f" as {known.name!r}"
            self._fault(line, f"{entry.name!r} is there already, in line {known.line}{differing}")
            return stray, depth
        return entry, depth + len(parts)

    def _name_fault(self, line: Line, path: str, parts: list[str]) -> str:
        if not path:
            return "an absolute path is not allowed" if line.name else "there is no name"
        if path in _LEFT_OUT:
            return "write all entries; nothing can be left out"
        if fault := path_fault(path):
            return fault
        return next((fault for part in parts if (fault := plain_problem(part))), "")

    def _fault(self, line: Line, message: str) -> None:
        self.faults.append(TreeFault(line.number, line.text.strip(), message))


def _is_below(line: Line, column: int) -> bool:
    return line.column > column + _tolerance(line)


def _tolerance(line: Line) -> int:
    # Drawings made by hand are often one column off; a single space can be an indentation.
    return 1 if line.drawn else 0


def _nodes(entry: _Entry) -> tuple[Node, ...]:
    return tuple(
        Node(child.name, child.is_directory, child.purpose, children=_nodes(child))
        for child in (entry.children or {}).values()
    )
