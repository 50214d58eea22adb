import ast

import pytest

from pbc_tui.agents.builtin.tidying import tidy


def tidied(source: str, width: int = 88, annotate_all: bool = True) -> str:
    return tidy(source, width=width, package="app", annotate_all=annotate_all)


def test_imports_are_sorted_into_sections_and_unused_ones_go() -> None:
    source = (
        '"""Doc."""\n\nfrom __future__ import annotations\nimport os\nfrom app.b import x\n'
        "import sys\nimport pytest\nfrom app.a import Y, CONST, name\n\n"
        "sys.exit(x, Y, CONST, name, pytest)\n"
    )
    assert tidied(source) == (
        '"""Doc."""\n\nfrom __future__ import annotations\n\nimport sys\n\nimport pytest\n\n'
        "from app.a import CONST, Y, name\nfrom app.b import x\n\n"
        "sys.exit(x, Y, CONST, name, pytest)\n"
    )


def test_a_long_import_is_broken() -> None:
    source = "from app.module import alpha, beta\n\nalpha(beta)\n"
    assert tidied(source, width=30).startswith(
        "from app.module import (\n    alpha,\n    beta,\n)\n"
    )


def test_names_in_all_are_used() -> None:
    source = 'from app.core import Engine\n\n__all__ = ["Engine"]\n'
    assert "import Engine" in tidied(source)


def test_an_import_for_an_annotation_alone_stays() -> None:
    source = "from app.core import Engine\n\ndef run(engine: Engine) -> None:\n    engine.go()\n"
    assert "import Engine" in tidied(source)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, "def run(alpha: int, beta: str = 'x') -> None:\n"),
        (40, "def run(\n    alpha: int, beta: str = 'x'\n) -> None:\n"),
        (20, "def run(\n    alpha: int,\n    beta: str = 'x',\n) -> None:\n"),
    ],
)
def test_a_signature_is_broken_by_width(width: int, expected: str) -> None:
    source = "def run(alpha: int, beta: str = 'x') -> None:\n    pass\n"
    assert tidied(source, width=width) == f"{expected}    pass\n"


def test_every_kind_of_parameter_is_kept() -> None:
    source = "def f(a, /, b: int = 1, *args: int, c, d=2, **more: str) -> None:\n    pass\n"
    assert tidied(source) == source
    bare = "def f(a, *, c: int = 1) -> None:\n    pass\n"
    assert tidied(bare) == bare


def test_private_functions_and_tests_lose_annotations_where_only_public_ones_have_them() -> None:
    source = (
        "from typing import Any\n\n\ndef _inner(a: Any, b: int = 1) -> int:\n    return b\n\n\n"
        "def test_it(x: int) -> None:\n    assert x\n\n\ndef outer(x: int) -> int:\n    return x\n"
    )
    assert tidied(source, annotate_all=False) == (
        "def _inner(a, b=1):\n    return b\n\n\n"
        "def test_it(x):\n    assert x\n\n\ndef outer(x: int) -> int:\n    return x\n"
    )


def test_blank_lines_are_those_of_the_formatter() -> None:
    source = (
        '"""Doc."""\n\n\n\nimport os\nA = os\nclass B:\n    """Doc."""\n    x: int\n'
        "    def f(self) -> None:\n        pass\n\n\n\n    @property\n\n    def g(self) -> int:\n"
        "        return 1\nC = 2\n"
    )
    assert tidied(source) == (
        '"""Doc."""\n\nimport os\n\nA = os\n\n\nclass B:\n    """Doc."""\n\n    x: int\n\n'
        "    def f(self) -> None:\n        pass\n\n    @property\n    def g(self) -> int:\n"
        "        return 1\n\n\nC = 2\n"
    )


def test_blank_lines_inside_a_text_stay() -> None:
    source = 'A = """one\n\n\n\ntwo\n"""\n'
    assert ast.literal_eval(tidied(source)[4:]) == "one\n\n\n\ntwo\n"


def test_a_stub_body_stays_on_its_line() -> None:
    source = "class P:\n    def run(self, text: str) -> str: ...\n"
    assert tidied(source) == source
    assert tidied(source, width=30) == (
        "class P:\n    def run(\n        self, text: str\n    ) -> str: ...\n"
    )


def test_nothing_stays_nothing() -> None:
    assert tidied("\n\n") == ""


def test_names_are_sorted_by_letters_alone_as_ruff_does() -> None:
    source = "from app.errors import LPipError, LimitError, Zero\n\nLPipError(LimitError, Zero)\n"
    assert "import LimitError, LPipError, Zero" in tidied(source)


def test_a_test_takes_monkeypatch_only_where_it_patches() -> None:
    idle = (
        "import pytest\n\n\n"
        "def test_it(monkeypatch: pytest.MonkeyPatch, x: int) -> None:\n    assert x\n"
    )
    assert tidied(idle) == "def test_it(x: int) -> None:\n    assert x\n"
    busy = idle.replace("assert x", "monkeypatch.chdir(x)")
    assert tidied(busy) == busy
