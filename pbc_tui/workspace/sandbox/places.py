"""What a program needs of this machine to run, and nothing else of it."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

# As many as the kernel follows (path_resolution(7)).
_MOST_LINKS = 40

SYSTEM = ("/usr", "/nix/store", "/gnu/store")
"""Where programs and libraries of the system lie; nothing of a person's does."""
SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
"""Directories that lead into ``/usr`` on most systems and are real ones on the others."""
SETTINGS = (
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/mime.types",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
    "/etc/ca-certificates",
    "/etc/pki/tls/certs",
    "/etc/pki/ca-trust/extracted",
)
"""The public part of ``/etc``: how libraries are found, the time zone, certificates."""


def interpreter_places(python: Path) -> tuple[Path, ...]:
    """What must be readable for an interpreter to run with its packages.

    That is its virtual environment, each link on the way, and the installation behind it. An
    installation that shares its directory with other things (``~/.local``) is named part by part.
    """
    python = Path(plain(python))
    found: list[Path] = list(links_on(python))
    real = Path(os.path.realpath(python))
    for program in (python, *found):
        if (program.parent.parent / "pyvenv.cfg").is_file():
            environment = program.parent.parent
            found += [*links_on(environment), Path(os.path.realpath(environment))]
            real = _base_program(environment) or real
            found += links_on(real)
            real = Path(os.path.realpath(real))
            break
    found += _installation(real)
    return tuple(dict.fromkeys(found))


def plain(program: str | Path) -> str:
    """The absolute path of a program without ``..``, by which it is found inside as well.

    The program itself may be a link: an environment's interpreter is known by where the link lies.
    """
    path = os.path.join(os.getcwd(), program)
    if ".." not in Path(path).parts:
        return os.path.normpath(path)
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def links_on(path: Path) -> Iterator[Path]:
    """Each symbolic link that is met on the way to what ``path`` means, in order."""
    waiting = list(reversed(Path(os.path.abspath(path)).parts[1:]))
    here = Path("/")
    found = 0
    while waiting and found < _MOST_LINKS:
        part = waiting.pop()
        if part == "..":
            here = here.parent
            continue
        step = here / part
        if not step.is_symlink():
            here = step
            continue
        yield step
        found += 1
        target = Path(os.readlink(step))
        if target.is_absolute():
            here = Path("/")
        waiting += reversed([each for each in target.parts if each not in ("/", ".")])


def outermost(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths that lie in no other of them, nor in the system's own directories."""
    system = [Path(each) for each in SYSTEM]
    kept: list[Path] = []
    for path in sorted(dict.fromkeys(paths), key=lambda each: len(each.parts)):
        around = [each for each in kept if not each.is_symlink()]
        if not any(path.is_relative_to(each) for each in (*system, *around)):
            kept.append(path)
    return tuple(kept)


def _base_program(environment: Path) -> Path | None:
    """The interpreter of which a virtual environment was made, by its ``pyvenv.cfg``."""
    settings: dict[str, str] = {}
    try:
        for line in (environment / "pyvenv.cfg").read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            settings[name.strip().lower()] = value.strip()
    except (OSError, ValueError):
        return None
    for candidate in (settings.get("executable"), settings.get("base-executable")):
        if candidate and os.path.isfile(candidate):
            return Path(candidate)
    home = settings.get("home", "")
    python = Path(home) / "python3"
    return python if home and python.is_file() else None


def _installation(program: Path) -> list[Path]:
    prefix = program.parent.parent
    if not _is_shared(prefix):
        return [prefix]
    found = [program]
    libraries = prefix / sysconfig.get_config_var("platlibdir")
    for pattern in ("python3*", "libpython3*"):
        for directory in {libraries, prefix / "lib"}:
            found += directory.glob(pattern)
    return sorted(found)


def _is_shared(prefix: Path) -> bool:
    """Whether an installation's directory may hold other things than the installation."""
    home = Path(os.path.realpath(Path.home()))
    return home.is_relative_to(prefix) or prefix in (home / ".local", Path("/usr/local"))
