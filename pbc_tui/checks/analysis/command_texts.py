"""Dangers in files that hold commands or objects, no Python: Dockerfiles and YAML (SPEC 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_tui.checks.analysis.formats.lines import lines_of
from pbc_tui.checks.analysis.spot import Spot

_KINDS = frozenset({"Dockerfile", "YAML"})
_TLS = "the TLS certificate is not verified"
# An option belongs to its command only up to where the next command begins.
_SAME = r"[^;|&#\n]{0,300}?\s"
_DANGERS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "tls",
        _TLS,
        re.compile(rf"\bcurl\b{_SAME}(?:--insecure\b|-[a-zA-Z]{{0,12}}k[a-zA-Z]{{0,12}}(?=\s|$))"),
    ),
    ("tls", _TLS, re.compile(rf"\bwget\b{_SAME}--no-check-certificate\b")),
    ("tls", _TLS, re.compile(rf"\bpip3?\b{_SAME}--trusted-host\b")),
    ("tls", _TLS, re.compile(r"\bhttp\.sslVerify[= ]\W?(?:false|0)\b", re.IGNORECASE)),
    ("tls", _TLS, re.compile(r"\b(?:PYTHONHTTPSVERIFY|NODE_TLS_REJECT_UNAUTHORIZED)\W{1,3}0\b")),
    ("tls", _TLS, re.compile(r"\bGIT_SSL_NO_VERIFY\W{1,3}(?:1|true)\b", re.IGNORECASE)),
)
_RUN_BY_LOADING = re.compile(r"(?:^|[\[{,]|[:?-]\s)\s*!!python/object/(?:apply|new)\b")


def dangers_in_text(text: str, kind: str) -> Iterator[Spot]:
    """The lines of a Dockerfile or a YAML file that switch protection off or run code unasked."""
    if kind not in _KINDS:
        return
    for number, line in enumerate(lines_of(text), 1):
        if line.lstrip().startswith("#"):
            continue
        for code, message, pattern in _DANGERS:
            if found := pattern.search(line):
                yield Spot(number, found.start() + 1, code, message)
                break
        if kind == "YAML" and (found := _RUN_BY_LOADING.search(line)):
            message = "whoever loads this with its tags runs the function that it names"
            yield Spot(number, found.start() + 1, "deserialization", message)
