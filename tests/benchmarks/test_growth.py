"""What twice as much of a hostile file costs: the analysis of a file grows with its length."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from pbc_tui.checks.analysis import parts
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.design.specification import Specification

pytestmark = pytest.mark.benchmark
ROUNDS = 3
MANY = 600


def _parameters(count: int) -> str:
    return ", ".join(f"a{n}" for n in range(count))


SHAPES: dict[str, Callable[[int], str]] = {
    "ifs": lambda n: "".join(f"if c():\n    x{i} = 1\n" for i in range(n)),
    "tries": lambda n: "".join(f"try:\n    x{i} = 1\nexcept E:\n    y{i} = 2\n" for i in range(n)),
    "branches that never run": lambda n: "".join(f"if 0:\n    x{i} = 1\n" for i in range(n)),
    "cases": lambda n: "match a:\n" + "".join(f"  case {i}:\n    x{i} = 1\n" for i in range(n)),
    "handlers": lambda n: (
        "try:\n    a\n" + "".join(f"except E{i}:\n    x{i} = 1\n" for i in range(n))
    ),
    "additions": lambda n: "x = []\n" + "".join(f"x += [{i}]\n" for i in range(n)),
    "other parameters": lambda n: f"def f({_parameters(n)}): return 1\n",
    "calls of eval": lambda n: "".join(f"eval(x{i})\n" for i in range(n)),
}
PARTS = {"contract": parts.contract, "security": parts.security, "imports": parts.imports}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    def took(count: int, part: Callable[[Request], object]) -> float:
        text = SHAPES[shape](count)
        contract = f"def f({_parameters(count).replace('a', 'b')}): ..."
        spec = Specification(path="src/app/mod.py", contract=contract).model_dump(mode="json")
        asked = Request(text.encode(), text, "Python", str(tmp_path), spec)
        # What was parsed for another part would be free here.
        parts._parsed.cache_clear()
        gc.collect()
        gc.disable()
        try:
            begun = process_time()
            part(asked)
            return process_time() - begun
        finally:
            gc.enable()

    print()
    for name, part in PARTS.items():
        took(100, part)
        ratios = [took(2 * MANY, part) / took(MANY, part) for _ in range(ROUNDS)]
        ratio = statistics.median(ratios)
        print(f"{shape}, {name}: twice the text takes {ratio:.2f} times as long (at most 3)")
        assert ratio <= 3
