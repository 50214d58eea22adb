"""The structure of the repository: an immutable tree, its edits, its text notations (SPEC 4)."""

from pbc_tui.design.structure.applying import apply, free_name, outermost
from pbc_tui.design.structure.comparing import Compared, compare
from pbc_tui.design.structure.edits import (
    Add,
    Delete,
    Duplicate,
    Edit,
    EditError,
    Move,
    Paste,
    Rename,
    Replace,
    SetPurpose,
)
from pbc_tui.design.structure.hints import Hint, hints
from pbc_tui.design.structure.moving import Direction, moved_path, shift, with_roles_of
from pbc_tui.design.structure.names import name_problem, name_warning
from pbc_tui.design.structure.printing import Notation, print_tree
from pbc_tui.design.structure.reading import (
    TreeFault,
    TreeSyntaxError,
    read_repository,
    read_tree,
)
from pbc_tui.design.structure.tree import DEEPEST, Node, Tree, plain_purpose

__all__ = [
    "DEEPEST",
    "Add",
    "Compared",
    "Delete",
    "Direction",
    "Duplicate",
    "Edit",
    "EditError",
    "Hint",
    "Move",
    "Node",
    "Notation",
    "Paste",
    "Rename",
    "Replace",
    "SetPurpose",
    "Tree",
    "TreeFault",
    "TreeSyntaxError",
    "apply",
    "compare",
    "free_name",
    "hints",
    "moved_path",
    "name_problem",
    "name_warning",
    "outermost",
    "plain_purpose",
    "print_tree",
    "read_repository",
    "read_tree",
    "shift",
    "with_roles_of",
]
