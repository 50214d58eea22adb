"""One task with everything that its prompt draws on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pbc_tui.design import catalog
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.blueprint.dependencies import (
    Dependency,
    dev_dependencies,
    docs_dependencies,
    runtime_dependencies,
    test_dependencies,
)
from pbc_tui.design.blueprint.managers import MANAGERS, Manager, command_line
from pbc_tui.design.plan.build import Plan
from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.kinds import FileKind, kind_of
from pbc_tui.prompts.signatures import signatures


@dataclass(frozen=True)
class Assignment:
    """A task in its plan; ``accepted`` maps paths to the source of files that were accepted.

    ``together`` holds the tasks that are handed over at once, () where it is this one alone.
    """

    plan: Plan
    task: Task
    accepted: Mapping[str, str] = field(default_factory=dict)
    together: tuple[Task, ...] = ()

    @property
    def context(self) -> Context:
        """The design."""
        return self.plan.context

    @cached_property
    def kind(self) -> FileKind:
        """The kind of the target file."""
        return kind_of(self.task)

    @cached_property
    def needs(self) -> tuple[Task, ...]:
        """The tasks that this one depends on, in the plan's order."""
        wanted = set(self.task.depends)
        return tuple(task for task in self.plan.tasks if task.id in wanted)

    @cached_property
    def users(self) -> tuple[Task, ...]:
        """The tasks that depend on this one."""
        return self.plan.dependents(self.task.id)

    @cached_property
    def test_tasks(self) -> tuple[Task, ...]:
        """The tasks of the test files that try the target."""
        return tuple(
            self.plan.by_path[path]
            for path in self.task.spec.tests
            if path in self.plan.by_path and path != self.task.path
        )

    @property
    def is_test(self) -> bool:
        """Whether the target is a test or serves only tests."""
        return is_test_file(self.task.path)

    @property
    def module(self) -> str:
        """The dotted name under which the target is imported; "" where it is no Python file."""
        return module_name(self.task.path) if self.kind.code else ""

    @property
    def manager(self) -> Manager:
        """The dependency manager."""
        return MANAGERS[self.context.manager]

    def running(self, *command: str) -> str:
        """A command line in the project's environment."""
        return command_line(self.manager.running(*command))

    def offered(self, task: Task) -> str:
        """What another file offers: the signatures of its accepted source, else its contract."""
        return signatures(self.accepted.get(task.path, "")) or task.spec.contract.strip()

    def specifier(self, name: str) -> str:
        """The bounds of a dependency, "" where the design names none."""
        entry = self._dependencies.get(_normalized(name))
        return entry.specifier if entry else ""

    def importable(self, name: str) -> str:
        """The module that a distribution is imported as."""
        entry = self._dependencies.get(_normalized(name))
        return entry.module if entry and entry.module else name.replace("-", "_")

    def words(self, key: str) -> str:
        """The person's answer to a question, in words."""
        return catalog.display(key, self.context.answers.get(key))

    def fill(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Sentences of the file's kind, filled in for this project."""
        return tuple(sentence.format_map(self._words) for sentence in sentences)

    @cached_property
    def _words(self) -> dict[str, str]:
        run = command_line(self.manager.run)
        return {
            "path": self.task.path,
            "name": posixpath.basename(self.task.path),
            "module": self.module or self.context.package,
            "repository": self.context.repository,
            "package": self.context.package,
            "python": self.context.python,
            "specifier": self.context.python_specifier,
            "manager": self.manager.title,
            "lock": command_line(self.manager.lock) or f"{self.manager.title} install",
            # pip has nothing to run a tool with: `python -m` finds it in the active environment.
            "run": run or "python -m",
            "python_command": f"{run} python" if run else "python",
        }

    @cached_property
    def _dependencies(self) -> dict[str, Dependency]:
        every = (
            *docs_dependencies(self.context),
            *dev_dependencies(self.context),
            *test_dependencies(self.context),
            *runtime_dependencies(self.context),
        )
        return {_normalized(entry.name): entry for entry in every}


def _normalized(name: str) -> str:
    return name.lower().replace("_", "-")
