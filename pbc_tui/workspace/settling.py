"""When a file counts as written: the rule alone, without disk, threads or clock.

Whoever writes (an editor, an agent, a person) writes in pieces. A path *changes* from the first
moved byte and *settles* when nothing moved for the quiet time, or at once where the content arrived
whole by a rename (SPEC 6). Between the two its content is nobody's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pbc_tui.workspace.content import Content, Signature


@dataclass(frozen=True, slots=True)
class Changing:
    """Bytes of this path move; what was known about its content no longer holds."""

    path: str


@dataclass(frozen=True, slots=True)
class Settled:
    """This path rests. ``sha256`` is None and ``size`` (bytes) 0 when nothing is there any more."""

    path: str
    sha256: str | None
    size: int


Change = Changing | Settled


@dataclass(slots=True)
class _Known:
    signature: Signature
    sha256: str


@dataclass(slots=True)
class _Pending:
    signature: Signature | None
    last: float


class Settling:
    """Turns observations of paths into one ``Changing`` and one ``Settled`` per final content.

    ``quiet`` and every ``now`` are seconds of one monotonic clock; ``read`` gives the present
    content of a path. Observations come in the order of ``now``.
    """

    def __init__(self, quiet: float, read: Callable[[str], Content | None]) -> None:
        self.quiet = quiet
        self._read = read
        self._known: dict[str, _Known] = {}
        # In the order of their last observation, so that the first one is due first.
        self._pending: dict[str, _Pending] = {}
        # The known paths by the directory in which they lie.
        self._inside: dict[str, set[str]] = {}

    @property
    def deadline(self) -> float | None:
        """When the next path is due; None while everything rests."""
        for pending in self._pending.values():
            return pending.last + self.quiet
        return None

    def baseline(self, path: str, signature: Signature) -> None:
        """Note a path that was there before anybody looked; it changes nothing."""
        if path not in self._known:
            self._know(path, _Known(signature, ""))

    def expect(self, path: str, signature: Signature | None, since: float) -> None:
        """Have a path's present content reported, without a ``Changing``, as resting ``since``."""
        self._pending = {path: _Pending(signature, since), **self._pending}

    def paths(self, directories: Iterable[str]) -> set[str]:
        """The known paths that lie in these directories themselves, and all that are pending."""
        found = set(self._pending)
        return found.union(*(self._inside.get(each, ()) for each in directories))

    def seen(self, path: str) -> Signature | None:
        """The signature last seen of a path."""
        if pending := self._pending.get(path):
            return pending.signature
        return known.signature if (known := self._known.get(path)) else None

    def feed(
        self, path: str, signature: Signature | None, now: float, *, whole: bool = False
    ) -> list[Change]:
        """Take in that something happened to ``path``; ``signature`` is None where it is gone.

        ``whole``: the content arrived in one piece, so there is nothing to wait for.
        """
        changes: list[Change] = []
        if path in self._pending:
            self._wait(path, signature, now)
        elif self._is_news(path, signature):
            self._wait(path, signature, now)
            changes.append(Changing(path))
        if whole and path in self._pending:
            changes += self._settle(path, now)
        return changes

    def due(self, now: float, most: int = 100) -> list[Change]:
        """Settle at most ``most`` paths whose quiet time is over."""
        changes: list[Change] = []
        for path in [path for path, _ in zip(self._pending, range(most), strict=False)]:
            if now < self._pending[path].last + self.quiet:
                break
            changes += self._settle(path, now)
        return changes

    def _is_news(self, path: str, signature: Signature | None) -> bool:
        known = self._known.get(path)
        if known is None:
            return signature is not None
        if signature == known.signature:
            return False
        if signature is None or not known.sha256:
            return True
        content = self._read(path)
        if content is None or not content.steady or content.sha256 != known.sha256:
            return True
        known.signature = content.signature
        return False

    def _wait(self, path: str, signature: Signature | None, now: float) -> None:
        self._pending.pop(path, None)
        self._pending[path] = _Pending(signature, now)

    def _settle(self, path: str, now: float) -> list[Change]:
        content = self._read(path)
        signature = content.signature if content else None
        if signature != self._pending[path].signature or (content and not content.steady):
            # It moved since it was last looked at, and the notice is still on its way.
            self._wait(path, signature, now)
            return []
        del self._pending[path]
        if content is None:
            self._forget(path)
            return [Settled(path, None, 0)]
        self._know(path, _Known(content.signature, content.sha256))
        return [Settled(path, content.sha256, content.size)]

    def _know(self, path: str, known: _Known) -> None:
        self._known[path] = known
        self._inside.setdefault(path.rpartition("/")[0], set()).add(path)

    def _forget(self, path: str) -> None:
        self._known.pop(path, None)
        directory = path.rpartition("/")[0]
        others = self._inside.get(directory, set())
        others.discard(path)
        if not others:
            self._inside.pop(directory, None)
