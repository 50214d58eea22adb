"""Where an import goes in text that is still being written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.contract.placing_imports import place_import, written_imports

ENGINE = "from app.core import Engine"


def _placed(text: str, statement: str = ENGINE) -> str:
    insertion = place_import(text, statement)
    if insertion is None:
        return text
    rows = text.split("\n")
    line = rows[insertion.row]
    rows[insertion.row] = line[: insertion.column] + insertion.text + line[insertion.column :]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"{ENGINE}\n"),
        ("def f(x: Engine", f"{ENGINE}\n\ndef f(x: Engine"),
        ("import os\n\nx: Engine", f"import os\n{ENGINE}\n\nx: Engine"),
        ("import os", f"import os\n{ENGINE}"),
        ("from app.core import run\nx: (", "from app.core import run, Engine\nx: ("),
        (
            "from app.core import (\n    run,\n)\nx: int",
            f"from app.core import (\n    run,\n)\n{ENGINE}\nx: int",
        ),
        ("from app.core import run as r\n", "from app.core import run as r, Engine\n"),
        ("# a\n# b\nx: int", f"# a\n# b\n{ENGINE}\n\nx: int"),
        ('"""Doc."""\nx: int', f'"""Doc."""\n{ENGINE}\n\nx: int'),
        ('"""Doc.\n\nMore."""\nx: int', f'"""Doc.\n\nMore."""\n{ENGINE}\n\nx: int'),
        (f"{ENGINE}\nx: Engine", f"{ENGINE}\nx: Engine"),
        ("from app.core import (Engine,\n run)", "from app.core import (Engine,\n run)"),
        (
            "if TYPE_CHECKING:\n    from app.core import run\n",
            f"{ENGINE}\n\nif TYPE_CHECKING:\n    from app.core import run\n",
        ),
    ],
)
def test_an_import_finds_its_place(text: str, expected: str) -> None:
    assert _placed(text) == expected


def test_a_module_is_imported_too() -> None:
    assert _placed("import os\n", "import re") == "import os\nimport re\n"


def test_imports_are_read_between_lines_that_are_no_python_yet() -> None:
    text = "import os\ndef f(\nfrom .core import (\n    Engine as E,\n)\nclass"

    found = written_imports(text, "app.api")

    assert [(entry.local, entry.target) for entry in found] == [
        ("os", "os"),
        ("E", "app.core.Engine"),
    ]


@given(st.lists(st.sampled_from(["import os", "from app.core import run", "x: int", "(", ""])))
def test_after_it_the_import_stands_there_once(rows: list[str]) -> None:
    text = _placed("\n".join(rows))

    assert [entry.target for entry in written_imports(text)].count("app.core.Engine") == 1
    assert place_import(text, ENGINE) is None
    kept = text.replace(f"{ENGINE}\n", "").replace(f"\n{ENGINE}", "").replace(", Engine", "")
    assert [row for row in kept.split("\n") if row] == [row for row in rows if row]
