"""The ``__all__`` of a contract against what the source exports."""

from __future__ import annotations

from pbc_tui.checks.analysis.conformance.outcome import Outcome
from pbc_tui.checks.analysis.conformance.project import Project
from pbc_tui.design.contract.exports import EXPORTS, UNREAD
from pbc_tui.design.contract.importing import Import
from pbc_tui.design.contract.values import Contract

_DUNDERS = frozenset(["__doc__", "__name__", "__file__", "__path__", "__all__", "__spec__"])


def compare_exports(
    wanted: Contract, found: Contract, project: Project, name: str, outcome: Outcome
) -> None:
    """Compare the names, whose order does not matter, and see that each of them is there.

    ``name`` is the dotted name of the module under judgement.
    """
    if wanted.exports is None:
        return
    if found.exports is None:
        outcome.lacks(EXPORTS, f"{EXPORTS} is missing")
        return
    exported, unread = _exported(found, project)
    if absent := [one for one in wanted.exports if one not in exported]:
        listed = ", ".join(absent)
        if unread:
            message = f"whether {EXPORTS} holds {listed} cannot be said from the source"
            outcome.doubts(EXPORTS, message)
        else:
            outcome.lacks(EXPORTS, f"{EXPORTS} lacks {listed}")
    for one in wanted.exports:
        if one in exported:
            see_bound(one, f"{EXPORTS} names {one}", found, project, name, outcome)
    if EXPORTS not in outcome.missing:
        outcome.keeps(EXPORTS)


def _exported(found: Contract, project: Project) -> tuple[set[str], bool]:
    """The names of ``__all__``, and whether there may be more that cannot be read."""
    exported = set(found.exports or ())
    unread = False
    for source in found.exports_from:
        module = project.module(source) if source != UNREAD else None
        if module is None or module.exports is None or module.exports_from:
            unread = True
        else:
            exported.update(module.exports)
    return exported, unread


def compare_offered(
    wanted: Contract, found: Contract, project: Project, name: str, outcome: Outcome
) -> None:
    """See that what the contract offers of other modules can be had from this one (PEP 484)."""
    for one, member in wanted.members.items():
        if isinstance(member, Import) and member.offered:
            words = f"the contract offers {one} of {member.module}"
            see_bound(one, words, found, project, name, outcome)
            if one not in outcome.missing:
                outcome.keeps(one)


def see_bound(
    one: str, words: str, found: Contract, project: Project, name: str, outcome: Outcome
) -> None:
    """See that a name is bound, as ``words`` say; a module of the package counts (PEP 8)."""
    member = found.members.get(one)
    if isinstance(member, Import) and (fault := _import_fault(member, project)):
        outcome.lacks(one, fault, member.line)
    if member is not None or project.exists(f"{name}.{one}"):
        return
    opaque = [star for star in found.stars if not project.closed(star)]
    if any(project.starred(star, one) for star in found.stars):
        return
    if opaque or "__getattr__" in found.functions or found.rebound:
        # It may come with a star import or from the module's own ``__getattr__`` (PEP 562).
        return
    if gone := found.gone.get(one):
        outcome.lacks(one, f"{words}, but it {gone.why}", gone.line)
    else:
        outcome.lacks(one, f"{words}, which the file does not have")


def _import_fault(member: Import, project: Project) -> str:
    """Why a name cannot be imported from a file of the project that is there already."""
    if member.target == member.module or not project.closed(member.module):
        return ""
    short = member.target.rpartition(".")[2]
    if project.exists(member.target) or project.member(member.target) is not None:
        return ""
    module = project.module(member.module)
    if module is None or short in module.members or short in _DUNDERS:
        return ""
    return f"{member.module} has no {short}"
