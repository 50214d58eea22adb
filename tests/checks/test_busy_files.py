"""Files that are made to keep the worker busy: they are refused by a stated limit, or cut short."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.checks.analysis import parts, worker
from pbc_tui.checks.analysis.weighing import MOST_SPOTS
from pbc_tui.checks.analysis.worker import Request
from pbc_tui.checks.kinds import kind_of
from pbc_tui.design.specification import ImportRules, Specification, StyleRules

LONG_CHAIN = "import os\na0 = os\n" + "".join(f"a{i + 1} = a{i}\n" for i in range(3_000))
DEEP_CHAIN = "import os\na0 = os\n" + "".join(f"a{i + 1} = f(a{i}).b\n" for i in range(500))


def request(root: Path, path: str, text: str) -> Request:
    spec = Specification(
        path=path,
        contract="def f(a: int) -> int: ...\n" if path.endswith(".py") else "",
        imports=ImportRules(prohibited=("os.system",), local=("app",)),
        style=StyleRules(forbid=("print", "todo", "debugger", "stub")),
    )
    return Request(
        content=text.encode(),
        text=text,
        kind=kind_of(path).value,
        root=str(root),
        spec=spec.model_dump(mode="json"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("f();" * 6_000, "parts of a syntax tree"),
        ("def f(): ...\n" * 600, "functions and the like"),
        ("x = [a for a in b]\n" * 600, "functions and the like"),
    ],
    ids=["calls on one line", "functions", "comprehensions"],
)
def test_what_is_too_much_is_refused_in_words(
    text: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_NODES", 20_000)
    monkeypatch.setattr(parts, "MOST_DEFINITIONS", 500)
    asked = request(tmp_path, "src/app/mod.py", text)
    read = parts.syntax(asked)
    assert [row["code"] for row in read["faults"]] == ["size"]
    assert says in read["faults"][0]["message"]
    assert not read["readable"]
    assert says in parts.imports(asked)["unreadable"]
    assert says in parts.security(asked)["unreadable"]
    assert says in parts.contract(asked)["beyond"]


UNION = " | ".join(f"A{i}" for i in range(900))


@pytest.mark.parametrize(
    "text",
    [
        f"def f(a: {UNION}): return eval(a)\n",
        f"x: {UNION} = None\ndef f(a): return eval(a)\n",
        f"def g() -> {UNION}: return 1\ndef f(a): return eval(a)\n",
        f"({UNION}).info(a)\neval(a)\n",
    ],
    ids=["a parameter", "a variable", "a return", "an owner"],
)
def test_an_expression_too_deep_to_be_written_hides_no_danger(text: str, tmp_path: Path) -> None:
    asked = request(tmp_path, "src/app/mod.py", text)
    assert [row["code"] for row in parts.security(asked)["spots"]] == ["eval"]


def test_a_file_too_deep_to_be_compared_breaks_no_contract(tmp_path: Path) -> None:
    read = parts.contract(request(tmp_path, "src/app/mod.py", f"x: {UNION} = None\n"))
    assert "nested too deep" in read["beyond"]
    assert not read["unreadable"]


def test_a_part_that_is_lost_in_a_deep_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deep(_: Request) -> int:
        return deep(_)

    monkeypatch.setattr(parts, "PARTS", [("security", deep)])
    told: list[str] = []
    worker.answer(request(tmp_path, "src/app/mod.py", ""), told.append)
    assert json.loads(told[0])["fault"] == "the file is nested too deep to be judged"


def failing(asked: Request) -> list[dict[str, Any]]:
    return [row for row in parts.imports(asked)["spots"] if row["fails"]]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"import a{i}\n" for i in range(3_000)),
        "from os import " + ", ".join(f"a{i}" for i in range(3_000)) + "\n",
        "from app.other import " + ", ".join(f"a{i}" for i in range(3_000)) + "\n",
    ],
    ids=["imports", "names of the standard library", "names of the project"],
)
def test_of_very_many_places_the_first_are_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "src/app").mkdir(parents=True)
    (tmp_path / "src/app/other.py").write_text("b = 1\n")
    told = failing(request(tmp_path, "src/app/mod.py", text))
    assert len(told) == MOST_SPOTS + 1
    assert "more" in {row["code"] for row in told}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LONG_CHAIN + "a3000.system('x')\n", "os.system is prohibited"),
        (DEEP_CHAIN + "a500.system('x')\n", ""),
        ("d = {" + "'k': 'v', " * 2_000 + "}\n" + "f(d[k])\n" * 2_000, ""),
    ],
    ids=["a chain of names", "a chain of calls", "a table"],
)
def test_names_are_followed_however_far_they_go(text: str, says: str, tmp_path: Path) -> None:
    told = [row["message"] for row in failing(request(tmp_path, "src/app/mod.py", text))]
    assert any(says in message for message in told) or not says


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", ("<a href " * 1_200 + "\n") * 20),
        ("a.md", "".join(f"[a](b{i}.md)\n" for i in range(3_000))),
        ("a.toml", "a" + ".a" * 300_000 + " = 1\n"),
    ],
    ids=["tags without end", "links to nothing", "a key of very many names"],
)
def test_other_formats_come_to_an_end(path: str, text: str, tmp_path: Path) -> None:
    assert len(parts.syntax(request(tmp_path, path, text))["faults"]) <= MOST_SPOTS + 1
