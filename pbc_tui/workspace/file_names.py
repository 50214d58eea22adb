"""Names for paths that are no Unicode text, so that a journal of text can hold every path.

A path of the repository never begins with a slash; what does is one whose bytes are written out.
"""

from __future__ import annotations

import os
import re

_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


def written(path: str) -> str:
    """The path itself where it is Unicode text, else ``/`` and its bytes, odd ones as ``\\xff``."""
    try:
        path.encode()
    except UnicodeEncodeError:
        content = os.fsencode(path).replace(b"\\", b"\\x5c")
        return "/" + content.decode("utf-8", "backslashreplace")
    return path


def path_of(name: str) -> str:
    """The path that ``written`` has made this name of."""
    if not name.startswith("/"):
        return name
    content = name[1:].encode("utf-8", "surrogateescape").decode("latin-1")
    return os.fsdecode(
        _ESCAPED.sub(lambda found: chr(int(found[1], 16)), content).encode("latin-1")
    )
