"""Everything that can be done to the structure, one small frozen model each (SPEC 4.2).

The journal keeps edits, so they are plain and short; ``apply`` carries them out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pbc_tui.design.structure.stored import StoredTree
from pbc_tui.design.structure.tree import Tree

Paths = Annotated[tuple[str, ...], Field(min_length=1)]


class EditError(ValueError):
    """An edit that is not possible; the message is one line that says why."""


class _Edit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Add(_Edit):
    """A new file or directory; missing parents are made too, a trailing slash means a directory.

    ``index`` is its place among the entries of its directory, None for the last.
    """

    kind: Literal["add"] = "add"
    path: str
    directory: bool = False
    purpose: str = ""
    role: str = ""
    index: int | None = None


class Rename(_Edit):
    """Another name for one entry; it keeps its place, purpose and role."""

    kind: Literal["rename"] = "rename"
    path: str
    name: str


class Delete(_Edit):
    """Entries taken away, with all that is in them."""

    kind: Literal["delete"] = "delete"
    paths: Paths


class Move(_Edit):
    """Entries put into a directory ("" is the repository itself), in the order of the tree.

    They become the last ones there, unless ``index`` says the place (counted without them) or
    ``before`` or ``after`` name the entry of that directory beside which they go.
    """

    kind: Literal["move"] = "move"
    paths: Paths
    directory: str = ""
    index: int | None = None
    before: str = ""
    after: str = ""


class Duplicate(_Edit):
    """A copy of an entry right after it, with all that is in it; "" finds a free name.

    The copy has no roles: it is a file of the person's own.
    """

    kind: Literal["duplicate"] = "duplicate"
    path: str
    name: str = ""


class SetPurpose(_Edit):
    """One sentence that says what an entry is for; "" takes it away."""

    kind: Literal["set-purpose"] = "set-purpose"
    path: str
    purpose: str


class Replace(_Edit):
    """Another tree in place of the whole one: a proposal, a pasted text, an existing directory."""

    kind: Literal["replace"] = "replace"
    tree: StoredTree

    @classmethod
    def of(cls, tree: Tree) -> Replace:
        """The edit that makes this the tree."""
        return cls(tree=tree)


class Paste(_Edit):
    """Entries put into a directory; directories that are there already take in what is new."""

    kind: Literal["paste"] = "paste"
    entries: StoredTree
    directory: str = ""


Edit = Annotated[
    Add | Rename | Delete | Move | Duplicate | SetPurpose | Replace | Paste,
    Field(discriminator="kind"),
]
"""Any edit, as a field that pydantic reads by its ``kind``."""
