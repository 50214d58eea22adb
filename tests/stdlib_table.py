"""Derives ``pbc_tui/checks/analysis/stdlib_names.txt``: the standard library of each version.

    python -m tests.stdlib_table PYTHON3.8 PYTHON3.9 ...

Two sources are joined. Each interpreter named tells what its modules hold; typeshed, as it comes
with mypy, tells what the documentation promises for every supported version and platform, and is
the only source for versions that are not installed here.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = range(8, 15)
TABLE = Path(__file__).parent.parent / "pbc_tui/checks/analysis/stdlib_names.txt"
_OLDEST_OF_TYPESHED = 10
# They are modules all the same, but looking into them opens windows, prints or serves nobody.
_NO_PART_OF_IT = ("typing_extensions", "_typeshed")
_NOT_LOOKED_INTO = ("test", "idlelib", "turtledemo", "this", "antigravity", "__main__")
_HEADER = """\
# The standard library of Python 3.8 to 3.14, derived by tests/stdlib_table.py; not written by hand.
# A line: a module, then what it holds. "@9" is there since 3.9, "@-12" until before 3.12,
# "@9-12" both; without a mark it is there in all of them.
"""

_LOOK = r"""
import importlib, io, json, os, pkgutil, sys, sysconfig, types, warnings
warnings.simplefilter("ignore")
left_out = json.loads(sys.argv[1])
lib = sysconfig.get_path("stdlib")
def wanted(name):
    return not any(name == o or name.startswith(o + ".") for o in left_out) and not (
        name.startswith("_sysconfigdata") or ".__main__" in name or "._bundled" in name
        or ".tests" in name or ".test" in name or "._" in name or ".fixes." in name
        or name.startswith(("config-", "_pyrepl", "__phello__", "_test", "_xx", "xx")))
def walk(paths, prefix):
    for found in pkgutil.iter_modules(paths):
        name = prefix + found.name
        if wanted(name):
            yield name
            if found.ispkg:
                yield from walk([os.path.join(p, found.name) for p in paths], name + ".")
paths = [lib, os.path.join(lib, "lib-dynload")]
names = set(walk(paths, "")) | set(n for n in sys.builtin_module_names if wanted(n))
names |= set(n for n in getattr(sys, "stdlib_module_names", ()) if wanted(n))
if hasattr(os, "path"):
    names.add("os.path")
out = {}
for name in sorted(names):
    if name.startswith("_") and name != "__future__" or "._" in name:
        out[name] = None
        continue
    stdout = sys.stdout
    sys.stdout = io.StringIO()
    try:
        module = importlib.import_module(name)
    except BaseException:
        out[name] = None
        continue
    finally:
        sys.stdout = stdout
    top = name.partition(".")[0]
    public, incidental = [], []
    explicit = set(getattr(module, "__all__", ()))
    if name == "collections":
        # Until 3.9 these were found on demand, so no listing of the module shows them.
        import collections.abc
        explicit |= {n for n in collections.abc.__all__ if hasattr(module, n)}
    for attribute in sorted(set(dir(module)) | explicit):
        if attribute.startswith("_") and attribute not in explicit:
            continue
        try:
            value = getattr(module, attribute)
        except BaseException:
            continue
        home = getattr(value, "__module__", None)
        if isinstance(value, types.ModuleType):
            # A module that another one happens to import is none of its names.
            if name + "." + attribute not in names and attribute not in explicit:
                continue
            own = True
        elif isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
            origin = (home or "builtins").partition(".")[0]
            own = origin in ("builtins", top) or origin.lstrip("_") == top.lstrip("_")
        else:
            own = True
        (public if own or attribute in explicit else incidental).append(attribute)
    out[name] = [public, incidental]
