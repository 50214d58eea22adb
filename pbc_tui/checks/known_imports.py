"""The import that a well-known name of the standard library needs when it was forgotten."""

from __future__ import annotations

import sys

_FROM = {
    "abc": "ABC ABCMeta abstractmethod",
    "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
    "collections.abc": (
        "AsyncIterable AsyncIterator Awaitable Callable Collection Coroutine Generator Hashable "
        "Iterable Iterator Mapping MutableMapping MutableSequence Sequence Sized"
    ),
    "contextlib": (
        "AbstractContextManager AsyncExitStack ExitStack asynccontextmanager contextmanager "
        "nullcontext suppress"
    ),
    "dataclasses": "asdict dataclass field fields replace",
    "datetime": "UTC datetime timedelta timezone",
    "decimal": "Decimal",
    "enum": "Enum Flag IntEnum StrEnum auto unique",
    "fractions": "Fraction",
    "functools": "cache cached_property lru_cache partial reduce singledispatch wraps",
    "http": "HTTPStatus",
    "importlib": "import_module",
    "io": "BytesIO StringIO",
    "itertools": "chain count cycle islice pairwise product zip_longest",
    "operator": "attrgetter itemgetter",
    "pathlib": "Path PurePath PurePosixPath",
    "string": "Template",
    "tempfile": "NamedTemporaryFile TemporaryDirectory",
    "textwrap": "dedent indent",
    "threading": "Lock RLock Thread",
    "types": "MappingProxyType SimpleNamespace TracebackType",
    "typing": (
        "IO TYPE_CHECKING Annotated Any ClassVar Final Generic Literal NamedTuple Never NewType "
        "NoReturn Optional ParamSpec Protocol Self TypeAlias TypeGuard TypeVar TypedDict Union "
        "cast overload override"
    ),
    "unittest.mock": "AsyncMock MagicMock Mock",
    "urllib.parse": "urlencode urljoin urlparse urlsplit",
    "uuid": "UUID uuid4",
}
_BY_NAME = {name: module for module, names in _FROM.items() for name in names.split()}
# As bare names these are words of everyday code rather than a module that was forgotten.
_WORDS = frozenset({"code", "cmd", "test", "this", "token", "types", "select", "site", "parser"})


def import_for(name: str) -> tuple[str, str] | None:
    """The import statement that brings a name, and its module; None for a name not known here."""
    if module := _BY_NAME.get(name):
        return f"from {module} import {name}", module
    if name in sys.stdlib_module_names and name not in _WORDS and not name.startswith("_"):
        return f"import {name}", name
    return None
