"""A Dockerfile carried out without a container: its stages become directories.

Only what generated Dockerfiles use is understood; anything else is a failure.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pathspec

from tests.agents.matrix.repository import Failed, Repository

NEEDED = "PBC_MATRIX_TOOLS"
"""Names packages that the tools of a stage need on this machine, for an index of its own."""

_KNOWN = frozenset(
    ("FROM", "ENV", "RUN", "WORKDIR", "COPY", "LABEL", "USER", "EXPOSE", "HEALTHCHECK")
) | {"CMD", "ENTRYPOINT"}


@dataclass
class Stage:
    """One stage: its directory, and what ENV has set in it."""

    root: Path
    environment: dict[str, str]
    workdir: Path = field(default_factory=Path)
    user: str = ""


@dataclass
class Image:
    """What building has made: the last stage, its command, and its health check."""

    stage: Stage
    command: list[str]
    health: list[str]


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile, continued lines joined, comments left out.

    Raises:
        Failed: for an instruction that is not known.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = []
    for line in joined.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word not in _KNOWN:
            raise Failed(f"Dockerfile: {line}")
        found.append((word, rest.strip()))
    return found


def build(repository: Repository, scratch: Path) -> Image:
    """Carry out all stages below ``scratch``.

    Raises:
        Failed: naming the instruction that did not work.
    """
    stages: dict[str, Stage] = {}
    stage: Stage | None = None
    entry: list[str] = []
    command: list[str] = []
    health: list[str] = []
    text = (repository.root / "Dockerfile").read_text(encoding="utf-8")
    for word, rest in instructions(text):
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "last"
            stage = stages[name] = Stage(scratch / name, dict(repository.environment))
            stage.root.mkdir(parents=True)
            stage.workdir = stage.root
            continue
        if stage is None:
            raise Failed(f"Dockerfile: {word} before FROM")
        match word:
            case "ENV":
                for key, value in re.findall(r'(\w+)=("[^"]*"|\S+)', rest):
                    plain = _moved(value.strip('"'), stage)
                    stage.environment[key] = plain.replace("$PATH", stage.environment["PATH"])
            case "WORKDIR":
                stage.workdir = stage.root / rest.lstrip("/")
                stage.workdir.mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(rest, stage, stages, repository.root)
            case "RUN" if not rest.startswith("useradd"):
                _run(rest, stage, repository)
            case "USER":
                stage.user = rest
            case "HEALTHCHECK":
                health = json.loads(rest.partition("CMD ")[2])
            case "CMD":
                command = json.loads(rest)
            case "ENTRYPOINT":
                entry = json.loads(rest)
    if stage is None or not stage.user or stage.user == "root":
        raise Failed("Dockerfile: the last stage runs as root")
    if len(stages) < 2:
        raise Failed("Dockerfile: one stage alone")
    return Image(stage, [*entry, *command], health)


def _moved(text: str, stage: Stage) -> str:
    return text.replace("/opt/venv", f"{stage.root.parent}/venv")


def _run(line: str, stage: Stage, repository: Repository) -> None:
    # The tools of the stage go into an environment of its own, beside the one that is copied.
    tools = stage.root / "tools"
    if not tools.exists():
        repository.run("python3", "-m", "venv", str(tools))
        if needed := os.environ.get(NEEDED, "").split():
            repository.run(str(tools / "bin" / "pip"), "install", "-q", *needed)
    path = f"{tools}/bin{os.pathsep}{stage.environment['PATH']}"
    kept = repository.environment
    repository.environment = {**stage.environment, "PATH": path}
    try:
        repository.run("sh", "-ec", _moved(line, stage), cwd=stage.workdir)
    finally:
        repository.environment = kept


def _copy(rest: str, stage: Stage, stages: dict[str, Stage], context: Path) -> None:
    words = rest.split()
    origin = ""
    if words[0].startswith("--from="):
        origin = words.pop(0).removeprefix("--from=")
    *sources, target = words
    for source in sources:
        if source == "/opt/venv":
            continue
        place = stage.workdir / target.removeprefix("./")
        found = stages[origin].root / source.lstrip("/") if origin else context / source
        if not found.exists():
            raise Failed(f"Dockerfile: COPY {rest}: {source} is not there")
        if origin or found.is_file():
            _put(found, place / found.name if target.endswith("/") else place)
            continue
        for file in _let_in(context):
            if file.is_relative_to(found):
                _put(file, place / file.relative_to(found))


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)


def _let_in(context: Path) -> list[Path]:
    """The files that .dockerignore lets through; its patterns are anchored, unlike git's."""
    lines = (context / ".dockerignore").read_text(encoding="utf-8").splitlines()
    anchored = [_anchored(line) for line in lines if line and not line.startswith("#")]
    if "/*" in anchored:
        anchored.remove("/*")
        allowed = [line[1:] for line in anchored if line.startswith("!")]
        rules = pathspec.PathSpec.from_lines("gitignore", allowed)
        refused = [line for line in anchored if not line.startswith("!")]
        barred = pathspec.PathSpec.from_lines("gitignore", refused)
        files = [path for path in context.rglob("*") if path.is_file()]
        names = {path: path.relative_to(context).as_posix() for path in files}
        return [
            path
            for path, name in names.items()
            if rules.match_file(name) and not barred.match_file(name)
        ]
    raise Failed(".dockerignore lets everything in")


def _anchored(line: str) -> str:
    sign, body = ("!", line[1:]) if line.startswith("!") else ("", line)
    return f"{sign}{body}" if body.startswith("**") else f"{sign}/{body.lstrip('/')}"
