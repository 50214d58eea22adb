"""The worker process: one request on standard input, one line of JSON per part on standard output.

A part that fails says so and leaves the others alone; a part that takes the process down loses only
itself and what comes after it, because every answer is flushed at once.
"""

from __future__ import annotations

import base64
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_MEMORY = 2_000_000_000
PROCESSOR_SECONDS = 20
"""So much processor time the reading of one file may take, in seconds."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked about: the bytes, their text, the kind, the specification.

    ``packages`` are the directories of what is installed for the project; ``whole`` says that every
    file of its plan is there.
    """

    content: bytes
    text: str
    kind: str
    root: str
    spec: dict[str, Any]
    packages: list[str] = field(default_factory=list)
    whole: bool = False

    @property
    def python(self) -> bool:
        """Whether the file holds Python."""
        return self.kind == "Python"


def main() -> None:
    """Answer the request on standard input, part by part."""
    limit()
    out = sys.stdout
    answer(request_from(json.load(sys.stdin)), lambda line: print(line, file=out, flush=True))


def request_from(raw: Mapping[str, Any]) -> Request:
    """The request as it comes over the pipe, its bytes in Base64."""
    return Request(**{**raw, "content": base64.b64decode(raw["content"])})


def answer(request: Request, say: Callable[[str], object]) -> None:
    """Say what each part reads from the text, one line of JSON each, as soon as it is known."""
    for name, part in _parts():
        told: dict[str, Any] = {"part": name}
        try:
            # A syntax tree that is too deep or a library that prints must not spoil the answer.
            with contextlib.redirect_stdout(sys.stderr):
                told["value"] = part(request)
        except RecursionError:
            told["fault"] = "the file is nested too deep to be judged"
        except Exception as error:
            told["fault"] = f"{type(error).__name__}: {error}"[:300]
        say(json.dumps(told))


def _parts() -> list[tuple[str, Callable[[Request], Any]]]:
    from pbc_tui.checks.analysis import parts

    return parts.PARTS


def limit() -> None:
    """Limit the memory and the processor time of this process."""
    with contextlib.suppress(ImportError):
        import resource

        for limit, value in (
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (value, value))
