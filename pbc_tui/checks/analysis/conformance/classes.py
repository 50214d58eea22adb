"""The metaclass and decorators of a class of the contract against those in the source."""

from __future__ import annotations

import abc
import inspect
import re
from collections.abc import Iterator, Sequence

from pbc_tui.checks.analysis.conformance.abstraction import names_abc
from pbc_tui.checks.analysis.conformance.project import Located, standard_class
from pbc_tui.design.contract.model_settings import SETTINGS_NAME, is_frozen, is_of_settings
from pbc_tui.design.contract.values import Class, Function, Nature, Variable

# What these keywords promise to the users of a data class.
_PROMISES = ("frozen", "order", "eq", "unsafe_hash")
_WITHOUT_VALUES = frozenset({"object", "Generic", "Protocol", "ABC"})
_NEUTRAL = frozenset({"final", "runtime_checkable", "deprecated", "total_ordering", "unique"})


def metaclass_faults(
    wanted: Class, found: Class, near: Sequence[Located], foreign: Sequence[str]
) -> Iterator[tuple[bool, str]]:
    """The metaclass that the contract has and the class lacks: whether for certain, and words."""
    written = wanted.keywords.get("metaclass", "")
    name = written.rpartition(".")[2]
    if not name:
        return
    given = {one.keywords.get("metaclass", "") for one in (found, *(base.owner for base in near))}
    known = [standard_class(base) for base in foreign]
    given.update(one.__name__ for base in known if base for one in inspect.getmro(type(base)))
    if name in {text.rpartition(".")[2] for text in given}:
        return
    if all(base is not None for base in known) and not given - {"", "type", "object"}:
        yield True, f"its metaclass {written} is missing"
    else:
        yield False, f"whether its metaclass is {written} cannot be said from the source"


def decorator_faults(wanted: Class, found: Class) -> Iterator[str]:
    """What the decorators of the contract promise and those of the class do not keep."""
    if wanted.nature is Nature.TYPED_DICT or "frozen" in wanted.keywords:
        for keyword, usual in (("total", "True"), ("frozen", "False")):
            asked, given = wanted.keywords.get(keyword, usual), found.keywords.get(keyword, usual)
            if asked != given:
                yield f"it is {keyword}={given}, not {keyword}={asked}"
    there = {_plain(decorator): decorator for decorator in found.decorators}
    for decorator in wanted.decorators:
        name = _plain(decorator)
        if name in _NEUTRAL:
            continue
        if name not in there:
            yield f"the decorator @{decorator} is missing"
            continue
        for promise in _PROMISES:
            told = re.search(rf"\b{promise}\s*=\s*(True|False)", decorator)
            kept = re.search(rf"\b{promise}\s*=\s*(True|False)", there[name])
            default = "True" if promise == "eq" else "False"
            if told and told.group(1) != (kept.group(1) if kept else default):
                yield f"it is not {promise}={told.group(1)}"
            elif not told and promise == "frozen" and kept and kept.group(1) == "True":
                yield "it is frozen, so its attributes cannot be assigned"


def abstract_faults(
    wanted: Class, found: Class, near: Sequence[Located], foreign: Sequence[str]
) -> Iterator[str]:
    """The abstract methods that the contract does not have: nobody can make an instance then.

    A contract with an abstract base and no abstract method leaves open whether one can be made.
    Only a metaclass of ABCMeta heeds the mark (https://docs.python.org/3/library/abc.html).
    """
    extra = sorted(name for name, one in _abstract(found).items() if name not in wanted.members)
    if not extra or Nature.PROTOCOL in (wanted.nature, found.nature):
        return
    if names_abc(wanted) and not _abstract(wanted):
        return
    if any(names_abc(one) for one in (found, *(base.owner for base in near))) or any(
        isinstance(standard_class(base), abc.ABCMeta) for base in foreign
    ):
        end = "a subclass must write it too" if _abstract(wanted) else "so no instance can be made"
        yield f"{extra[0]} is abstract, which the contract does not say, {end}"


def _abstract(owner: Class) -> dict[str, Function]:
    return {name: one for name, one in owner.functions.items() if one.abstract}


def keeps_no_values(found: Class, near: Sequence[Located], foreign: Sequence[str]) -> bool:
    """Whether instances have no ``__dict__``, so that nothing can be cached in them.

    https://docs.python.org/3/library/functools.html#functools.cached_property
    """
    slots = found.variables.get("__slots__")
    named = slots.literal if slots else ()
    slotted = bool(named) and "__dict__" not in (
        (named[0],) if isinstance(named[0], str) else named[0]
    )
    # What ``attrs`` makes keeps cached values in a slot.
    made = found.nature is Nature.DATACLASS and any(
        _plain(one) == "dataclass" and "slots=True" in one.replace(" ", "")
        for one in found.decorators
    )
    bases = {base.rpartition(".")[2] for base in foreign}
    return (slotted or made) and not near and bases <= _WITHOUT_VALUES


def model_faults(
    wanted: Class, bases: Sequence[Class], descent: Sequence[Class]
) -> Iterator[tuple[bool, str]]:
    """What the settings of a model take from its users; ``descent``: the class and its bases."""
    if not any(one.nature is Nature.MODEL for one in descent) or "frozen" in wanted.keywords:
        return
    if any(_leaves_settings_open(one) for one in (wanted, *bases)):
        return
    asked, given = is_frozen([wanted, *bases]), is_frozen(descent)
    # What the environment fills is read only, whether or not the contract says so.
    if given and not asked and wanted.variables and not is_of_settings(descent):
        yield True, "it is frozen, so its attributes cannot be assigned"
    if asked and not given:
        yield True, "it is not frozen=True"


def _leaves_settings_open(owner: Class) -> bool:
    """Whether a contract says that a model has settings, and not which."""
    settings = owner.members.get(SETTINGS_NAME)
    return isinstance(settings, Variable) and settings.value in (None, "", "...")


def _plain(decorator: str) -> str:
    return decorator.partition("(")[0].rpartition(".")[2]
