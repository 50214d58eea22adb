"""The standard library of each target version: modules that come and go, names that are newer.

Source: "What's New in Python" 3.11 to 3.14 and PEP 594; versions are the minor number of Python 3.
"""

from __future__ import annotations

import sys

ADDED = {
    "tomllib": 11,
    "annotationlib": 14,
    "compression": 14,
}
"""Top-level modules and the version that brought them, as far as it is newer than 3.10."""

REMOVED = {
    "binhex": 11,
    **dict.fromkeys(("asynchat", "asyncore", "distutils", "imp", "smtpd"), 12),
    **dict.fromkeys(
        [
            "aifc",
            "audioop",
            "cgi",
            "cgitb",
            "chunk",
            "crypt",
            "imghdr",
            "lib2to3",
            "mailcap",
            "msilib",
            "nis",
            "nntplib",
            "ossaudiodev",
            "pipes",
            "sndhdr",
            "spwd",
            "sunau",
            "telnetlib",
            "uu",
            "xdrlib",
        ],
        13,
    ),
}
"""Top-level modules and the first version that lacks them."""

NEWER_NAMES = {
    11: (
        "asyncio.Barrier asyncio.Runner asyncio.TaskGroup asyncio.timeout asyncio.timeout_at "
        "contextlib.chdir datetime.UTC enum.EnumCheck enum.EnumType enum.FlagBoundary "
        "enum.ReprEnum enum.StrEnum enum.member enum.nonmember enum.property enum.verify "
        "hashlib.file_digest inspect.getmembers_static logging.getLevelNamesMapping math.cbrt "
        "math.exp2 operator.call typing.LiteralString "
        "typing.Never typing.NotRequired typing.Required typing.Self typing.TypeVarTuple "
        "typing.Unpack typing.assert_never typing.assert_type typing.clear_overloads "
        "typing.dataclass_transform typing.get_overloads typing.reveal_type "
        "wsgiref.types"
    ),
    12: (
        "calendar.Day calendar.Month collections.abc.Buffer "
        "inspect.BufferFlags inspect.getasyncgenlocals inspect.getasyncgenstate "
        "inspect.markcoroutinefunction itertools.batched math.sumprod "
        "sys.monitoring types.get_original_bases typing.TypeAliasType "
        "typing.override asyncio.eager_task_factory "
        "asyncio.create_eager_task_factory"
    ),
    13: (
        "copy.replace dbm.sqlite3 math.fma os.process_cpu_count "
        "pathlib.UnsupportedOperation queue.ShutDown asyncio.QueueShutDown "
        "typing.NoDefault typing.ReadOnly typing.TypeIs typing.get_protocol_members "
        "typing.is_protocol warnings.deprecated glob.translate base64.z85encode base64.z85decode "
        "types.CapsuleType"
    ),
    14: (
        "concurrent.futures.InterpreterPoolExecutor concurrent.interpreters string.templatelib "
        "pathlib.types typing.evaluate_forward_ref functools.Placeholder heapq.heapify_max "
        "heapq.heappop_max heapq.heappush_max uuid.uuid6 uuid.uuid7 uuid.uuid8 "
        "asyncio.capture_call_graph asyncio.print_call_graph operator.is_none "
        "operator.is_not_none io.Reader io.Writer"
    ),
}
"""Names inside modules by the version that brought them."""

GONE_NAMES = {
    11: (
        "asyncio.coroutine inspect.formatargspec inspect.getargspec gettext.lgettext "
        "gettext.ldgettext"
    ),
    12: (
        "configparser.SafeConfigParser pkgutil.ImpImporter pkgutil.ImpLoader "
        "sqlite3.enable_shared_cache ssl.RAND_pseudo_bytes ssl.match_hostname ssl.wrap_socket "
        "importlib.find_loader importlib.util.set_package importlib.util.module_for_loader"
    ),
    13: (
        "locale.resetlocale typing.io typing.re unittest.findTestCases "
        "unittest.getTestCaseNames unittest.makeSuite "
        ""
    ),
    14: (
        "asyncio.AbstractChildWatcher asyncio.FastChildWatcher asyncio.MultiLoopChildWatcher "
        "asyncio.PidfdChildWatcher asyncio.SafeChildWatcher asyncio.ThreadedChildWatcher "
        "asyncio.get_child_watcher asyncio.set_child_watcher ast.Bytes ast.Ellipsis "
        "ast.NameConstant ast.Num ast.Str pkgutil.find_loader pkgutil.get_loader "
        "importlib.abc.ResourceReader importlib.abc.Traversable importlib.abc.TraversableResources "
        "sqlite3.version sqlite3.version_info urllib.request.URLopener "
        "urllib.request.FancyURLopener"
    ),
}
"""Names inside modules by the first version that lacks them."""

_SINCE = {name: minor for minor, names in NEWER_NAMES.items() for name in names.split()}
_UNTIL = {name: minor for minor, names in GONE_NAMES.items() for name in names.split()}
_EVER = frozenset(sys.stdlib_module_names) | ADDED.keys() | REMOVED.keys()


def is_standard(module: str) -> bool:
    """Whether a top-level module belongs to the standard library of any version."""
    return module in _EVER


def module_fault(module: str, minor: int) -> str:
    """Why a standard module is not there in Python 3.``minor``; "" when it is."""
    if module in REMOVED and minor >= REMOVED[module]:
        return f"{module} left the standard library in Python 3.{REMOVED[module]}"
    if module in ADDED and minor < ADDED[module]:
        return f"{module} is newer than Python 3.{minor}: it came with 3.{ADDED[module]}"
    return ""


def name_fault(dotted: str, minor: int) -> str:
    """Why a name of a standard module is not there in Python 3.``minor``; "" when it is."""
    if dotted in _UNTIL and minor >= _UNTIL[dotted]:
        return f"{dotted} was removed in Python 3.{_UNTIL[dotted]}"
    if dotted in _SINCE and minor < _SINCE[dotted]:
        return f"{dotted} is newer than Python 3.{minor}: it came with 3.{_SINCE[dotted]}"
    return ""
