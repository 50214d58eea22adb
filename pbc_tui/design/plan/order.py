"""The topological order of a plan (SPEC 5)."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence


class PlanError(ValueError):
    """A plan that cannot be carried out as asked; the message names the tasks concerned."""


def topological_order(
    names: Sequence[str], needs: Mapping[str, frozenset[str]], rank: Mapping[str, tuple[int, int]]
) -> tuple[str, ...]:
    """The names so that each comes after what it needs, otherwise by rank.

    Raises:
        PlanError: naming the cycle when there is one.
    """
    known = set(names)
    waiting = {name: {need for need in needs[name] if need in known} for name in names}
    users: dict[str, list[str]] = {name: [] for name in names}
    for name, wanted in waiting.items():
        for need in wanted:
            users[need].append(name)
    ready = [(rank[name], name) for name in names if not waiting[name]]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        order.append(name)
        for user in users[name]:
            waiting[user].discard(name)
            if not waiting[user]:
                heapq.heappush(ready, (rank[user], user))
    if len(order) < len(names):
        raise PlanError(f"the plan has a cycle: {' -> '.join(find_cycle(names, needs))}")
    return tuple(order)


def find_cycle(names: Sequence[str], needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """One cycle, its first name repeated at the end; empty when there is none."""
    done: set[str] = set()
    for start in names:
        trail: list[str] = []
        stack = [(start, iter(sorted(needs[start])))]
        trail.append(start)
        while stack:
            _, following = stack[-1]
            step = next(following, None)
            if step is None:
                done.add(trail.pop())
                stack.pop()
            elif step in trail:
                return (*trail[trail.index(step) :], step)
            elif step not in done and step in needs:
                trail.append(step)
                stack.append((step, iter(sorted(needs[step]))))
    return ()


def misplaced(order: Sequence[str], needs: Mapping[str, frozenset[str]]) -> tuple[str, str] | None:
    """The first name that stands before something that it needs, with that need; None if none."""
    seen: set[str] = set()
    everything = set(order)
    for name in order:
        for need in sorted(needs[name]):
            if need in everything and need not in seen:
                return name, need
        seen.add(name)
    return None
