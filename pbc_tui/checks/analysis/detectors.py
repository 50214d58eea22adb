"""detect-secrets on a text: its detectors, weighed by our table, without its files and network.

Only ``analyze_string`` of its plugins is called, which neither reads a file nor verifies anything
on the network, and which no comment in the text ("pragma: allowlist secret") switches off.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from time import process_time
from typing import Any

from pbc_tui.checks.analysis.secret_words import is_certain_key, is_example, is_placeholder
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.analysis.windows import windows
from pbc_tui.checks.security_levels import DETECTORS, NOT_IN_PYTHON, Level

_SECONDS = 10.0
_ENTROPY = {"Base64HighEntropyString": 4.5, "HexHighEntropyString": 3.0}
_DIGEST = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96,128}", re.I)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


def detected(text: str, path: str) -> list[Spot]:
    """What detect-secrets finds in a text.

    Raises:
        TimeoutError: when that takes too much processor time; nothing is then known.
    """
    until = process_time() + _SECONDS
    found: dict[tuple[int, str], Spot] = {}
    # As the standard library counts lines, so that the numbers agree with those of the parsers.
    for number, line in enumerate(re.split(r"\r\n|[\r\n]", text), 1):
        for start, piece in windows(line):
            if process_time() > until:
                raise TimeoutError(f"detect-secrets took longer than {_SECONDS:g} s")
            for spot in _in_piece(piece, number, start, path):
                found.setdefault((spot.line, spot.code), spot)
    return list(found.values())


def _in_piece(piece: str, line: int, start: int, path: str) -> Iterator[Spot]:
    for name, plugin in _plugins().items():
        level = DETECTORS.get(name, Level.CRITICAL)
        if level is Level.IGNORED or (name in NOT_IN_PYTHON and path.endswith((".py", ".pyi"))):
            continue
        for value in _values(name, plugin, piece, path):
            if _harmless(value):
                continue
            critical = level is Level.CRITICAL
            message = f"{plugin.secret_type}: looks like a secret; read it from the environment"
            column = start + piece.find(value) + 1
            yield Spot(line, column, f"detect-{name}", message, critical=critical)


def _values(name: str, plugin: Any, piece: str, path: str) -> Iterator[str]:
    if name == "KeywordDetector":
        for value in plugin.analyze_string(piece, _keyword_patterns(path)):
            if value and is_certain_key(value):
                yield value
        return
    for value in plugin.analyze_string(piece):
        limit = _ENTROPY.get(name)
        if limit is None or plugin.calculate_shannon_entropy(value) > limit:
            yield value


def _harmless(value: str) -> bool:
    """Placeholders, digests, UUIDs, the vendors' own examples."""
    return bool(
        not value
        or is_placeholder(value)
        or is_example(value)
        or _DIGEST.fullmatch(value)
        or _UUID.fullmatch(value)
    )


@functools.cache
def _plugins() -> dict[str, Any]:
    """One plugin of each kind that detect-secrets has, by its name."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    made: dict[str, Any] = {}
    kinds: list[type[Any]] = list(get_mapping_from_secret_type_to_class().values())
    for kind in kinds:
        name = kind.__name__
        made[name] = kind(limit=_ENTROPY[name]) if name in _ENTROPY else kind()
    return dict(sorted(made.items()))


@functools.lru_cache(maxsize=64)
def _keyword_patterns(path: str) -> dict[re.Pattern[str], int]:
    from detect_secrets.plugins import keyword
    from detect_secrets.util.filetype import determine_file_type

    patterns: dict[re.Pattern[str], int] = keyword.REGEX_BY_FILETYPE.get(
        determine_file_type(path), keyword.QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP
    )
    return patterns
