"""What aliases make of a YAML text: a few lines can stand for more values than memory holds.

Loading keeps one value for all aliases of an anchor (YAML 1.2.2, 3.2.2.2); whoever walks through
it, copies it or writes it as JSON meets them all.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import CollectionNode, MappingNode

MOST_REPEATED = 100_000
"""So many values may come from aliases alone; anchors of real files repeat some thousands."""


class CountingComposer(Composer):
    """Composes a document, and refuses one whose aliases give too much.

    Raises:
        ComposerError: where more than ``MOST_REPEATED`` values would come from aliases, and where
            a value holds itself.
    """

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader=loader)
        self._sizes: dict[int, int] = {}
        self._written = 0

    def compose_document(self) -> Any:
        """The node of one document; the nodes of others do not count for it."""
        self._sizes.clear()
        self._written = 0
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One node with all of its parts."""
        is_alias = self.parser.check_event(AliasEvent)
        if is_alias:
            event = self.parser.peek_event()
            meant = self.anchors.get(event.anchor)
            # A node has its end once all of its parts are there.
            if meant is not None and meant.end_mark is None:
                why = f"the value of &{event.anchor} holds itself through an alias"
                raise ComposerError(None, None, why, event.start_mark)
        node = super().compose_node(parent, index)
        if not is_alias:
            self._written += 1
            self._sizes[id(node)] = size = 1 + sum(self._sizes[id(part)] for part in _parts(node))
            if size - self._written > MOST_REPEATED:
                why = f"its aliases stand for more than {MOST_REPEATED:,} values"
                raise ComposerError(None, None, why, node.start_mark)
        return node


def _parts(node: Any) -> list[Any]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, CollectionNode) else []
