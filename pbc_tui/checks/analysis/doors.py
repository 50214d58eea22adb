"""What leads to the same thing under another name: a prohibition means all of it."""

from __future__ import annotations

from pbc_tui.checks.analysis.stdlib_versions import is_name_of, is_standard

_STARTERS = [
    "popen",
    "popen2",
    "popen3",
    "popen4",
    "system",
    "startfile",
    "posix_spawn",
    "posix_spawnp",
    "execl",
    "execle",
    "execlp",
    "execlpe",
    "execv",
    "execve",
    "execvp",
    "execvpe",
    "spawnl",
    "spawnle",
    "spawnlp",
    "spawnlpe",
    "spawnv",
    "spawnve",
    "spawnvp",
    "spawnvpe",
]
_SAME = {
    "os.environ": (
        "os.environb",
        "os.getenv",
        "os.getenvb",
        "os.path.expandvars",
        "posixpath.expandvars",
        "ntpath.expandvars",
        "wsgiref.handlers.read_environ",
    ),
    "os.getenv": ("os.getenvb",),
    "os.path": ("posixpath", "ntpath"),
    "os": ("posix", "nt"),
    "subprocess": (
        "_posixsubprocess",
        "_winapi.CreateProcess",
        "asyncio.subprocess",
        "asyncio.create_subprocess_exec",
        "asyncio.create_subprocess_shell",
        "pty.spawn",
        *(f"os.{name}" for name in _STARTERS),
    ),
    "importlib": ("builtins.__import__",),
    "datetime": ("_pydatetime",),
    "io": ("_pyio",),
    "decimal": ("_pydecimal",),
    "unittest.mock": ("mock",),
    "collections.abc": ("_collections_abc",),
    "importlib.import_module": ("builtins.__import__", "importlib.__import__"),
}
"""What a prohibited module or name is reached by as well."""


def doors_of(rule: str) -> frozenset[str]:
    """The dotted names that a prohibited module or name stands for, itself among them."""
    names = {rule, *_SAME.get(rule, ())}
    for name in list(names):
        top, dot, rest = name.partition(".")
        if top == "os" and dot:
            # The names of os come from the module of the system at hand.
            names |= {f"posix.{rest}", f"nt.{rest}"}
        elif is_standard(f"_{top}"):
            # The part that is written in C.
            names.add(f"_{name}")
    return frozenset(names)


def straightened(dotted: str) -> str:
    """A dotted name without detours: ``logging.os.environ`` is ``os.environ``.

    A detour is a module of the standard library that another one happens to import, and a package
    that carries others inside.
    """
    parts = dotted.removeprefix("pip._vendor.").removeprefix("setuptools._vendor.").split(".")
    for place in range(len(parts) - 1, 0, -1):
        before, part = parts[:place], parts[place].removeprefix("_")
        if (
            is_standard(before[0])
            and part != before[-1]
            and is_standard(part)
            and not is_name_of(".".join(before), parts[place])
        ):
            return ".".join([part, *parts[place + 1 :]])
    return ".".join(parts)
