"""Dockerfiles, by their reference: instructions, continued lines, heredocs, FROM first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.formats.lines import last_place, lines_of
from pbc_tui.checks.analysis.leftovers import elided, leftovers
from pbc_tui.checks.analysis.spot import Spot

_INSTRUCTIONS = frozenset(
    [
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"),
        *("LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME"),
        "WORKDIR",
    ]
)
_WITH_HEREDOCS = ("RUN", "COPY", "ADD")
_HEREDOC = re.compile(r"(?:^|\s)\d*<<(-?)([\"']?)([A-Za-z_]\w*)\2(?=$|[\s;&|>)])")
_ESCAPE = re.compile(r"#\s*escape\s*=\s*(\S)\s*$", re.IGNORECASE)


def dockerfile_faults(text: str) -> list[Spot]:
    """What keeps a text from being a Dockerfile."""
    found = leftovers(text)
    reading = _Reading(lines_of(text))
    spots = list(reading.faults())
    if spots and spots[0].line == 0 and found:
        spots = []
    if not spots and reading.unfinished:
        message = f"the output seems cut off: {reading.unfinished}"
        spots = [Spot(*last_place(text), "cut-off", message)]
    return [*found, *spots] or elided(text, ("#",))


class _Reading:
    """Reads the instructions of a Dockerfile; ``unfinished`` says what was open at its end."""

    def __init__(self, lines: list[str]) -> None:
        self.unfinished = ""
        self._lines = lines
        self._escape = "\\"
        self._began = False

    def faults(self) -> Iterator[Spot]:
        for number, instruction in self._instructions():
            word, _, rest = instruction.partition(" ")
            name = word.upper()
            if name not in _INSTRUCTIONS:
                yield Spot(number, 1, "dockerfile", f"{word!r} is no Dockerfile instruction")
                return
            if not self._began and name not in ("FROM", "ARG"):
                yield Spot(number, 1, "dockerfile", f"{name} stands before FROM")
                return
            self._began = self._began or name == "FROM"
            if fault := _fault(name, rest.strip()):
                yield Spot(number, 1, "dockerfile", fault)
        if not self._began:
            yield Spot(0, 0, "dockerfile", "there is no FROM instruction")

    def _instructions(self) -> Iterator[tuple[int, str]]:
        """Each instruction in one line, with the line where it begins."""
        heredocs: list[tuple[bool, str]] = []
        parts: list[str] = []
        begun = 0
        for number, line in enumerate(self._lines, 1):
            if heredocs:
                strips, word = heredocs[0]
                if (line.lstrip("\t") if strips else line) == word:
                    heredocs.pop(0)
                continue
            bare = line.strip()
            if not begun and (escape := _ESCAPE.match(bare)):
                self._escape = escape.group(1)
            if not bare or bare.startswith("#"):
                continue
            begun = begun if parts else number
            continued = bare.endswith(self._escape)
            parts.append(bare.removesuffix(self._escape).strip() if continued else bare)
            if continued:
                continue
            whole, parts = " ".join(parts), []
            if whole.split()[0].upper() in _WITH_HEREDOCS:
                heredocs = [(bool(one[1]), one[3]) for one in _HEREDOC.finditer(whole)]
            yield begun, whole
        if parts:
            yield begun, " ".join(parts)
            self.unfinished = "the last line continues"
        elif heredocs:
            self.unfinished = f"the heredoc {heredocs[0][1]!r} is never closed"


def _fault(name: str, rest: str) -> str:
    words = [word for word in rest.split() if not word.startswith("--")]
    if not words and name not in ("CMD", "ENTRYPOINT"):
        return f"{name} needs an argument"
    if name == "FROM" and not (len(words) == 1 or (len(words) == 3 and words[1].upper() == "AS")):
        return "FROM wants an image, and at most 'AS name' behind it"
    if name in ("COPY", "ADD") and len(words) < 2 and "<<" not in rest and not rest.startswith("["):
        return f"{name} needs a source and a destination"
    return ""
