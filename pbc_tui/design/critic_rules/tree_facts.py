"""What the critic needs to know of a structure, gathered in one walk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.design.structure import Tree

_ROOT_SCRIPTS = frozenset(
    ["setup.py", "conftest.py", "noxfile.py", "manage.py", "tasks.py", "wsgi.py", "asgi.py"]
)
_CI = (
    ".github/workflows/",
    ".gitlab-ci",
    ".circleci/",
    ".woodpecker",
    ".forgejo/workflows/",
    "azure-pipelines.yml",
    "Jenkinsfile",
)
_NOT_PRODUCT = frozenset(
    ["tests", "test", "docs", "doc", "examples", "example", "scripts", "tools"]
)


def base_name(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def parent_of(path: str) -> str:
    """The directory of a path, "" at the root."""
    return path.rpartition("/")[0]


@dataclass(frozen=True)
class TreeFacts:
    """One structure, seen as lists. Paths are relative to the repository's root."""

    files: tuple[str, ...] = ()
    directories: tuple[str, ...] = ()
    purposes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Tree) -> TreeFacts:
        """Gather the facts of a tree."""
        files: list[str] = []
        directories: list[str] = []
        purposes: dict[str, str] = {}
        for path, node in tree.walk():
            if node.is_directory:
                directories.append(path)
            else:
                files.append(path)
                purposes[path] = node.purpose
        return cls(tuple(files), tuple(directories), purposes)

    @property
    def empty(self) -> bool:
        """Whether there is no file yet."""
        return not self.files

    @cached_property
    def names(self) -> frozenset[str]:
        """The lower-case base names of all files."""
        return frozenset(base_name(path).lower() for path in self.files)

    @cached_property
    def root_names(self) -> frozenset[str]:
        """The lower-case names of the files at the root."""
        return frozenset(path.lower() for path in self.files if "/" not in path)

    @cached_property
    def runs_checks(self) -> bool:
        """Whether a workflow of a CI service is there."""
        return any(path.startswith(_CI) for path in self.files)

    @cached_property
    def directory_names(self) -> frozenset[str]:
        """The lower-case base names of all directories."""
        return frozenset(base_name(path).lower() for path in self.directories)

    @cached_property
    def top_level(self) -> tuple[str, ...]:
        """The visible directories at the root."""
        return tuple(
            path for path in self.directories if "/" not in path and not path.startswith(".")
        )

    @cached_property
    def tests(self) -> tuple[str, ...]:
        """The test files (not a bare ``tests/__init__.py``)."""
        return tuple(
            path
            for path in self.files
            if path.endswith("_test.py")
            or (path.endswith(".py") and base_name(path).startswith("test_"))
        )

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The product's own Python files: no tests, examples, docs or scripts at the root."""
        return tuple(
            path
            for path in self.files
            if path.endswith(".py")
            and not is_test_file(path)
            and path.split("/")[0] not in _NOT_PRODUCT
            and path not in _ROOT_SCRIPTS
        )

    @cached_property
    def code(self) -> tuple[str, ...]:
        """The modules that hold code of their own: not the ``__init__`` files."""
        return tuple(path for path in self.modules if base_name(path) != "__init__.py")

    @cached_property
    def root_code(self) -> tuple[str, ...]:
        """The modules that lie loose at the root."""
        return tuple(path for path in self.modules if "/" not in path)

    @cached_property
    def packages(self) -> tuple[str, ...]:
        """The directories below which the product's modules lie, at the root or below ``src``."""
        found: dict[str, None] = {}
        for path in self.modules:
            parts = path.split("/")
            if parts[0] == "src" and len(parts) > 2:
                found.setdefault("/".join(parts[:2]))
            elif parts[0] != "src" and len(parts) > 1 and not parts[0].startswith("."):
                found.setdefault(parts[0])
        return tuple(found)

    @cached_property
    def without_init(self) -> tuple[str, ...]:
        """The directories of product code that lack their ``__init__.py``."""
        files = set(self.files)
        holders = {parent_of(path) for path in self.modules if "/" in path}
        return tuple(
            path
            for path in self.directories
            if path in holders and path != "src" and f"{path}/__init__.py" not in files
        )

    def has_package(self, name: str) -> bool:
        """Whether the package of this name is there, flat or below ``src``."""
        return any(base_name(path) == name for path in self.packages) or any(
            path in self.files for path in (f"src/{name}.py", f"{name}.py")
        )

    def has_directory(self, *names: str) -> bool:
        """Whether a directory with one of these names is anywhere."""
        return any(name in self.directory_names for name in names)

    def has_module(self, *stems: str) -> bool:
        """Whether the product has a module or package with one of these names."""
        wanted = set(stems)
        return any(
            base_name(path).removesuffix(".py") in wanted or base_name(parent_of(path)) in wanted
            for path in self.modules
        )

    def named(self, *names: str) -> tuple[str, ...]:
        """The files with one of these lower-case base names."""
        return tuple(path for path in self.files if base_name(path).lower() in names)
