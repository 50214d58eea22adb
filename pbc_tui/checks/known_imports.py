"""The import that a well-known name needs when it was forgotten."""

from __future__ import annotations

from collections.abc import Callable

from pbc_tui.checks.analysis.stdlib_versions import is_standard, module_fault, name_fault

_FROM = {
    "abc": "ABC ABCMeta abstractmethod",
    "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
    "collections.abc": (
        "AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable Collection Coroutine "
        "Generator Hashable Iterable Iterator Mapping MutableMapping MutableSequence MutableSet "
        "Sequence Sized"
    ),
    "contextlib": (
        "AbstractAsyncContextManager AbstractContextManager AsyncExitStack ExitStack "
        "asynccontextmanager contextmanager nullcontext suppress"
    ),
    "dataclasses": "asdict astuple dataclass field fields replace",
    "datetime": "UTC datetime timedelta timezone",
    "decimal": "Decimal",
    "enum": "Enum Flag IntEnum StrEnum auto unique",
    "fractions": "Fraction",
    "functools": (
        "cache cached_property lru_cache partial reduce singledispatch total_ordering wraps"
    ),
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
        "IO TYPE_CHECKING Annotated Any ClassVar Concatenate Dict Final FrozenSet Generic List "
        "Literal NamedTuple Never NewType NoReturn Optional ParamSpec Protocol Self Set Tuple Type "
        "TypeAlias TypeGuard TypeVar TypedDict Union cast overload override runtime_checkable"
    ),
    "unittest.mock": "AsyncMock MagicMock Mock",
    "urllib.parse": "urlencode urljoin urlparse urlsplit",
    "uuid": "UUID uuid4",
}
_FROM_PACKAGES = {
    "pydantic": (
        "BaseModel ConfigDict Field ValidationError field_validator model_validator SecretStr "
        "HttpUrl EmailStr TypeAdapter"
    ),
    "pydantic_settings": "BaseSettings SettingsConfigDict",
    "fastapi": (
        "APIRouter Depends FastAPI Header HTTPException Query Request Response UploadFile status"
    ),
    "sqlalchemy": "Column ForeignKey Integer String create_engine select",
    "sqlalchemy.orm": "DeclarativeBase Mapped Session mapped_column relationship sessionmaker",
    "typing_extensions": "Self override",
}
_AS = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "sa": "sqlalchemy"}
_BY_NAME = {name: module for module, names in _FROM.items() for name in names.split()}
_BY_PACKAGE = [(name, module) for module, names in _FROM_PACKAGES.items() for name in names.split()]
# As bare names these are words of everyday code rather than a module that was forgotten.
_WORDS = frozenset(
    [
        "code",
        "cmd",
        "test",
        "this",
        "token",
        "types",
        "select",
        "site",
        "parser",
        "symbol",
        "formatter",
        "chunk",
        "pipes",
        "user",
    ]
)


def import_for(name: str, minor: int, allows: Callable[[str], bool]) -> str | None:
    """The import statement that brings a name on Python 3.``minor``; None for a name not known.

    ``allows`` says whether a module may be imported.
    """
    module = _BY_NAME.get(name)
    if module and allows(module) and not name_fault(f"{module}.{name}", minor):
        return f"from {module} import {name}"
    for known, package in _BY_PACKAGE:
        if known == name and allows(package):
            return f"from {package} import {name}"
    if (package := _AS.get(name, "")) and allows(package):
        return f"import {package} as {name}"
    standard = is_standard(name) and name not in _WORDS and not module_fault(name, minor)
    if not name.startswith("_") and (standard or not is_standard(name)) and allows(name):
        return f"import {name}"
    return None
