"""``python -m tests.checks.corpus``: run the corpus and print its figures.

``--cold`` starts every tool anew instead of keeping warm ones; words choose the cases whose names
hold them. The exit status is 1 when anything differs from the tables.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path
from time import monotonic

from tests.checks.corpus.environment import make_environment
from tests.checks.corpus.figures import table
from tests.checks.corpus.hostile import hostile_cases
from tests.checks.corpus.reading import bad_cases, good_cases
from tests.checks.corpus.running import run_cases


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.corpus", description=__doc__)
    parser.add_argument("words", nargs="*", help="only cases whose names hold one of these")
    parser.add_argument("--cold", action="store_true", help="start every tool anew")
    arguments = parser.parse_args()
    cases = [
        case
        for case in (*good_cases(), *bad_cases(), *hostile_cases())
        if not arguments.words
        or any(word in f"{case.sort}: {case.name}" for word in arguments.words)
    ]
    begun = monotonic()
    with tempfile.TemporaryDirectory(prefix="pbc-corpus-") as place:
        python = make_environment(Path(place) / "environment")
        outcomes = asyncio.run(
            run_cases(
                cases, Path(place) / "cases", python, os.cpu_count() or 1, warm=not arguments.cold
            )
        )
    print(table(outcomes))
    print(f"\n{monotonic() - begun:.0f} s, {'cold' if arguments.cold else 'warm'}")
    return 1 if any(outcome.differing or outcome.harm for outcome in outcomes) else 0


if __name__ == "__main__":
    raise SystemExit(main())
