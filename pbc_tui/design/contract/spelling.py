"""Different names for the same type, as data (PEP 484, 585, 604, 613)."""

from __future__ import annotations

_BUILTIN = ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")
_ABSTRACT = (
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "ByteString",
    "Callable",
    "Collection",
    "Container",
    "Coroutine",
    "Generator",
    "Hashable",
    "ItemsView",
    "Iterable",
    "Iterator",
    "KeysView",
    "Mapping",
    "MappingView",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Reversible",
    "Sequence",
    "Sized",
    "ValuesView",
)
_COLLECTIONS = {
    "Deque": "deque",
    "DefaultDict": "defaultdict",
    "OrderedDict": "OrderedDict",
    "Counter": "Counter",
    "ChainMap": "ChainMap",
}

PREFERRED: dict[str, str] = {
    **{f"typing.{name}": name.lower() for name in _BUILTIN},
    **{f"typing.{name}": f"collections.abc.{name}" for name in _ABSTRACT},
    **{f"typing.{old}": f"collections.{new}" for old, new in _COLLECTIONS.items()},
    "typing.AbstractSet": "collections.abc.Set",
    "typing.Text": "str",
    "typing.Pattern": "re.Pattern",
    "typing.Match": "re.Match",
    "typing.ContextManager": "contextlib.AbstractContextManager",
    "typing.AsyncContextManager": "contextlib.AbstractAsyncContextManager",
    "types.NoneType": "None",
}
"""The full name that stands for each older one."""

USUAL: dict[str, str] = {
    name: f"typing.{name}"
    for name in (
        *_BUILTIN,
        *(name for name in _ABSTRACT),
        *_COLLECTIONS,
        "AbstractSet",
        "Annotated",
        "Any",
        "AnyStr",
        "ClassVar",
        "Concatenate",
        "Final",
        "Literal",
        "LiteralString",
        "Never",
        "NoReturn",
        "NotRequired",
        "Optional",
        "Required",
        "Self",
        "TypeAlias",
        "TypeGuard",
        "Union",
        "Unpack",
    )
}
"""What a bare name means in a stub that forgot its imports."""

TRAILING_NONE = frozenset(["collections.abc.Generator", "collections.abc.AsyncGenerator"])
"""Their last parameters default to None (PEP 696)."""
