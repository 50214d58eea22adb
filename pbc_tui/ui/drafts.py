"""What was typed and cannot be taken yet: kept in the journal, so that not even a kill loses it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pbc_tui.workflow.project import Project


def contract_draft(path: str) -> str:
    """The name under which the draft of a file's contract is kept."""
    return f"contract of {path}"


class Drafts(MutableMapping[str, str]):
    """Texts by the name of the place where they were typed.

    They live here while somebody types; ``save`` puts what differs into the journal.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._project: Project | None = None

    def open(self, project: Project) -> None:
        """Take over what the project kept; what was typed before it was opened stays."""
        self._project = project
        self._texts = {**project.state.drafts, **self._texts}

    def save(self) -> None:
        """Record what differs from what the journal holds.

        Raises:
            Refused: when the journal cannot be written.
        """
        if self._project is None:
            return
        kept = self._project.state.drafts
        changed = {key: text for key, text in self._texts.items() if kept.get(key) != text}
        gone = {key: "" for key in kept if key not in self._texts}
        if changed or gone:
            from pbc_tui.workflow.design_desk import keep_drafts

            keep_drafts(self._project, {**changed, **gone})

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __setitem__(self, key: str, text: str) -> None:
        self._texts[key] = text

    def __delitem__(self, key: str) -> None:
        del self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
