"""Where a unified diff begins to change a file, and whether it changes line ends only.

https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
"""

from __future__ import annotations

import re

_HUNK = re.compile(rb"@@ -(\d+)")


def first_change(diff: bytes) -> tuple[int, str]:
    """The first line that a diff changes, from 1, and words where only its end changes.

    0 for a diff that changes nothing. A hunk begins with lines that stay as they are.
    """
    number = 0
    rows = diff.split(b"\n")
    for place, row in enumerate(rows):
        if hunk := _HUNK.match(row):
            number = int(hunk.group(1))
        elif number and row.startswith((b"-", b"+")):
            return number, _line_ends(rows[place:])
        elif number:
            number += 1
    return 0, ""


def _line_ends(rows: list[bytes]) -> str:
    """What is wrong with the line ends, where the first lines that change differ in these alone."""
    removed = next((row[1:] for row in rows if row.startswith(b"-")), b"")
    added = next((row[1:] for row in rows if row.startswith(b"+")), b"")
    if removed == added + b"\r":
        return "CRLF line ends after LF ones: "
    if removed + b"\r" == added:
        return "LF line ends after CRLF ones: "
    return ""