print("\n" + json.dumps([sys.version_info[1], out]))
"""

Presence = dict[tuple[str, str], set[int]]


def main(interpreters: list[str]) -> None:
    """Write the table anew."""
    modules: dict[str, set[int]] = {name: set(VERSIONS) for name in _NOT_LOOKED_INTO}
    public: Presence = {}
    incidental: Presence = {}
    running = set()
    for python in interpreters:
        minor, found = _look(python)
        running.add(minor)
        for module, names in found.items():
            modules.setdefault(module, set()).add(minor)
            for kind, each in zip((public, incidental), names or ((), ()), strict=True):
                for name in each:
                    kind.setdefault((module, name), set()).add(minor)
    stubs = Typeshed()
    for module, span in stubs.modules():
        if told := {minor for minor in VERSIONS if minor in span}:
            modules.setdefault(module, set()).update(told)
    newest = max(running)
    for module, seen in modules.items():
        if module not in stubs.known and newest in seen:
            seen.update(range(newest, VERSIONS[-1] + 1))
    promised: Presence = {}
    for module in list(modules):
        for minor in range(_OLDEST_OF_TYPESHED, VERSIONS[-1] + 1):
            if minor in modules[module]:
                for name in stubs.names(module, minor):
                    promised.setdefault((module, name), set()).add(minor)
    for key, told in promised.items():
        seen = public.get(key, set()) | incidental.pop(key, set())
        if not seen and _OLDEST_OF_TYPESHED in told:
            # Not on this platform, so nobody here can say when it came; it is no news.
            seen = set(range(VERSIONS[0], _OLDEST_OF_TYPESHED)) & modules[key[0]]
        public[key] = seen | told
    for key, seen in public.items():
        if key not in promised and newest in seen:
            seen |= set(range(newest, VERSIONS[-1] + 1)) & modules[key[0]]
    for key in incidental:
        # What a module happens to import is no promise of any version.
        public.setdefault(key, set(modules[key[0]]))
    for parent, _, child in (name.rpartition(".") for name in modules):
        if parent in modules:
            public.setdefault((parent, child), set()).update(modules[f"{parent}.{child}"])
    TABLE.write_text(_HEADER + "".join(_lines(modules, public)), "utf-8")


def _look(python: str) -> tuple[int, dict[str, list[list[str]] | None]]:
    ran = subprocess.run(
        [python, "-I", "-S", "-c", _LOOK, json.dumps(_NOT_LOOKED_INTO)],
        capture_output=True,
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    minor, found = json.loads(ran.stdout.strip().rpartition("\n")[2])
    return minor, found


def _lines(modules: dict[str, set[int]], public: Presence) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for (module, name), seen in sorted(public.items()):
        private = module.startswith("_") and module != "__future__"
        if module in modules and name.isidentifier() and not private:
            names.setdefault(module, []).append(name + _mark(seen, modules[module]))
    for module, seen in sorted(modules.items()):
        yield " ".join([module + _mark(seen, set(VERSIONS)), *names.get(module, [])]) + "\n"


def _mark(seen: set[int], whole: set[int]) -> str:
    since = str(min(seen)) if min(seen) > min(whole) else ""
    until = f"-{max(seen) + 1}" if max(seen) < max(whole) else ""
    return f"@{since}{until}" if since or until else ""


class Typeshed:
    """The stubs of the standard library that come with mypy."""

    def __init__(self) -> None:
        import mypy

        self._root = Path(mypy.__file__).parent / "typeshed/stdlib"
        self._spans: dict[str, range] = {}
        for line in (self._root / "VERSIONS").read_text().splitlines():
            entry = line.partition("#")[0].strip()
            if entry:
                name, _, span = entry.partition(": ")
                first, _, last = span.partition("-")
                until = int(last.partition(".")[2]) + 1 if last else VERSIONS[-1] + 1
                self._spans[name] = range(int(first.partition(".")[2]), until)
        self.known: set[str] = set()
        self._trees: dict[str, tuple[ast.Module, bool] | None] = {}

    def modules(self) -> Iterator[tuple[str, range]]:
        """Every module with the versions that have it."""
        for path in sorted(self._root.rglob("*.pyi")):
            parts = list(path.relative_to(self._root).with_suffix("").parts)
            if parts[-1] == "__init__":
                parts.pop()
            name = ".".join(parts)
            if name.startswith((*_NO_PART_OF_IT, *_NOT_LOOKED_INTO)) or "._" in name:
                continue
            home = name
            while home not in self._spans:
                home = home.rpartition(".")[0]
            self.known.add(name)
            yield name, self._spans[home]

    def names(self, module: str, minor: int) -> set[str]:
        """The public names of a module in a version, on whatever platform."""
        found = self._tree(module)
        if found is None:
            return set()
        bound, exported = _Stub(self, module, minor, is_package=found[1]).read(found[0])
        return {name for name in bound if not name.startswith("_")} | exported

    def _tree(self, module: str) -> tuple[ast.Module, bool] | None:
        if module not in self._trees:
            base = self._root.joinpath(*module.split("."))
            plain, package = base.with_suffix(".pyi"), base / "__init__.pyi"
            place = plain if plain.is_file() else package
            self._trees[module] = (
                (ast.parse(place.read_text("utf-8")), place == package) if place.is_file() else None
            )
        return self._trees[module]


class _Stub:
    """What one stub offers in one version."""

    def __init__(self, stubs: Typeshed, module: str, minor: int, *, is_package: bool) -> None:
        self._stubs, self._module, self._minor = stubs, module, minor
        self._package = module if is_package else module.rpartition(".")[0]
        self._bound: set[str] = set()
        self._exported: set[str] = set()

    def read(self, module: ast.Module) -> tuple[set[str], set[str]]:
        """The names that it defines or re-exports, and those in its ``__all__``."""
        self._block(module.body)
        return self._bound, self._exported

    def _block(self, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.If):
                self._branches(node)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self._bound.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name) and target.id == "__all__":
                        self._exported |= set(ast.literal_eval(node.value)) if node.value else set()
                    elif isinstance(target, ast.Name):
                        self._bound.add(target.id)
            elif isinstance(node, ast.Import):
                self._bound |= {a.asname for a in node.names if a.asname == a.name}
            elif isinstance(node, ast.ImportFrom):
                self._imported(node)

    def _imported(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                home = node.module or ""
                if node.level:
                    home = ".".join(filter(None, [self._package, home]))
                self._bound |= self._stubs.names(home, self._minor)
            elif alias.asname == alias.name:
                self._bound.add(alias.name)

    def _branches(self, node: ast.If) -> None:
        taken = _holds(node.test, self._minor)
        if taken is not False:
            self._block(node.body)
        if taken is not True:
            self._block(node.orelse)


def _holds(test: ast.expr, minor: int) -> bool | None:
    if isinstance(test, ast.BoolOp):
        values = [_holds(value, minor) for value in test.values]
        settling = isinstance(test.op, ast.Or)
        return settling if settling in values else None if None in values else not settling
    if (
        isinstance(test, ast.Compare)
        and ast.unparse(test.left) == "sys.version_info"
        and isinstance(test.comparators[0], ast.Tuple)
    ):
        wanted: tuple[int, ...] = ast.literal_eval(test.comparators[0])
        return (3, minor) >= wanted if isinstance(test.ops[0], ast.GtE) else (3, minor) < wanted
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
