"""Trees for property tests: any names that a repository may have, any purposes on one line."""

from __future__ import annotations

from hypothesis import strategies as st

from pbc_tui.design.structure import Node, Tree, plain_purpose
from pbc_tui.design.structure.names import plain_problem, same_file_key

TREACHEROUS = (
    "#notes.md",
    "a #b.txt",
    "- x",
    "├── z",
    "│x",
    "+-q",
    "`-q",
    "two  blanks.py",
    "no\u00a0break",
    "3 directories, 5 files",
    "...",
    "```",
    "core.py",
    "src",
    "x ← y",
)

_letters = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=8
)
names = st.one_of(
    st.sampled_from(TREACHEROUS),
    st.from_regex(r"[a-z_]{1,6}(\.py|\.md|/)?", fullmatch=True).map(lambda name: name.rstrip("/")),
    _letters,
).filter(lambda name: not plain_problem(name) and "/" not in name)

purposes = st.one_of(
    st.just(""),
    st.sampled_from(["# x", "- y", "says // what", "│ bar", '"quoted" text', "."]),
    st.text(max_size=20).map(plain_purpose),
)


def _entries(children: st.SearchStrategy[tuple[Node, ...]]) -> st.SearchStrategy[tuple[Node, ...]]:
    node = st.one_of(
        st.builds(Node, name=names, purpose=purposes),
        st.builds(
            Node, name=names, is_directory=st.just(True), purpose=purposes, children=children
        ),
    )
    return st.lists(node, max_size=4, unique_by=lambda node: same_file_key(node.name)).map(tuple)


trees = st.recursive(st.just(()), _entries, max_leaves=12).map(Tree)
