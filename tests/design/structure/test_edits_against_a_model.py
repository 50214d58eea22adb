"""Any sequence of edits does what it does to plain nested dictionaries."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_tui.design.structure import (
    Add,
    Delete,
    Duplicate,
    Edit,
    EditError,
    Move,
    Rename,
    SetPurpose,
    Tree,
    apply,
    free_name,
    moved_path,
    shift,
)
from pbc_tui.design.structure.moving import Direction

Level = dict[str, Any]
"""Name to purpose for a file, to a level for a directory."""

NAMES = ("a", "A", "b", "c.py", "d")


class Impossible(Exception):
    """The model refuses too."""


def level_of(root: Level, path: str) -> Level:
    level: Any = root
    for part in path.split("/") if path else ():
        if not isinstance(level, dict) or part not in level:
            raise Impossible
        level = level[part]
    if not isinstance(level, dict):
        raise Impossible
    return level


def split(path: str) -> tuple[str, str]:
    parent, _, name = path.rpartition("/")
    return parent, name


def take_care(level: Level, name: str) -> None:
    if name.lower() in {other.lower() for other in level}:
        raise Impossible


def put(level: Level, index: int | None, entries: list[tuple[str, Any]]) -> None:
    items = list(level.items())
    place = len(items) if index is None else max(0, min(index, len(items)))
    items[place:place] = entries
    level.clear()
    level.update(items)


def exists(root: Level, path: str) -> None:
    parent, name = split(path)
    if name not in level_of(root, parent):
        raise Impossible


def in_order(root: Level, prefix: str = "") -> list[str]:
    found = []
    for name, value in root.items():
        found.append(prefix + name)
        if isinstance(value, dict):
            found.extend(in_order(value, f"{prefix}{name}/"))
    return found


def whole(paths: tuple[str, ...]) -> set[str]:
    """The paths that lie in none of the others."""
    return {path for path in paths if not any(path.startswith(f"{other}/") for other in paths)}


def copied(value: Any) -> Any:
    return {k: copied(v) for k, v in value.items()} if isinstance(value, dict) else value


def perform(root: Level, edit: Edit) -> Level:
    root = copied(root)
    match edit:
        case Add():
            level = root
            *parents, name = edit.path.split("/")
            made = False
            for part in parents:
                if part not in level:
                    take_care(level, part)
                    level[part] = {}
                    made = True
                level = level[part]
                if not isinstance(level, dict):
                    raise Impossible
            take_care(level, name)
            put(level, None if made else edit.index, [(name, {} if edit.directory else "")])
        case Rename():
            exists(root, edit.path)
            parent, name = split(edit.path)
            level = level_of(root, parent)
            others = {other: value for other, value in level.items() if other != name}
            take_care(others, edit.name)
            items = [(edit.name if key == name else key, value) for key, value in level.items()]
            level.clear()
            level.update(items)
        case Delete():
            for path in whole(edit.paths):
                exists(root, path)
            for path in whole(edit.paths):
                parent, name = split(path)
                del level_of(root, parent)[name]
        case Move():
            for path in whole(edit.paths):
                exists(root, path)
            chosen = [path for path in in_order(root) if path in whole(edit.paths)]
            if any(f"{edit.directory}/".startswith(f"{path}/") for path in chosen):
                raise Impossible
            moved = [
                (split(path)[1], level_of(root, split(path)[0])[split(path)[1]]) for path in chosen
            ]
            for path in chosen:
                del level_of(root, split(path)[0])[split(path)[1]]
            level = level_of(root, edit.directory)
            names = list(level)
            for name, _ in moved:
                take_care(dict.fromkeys(names), name)
                names.append(name)
            index = edit.index
            if beside := edit.before or edit.after:
                if beside not in level:
                    raise Impossible
                index = list(level).index(beside) + bool(edit.after)
            put(level, index, moved)
        case Duplicate():
            exists(root, edit.path)
            parent, name = split(edit.path)
            level = level_of(root, parent)
            new = edit.name or free_name(Tree.of((n, "", "") for n in level).entries, name)
            take_care(level, new)
            put(level, list(level).index(name) + 1, [(new, copied(level[name]))])
        case SetPurpose():
            exists(root, edit.path)
            parent, name = split(edit.path)
            level = level_of(root, parent)
            if not isinstance(level[name], dict):
                level[name] = edit.purpose
    return root


def as_model(tree: Tree) -> Level:
    def level(nodes: Any) -> Level:
        return {n.name: level(n.children) if n.is_directory else n.purpose for n in nodes}

    return level(tree.entries)


some_path = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
some_name = st.sampled_from(NAMES)
some_paths = st.lists(some_path, min_size=1, max_size=3).map(tuple)
somewhere = st.one_of(st.just(""), some_path)
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        Add,
        path=some_path,
        directory=st.booleans(),
        index=st.one_of(st.none(), st.integers(-1, 4)),
    ),
    st.builds(Rename, path=some_path, name=some_name),
    st.builds(Delete, paths=some_paths),
    st.builds(Move, paths=some_paths, directory=somewhere),
    st.builds(Move, paths=some_paths, directory=somewhere, index=st.integers(-1, 4)),
    st.builds(Move, paths=some_paths, directory=somewhere, before=some_name),
    st.builds(Move, paths=some_paths, directory=somewhere, after=some_name),
    st.builds(Duplicate, path=some_path, name=st.one_of(st.just(""), some_name)),
    st.builds(SetPurpose, path=some_path, purpose=st.sampled_from(["", "one", "two"])),
)


@settings(max_examples=300)
@given(st.lists(edits, max_size=25))
def test_edits_do_what_they_do_to_nested_dictionaries(sequence: list[Edit]) -> None:
    tree = Tree()
    model: Level = {}
    for edit in sequence:
        try:
            expected: Level | None = perform(model, edit)
        except Impossible:
            expected = None
        try:
            found: Tree | None = apply(tree, edit)
        except EditError:
            found = None

        assert (found is None) is (expected is None), edit
        if found is not None and expected is not None:
            assert list(_flat(as_model(found))) == list(_flat(expected)), edit
            tree, model = found, expected


def _flat(level: Level, prefix: str = "") -> Any:
    for name, value in level.items():
        yield prefix + name, None if isinstance(value, dict) else value
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}/")


def grown(sequence: list[Edit]) -> Tree:
    tree = Tree()
    for edit in sequence:
        try:
            tree = apply(tree, edit)
        except EditError:
            continue
    return tree


@given(st.lists(edits, max_size=15), st.data())
def test_a_shift_is_a_move_that_can_be_taken(sequence: list[Edit], data: st.DataObject) -> None:
    tree = grown(sequence)
    if not tree:
        return
    chosen = data.draw(
        st.lists(st.sampled_from([p for p, _ in tree.walk()]), min_size=1, max_size=2)
    )
    directions: list[Direction] = ["up", "down", "in", "out"]
    direction = data.draw(st.sampled_from(directions))
    try:
        move = shift(tree, chosen, direction)
        after = apply(tree, move)
    except EditError:
        return

    assert len(after) == len(tree)
    assert after != tree
    for path in chosen:
        assert after.get(moved_path(move, path)) == tree.get(path)


def test_shifts() -> None:
    tree = Tree.of((path, "", "") for path in ("a", "d/x", "d/y", "b", "c"))

    def after(direction: Direction, *paths: str) -> list[str]:
        return [path for path, _ in apply(tree, shift(tree, paths, direction)).walk()]

    assert after("up", "b") == ["a", "b", "d", "d/x", "d/y", "c"]
    assert after("down", "a") == ["d", "d/x", "d/y", "a", "b", "c"]
    assert after("up", "b", "c") == ["a", "b", "c", "d", "d/x", "d/y"]
    assert after("in", "c") == ["a", "d", "d/x", "d/y", "d/c", "b"]
    assert after("in", "a") == ["d", "d/a", "d/x", "d/y", "b", "c"]
    assert after("out", "d/x") == ["a", "d", "d/y", "x", "b", "c"]
