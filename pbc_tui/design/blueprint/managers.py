"""What each dependency manager is called, runs and writes: one table for README, CI and workspace.

The argument lists are those of the tools' current documentation, named by each entry's link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbc_tui.design import options as o

_PIP = ("python", "-m", "pip", "install")


@dataclass(frozen=True, slots=True)
class Manager:
    """One dependency manager. All argument lists run in the repository's root.

    ``executable`` is what must be on PATH, ``obtain`` installs it where it is missing, () where
    Python brings it. ``lock`` writes ``lock_file`` and ``lock_check`` compares it with
    pyproject.toml; (), () and "" where the manager has none. ``install`` installs the project
    alone, ``develop`` with everything of the extra dev, ``document`` with the extra docs as well.
    ``run`` stands before a command that is to run in the project's environment, ``use`` before one
    that is to run after ``install`` alone, () where ``run`` does: ``uv run`` would install what is
    for development. ``build`` makes wheel and sdist by ``backend``, which ``build_requires``
    installs (PEP 517).
    """

    option: o.Dependencies
    title: str
    executable: str
    documentation: str
    build_requires: str
    backend: str
    install: tuple[str, ...]
    develop: tuple[str, ...]
    document: tuple[str, ...]
    build: tuple[str, ...]
    run: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    obtain: tuple[str, ...] = ()
    lock_file: str = ""
    lock: tuple[str, ...] = ()
    lock_check: tuple[str, ...] = ()

    @property
    def test(self) -> tuple[str, ...]:
        """Runs the whole test suite."""
        return self.running("pytest")

    @property
    def own_environment(self) -> bool:
        """Whether the manager makes the virtual environment by itself."""
        return bool(self.run)

    def running(self, *command: str) -> tuple[str, ...]:
        """A command as it is run in the project's environment."""
        return (*self.run, *command)

    def using(self, *command: str) -> tuple[str, ...]:
        """A command as it is run where the project alone is installed."""
        return (*(self.use or self.run), *command)


MANAGERS: Mapping[o.Dependencies, Manager] = {
    entry.option: entry
    for entry in (
        Manager(
            o.Dependencies.UV,
            "uv",
            executable="uv",
            documentation="https://docs.astral.sh/uv/",
            build_requires="uv_build>=0.9,<1.0",
            backend="uv_build",
            install=("uv", "sync", "--no-dev"),
            develop=("uv", "sync"),
            document=("uv", "sync", "--extra", "docs"),
            build=("uv", "build"),
            run=("uv", "run"),
            use=("uv", "run", "--no-dev"),
            obtain=("pipx", "install", "uv"),
            lock_file="uv.lock",
            lock=("uv", "lock"),
            lock_check=("uv", "lock", "--check"),
        ),
        Manager(
            o.Dependencies.POETRY,
            "Poetry",
            executable="poetry",
            documentation="https://python-poetry.org/docs/",
            build_requires="poetry-core>=2.2,<3.0",
            backend="poetry.core.masonry.api",
            install=("poetry", "install"),
            develop=("poetry", "install", "--extras", "dev"),
            document=("poetry", "install", "--extras", "dev docs"),
            build=("poetry", "build"),
            run=("poetry", "run"),
            obtain=("pipx", "install", "poetry"),
            lock_file="poetry.lock",
            lock=("poetry", "lock"),
            lock_check=("poetry", "check", "--lock"),
        ),
        Manager(
            o.Dependencies.PDM,
            "PDM",
            executable="pdm",
            documentation="https://pdm-project.org/",
            build_requires="pdm-backend>=2.4,<3.0",
            backend="pdm.backend",
            install=("pdm", "install", "--prod"),
            develop=("pdm", "install"),
            document=("pdm", "install", "--group", "docs"),
            build=("pdm", "build"),
            run=("pdm", "run"),
            obtain=("pipx", "install", "pdm[locked]"),
            lock_file="pdm.lock",
            lock=("pdm", "lock", "--group", ":all"),
            lock_check=("pdm", "lock", "--check"),
        ),
        Manager(
            o.Dependencies.PIP_REQUIREMENTS,
            "pip",
            executable="python",
            documentation="https://pip.pypa.io/",
            build_requires="setuptools>=77.0,<100.0",
            backend="setuptools.build_meta",
            install=(*_PIP, "-r", "requirements.txt", "-e", "."),
            develop=(*_PIP, "-r", "requirements-dev.txt"),
            document=(*_PIP, "-e", ".[dev,docs]"),
            build=("python", "-m", "build"),
        ),
        Manager(
            o.Dependencies.PIP_PYPROJECT,
            "pip",
            executable="python",
            documentation="https://pip.pypa.io/",
            build_requires="hatchling>=1.27,<2.0",
            backend="hatchling.build",
            install=(*_PIP, "-e", "."),
            develop=(*_PIP, "-e", ".[dev]"),
            document=(*_PIP, "-e", ".[dev,docs]"),
            build=("python", "-m", "build"),
        ),
    )
}


def command_line(argv: Sequence[str]) -> str:
    """An argument list as one line that POSIX shells, PowerShell and cmd read alike.

    Only for arguments of this table: nothing in them needs more than double quotes.
    """
    return " ".join(
        f'"{word}"' if any(character in word for character in " []*<>") else word for word in argv
    )
