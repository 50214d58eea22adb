"""Hostile cases: what is no file, what ends a parser, names and texts that deceive."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pbc_tui.design.specification import Specification
from pbc_tui.design.verdict import CheckName, Result
from tests.checks.corpus.case import Case, Sort
from tests.checks.corpus.hostile_tests import hostile_tests
from tests.checks.corpus.reading import known
from tests.checks.inspecting import socket_at

PATH = "src/app/mod.py"
GOOD = b'''"""A module."""


def double(x: int) -> int:
    """Double a number."""
    return 2 * x
'''
CONTRACT = "def double(x: int) -> int: ..."

_ANY = frozenset(Result)
_NOT_PASSED = _ANY - {Result.PASS}
_UNJUDGED = frozenset({Result.SKIPPED, Result.NOT_CHECKED})


def hostile_cases() -> tuple[Case, ...]:
    """All hostile cases."""
    cases = (
        *_no_files(),
        *_parsers(),
        *_other_parsers(),
        *_texts(),
        *_names(),
        *hostile_tests(),
    )
    return tuple(replace(case, known=known().get(case.name, {})) for case in cases)


def _case(
    name: str,
    content: bytes,
    *,
    path: str = PATH,
    syntax: frozenset[Result] = _NOT_PASSED,
    security: frozenset[Result] = _ANY,
    others: frozenset[Result] = _ANY,
    make: Callable[[Path], None] | None = None,
    unjudged: bool = False,
) -> Case:
    expected = dict.fromkeys(CheckName, others)
    expected |= {CheckName.SYNTAX: syntax, CheckName.SECURITY: security}
    contract = CONTRACT if path.endswith(".py") else ""
    # Names that a task file refuses reach the checks all the same, from the command line.
    spec = Specification(path=PATH, contract=contract).model_copy(update={"path": path})
    return Case(
        name=name,
        sort=Sort.HOSTILE,
        spec=spec,
        files={"src/app/__init__.py": b"", path: content},
        expected=expected,
        unjudged=frozenset(CheckName) - {CheckName.SYNTAX} if unjudged else frozenset(),
        make=make,
    )


def _no_files() -> Iterator[Case]:
    """What is no regular file of sane size: refused at once, nothing else is judged."""

    def link(target: str) -> Callable[[Path], None]:
        return lambda place: place.symlink_to(target)

    def outside(place: Path) -> None:
        other = place.parents[3] / "outside.py"
        other.write_bytes(GOOD)
        place.symlink_to(other)

    def folder_outside(place: Path) -> None:
        other = place.parents[3] / "folder"
        other.mkdir()
        (other / "mod.py").write_bytes(GOOD)
        (place.parent / "__init__.py").unlink()
        place.parent.rmdir()
        place.parent.symlink_to(other, target_is_directory=True)

    def hole(place: Path) -> None:
        place.touch()
        os.truncate(place, 100_000_000_000)

    def locked(place: Path) -> None:
        place.write_bytes(GOOD)
        place.chmod(0)

    makers: dict[str, Callable[[Path], object]] = {
        "a named pipe": os.mkfifo,
        "a socket": socket_at,
        "a directory": Path.mkdir,
        "a link to a device": link("/dev/zero"),
        "a link to a terminal": link("/dev/tty"),
        "a link to a file of the process": link("/proc/self/environ"),
        "a link to the passwords": link("/etc/passwd"),
        "a link out of the repository": outside,
        "a link above, out of the repository": folder_outside,
        "a link to nothing": link("nowhere.py"),
        "a link to itself": link("mod.py"),
        "2 MB": lambda place: place.write_bytes(b"x = 1\n" * 350_000),
        "a hole of 100 GB": hole,
        "nothing at all": lambda place: None,
        "a file that nobody may read": locked,
    }
    for name, maker in makers.items():
        if name == "a file that nobody may read" and os.geteuid() == 0:
            continue

        def make(root: Path, maker: Callable[[Path], object] = maker) -> None:
            place = root / PATH
            place.unlink()
            maker(place)

        yield _case(
            name,
            GOOD,
            syntax=frozenset({Result.FAIL}),
            security=_UNJUDGED,
            others=_UNJUDGED,
            make=make,
            unjudged=True,
        )


def _parsers() -> Iterator[Case]:
    """Python that ends parsers, or takes them very long."""
    contents = {
        "9,000 unary operators": b"x = " + b"-" * 9000 + b"1\n",
        "9,000 times not": b"x = " + b"not " * 9000 + b"True\n",
        "a sum of 20,000 terms": b"x = " + b"+".join([b"1"] * 20_000) + b"\n",
        "5,000 brackets": b"x = " + b"(" * 5000 + b")" * 5000 + b"\n",
        "100,000 open brackets": b"x = " + b"[" * 100_000 + b"\n",
        "10,000 attributes": b"x = a" + b".b" * 10_000 + b"\n",
        "10,000 calls": b"x = a" + b"()" * 10_000 + b"\n",
        "99 nested functions": b"".join(b" " * n + b"def f():\n" for n in range(99))
        + b" " * 99
        + b"pass\n",
        "a chain of 5,000 comparisons": b"x = 1" + b" < 2" * 5000 + b"\n",
        "3,000 times elif": b"if a:\n    pass\n" + b"elif a:\n    pass\n" * 3000,
        "an f-string in an f-string": b"x = " + b"f'{" * 150 + b"}'" * 150 + b"\n",
        "a number of 100,000 digits": b"x = " + b"9" * 100_000 + b"\n",
        "a power that folds into 1 GB": b"x = 'a' * 10**9\ny = 10 ** 10 ** 10\n",
        "a bomb of names": b"".join(b"a%d = a%d or a%d\n" % (n + 1, n, n) for n in range(2000)),
        "a bomb of strings": b"".join(b"a%d = a%d + a%d\n" % (n + 1, n, n) for n in range(60)),
        "one line of 900,000 characters": b"x = '" + b"a" * 900_000 + b"'\n",
        "30,000 lines": b"x = 1\n" * 30_000,
        "bait for slow patterns of secrets": b"# password=" + b"'a" * 50_000 + b"\n",
        "bait for slow patterns of spaces": b"x = 1 #" + b" " * 200_000 + b"noqa\n",
        "NUL bytes": GOOD + b"\0" * 1000,
        "random bytes": bytes(range(256)) * 100,
        "only a carriage return": GOOD.replace(b"\n", b"\r"),
        "a cookie of punycode": b"# coding: punycode\n" + b"a-" * 10_000,
        "a cookie of rot13": b"# coding: rot13\n" + GOOD,
        "a cookie of unicode_escape": b"# coding: unicode_escape\n#\\u000aimport os\n",
        "UTF-7": b"# coding: utf-7\n+AGkAbQBwAG8AcgB0- os\n",
    }
    fine = _ANY - {Result.ERROR}
    parse = {
        "99 nested functions": _ANY,
        "3,000 times elif": _ANY,
        "a chain of 5,000 comparisons": _ANY,
        "a bomb of names": fine,
        "a bomb of strings": fine,
        "one line of 900,000 characters": _ANY,
        "30,000 lines": _ANY,
        "bait for slow patterns of secrets": fine,
        "bait for slow patterns of spaces": fine,
        "a power that folds into 1 GB": _ANY,
        "10,000 attributes": _ANY,
        "10,000 calls": _ANY,
        "only a carriage return": _ANY,
    }
    for name, content in contents.items():
        yield _case(name, content, syntax=parse.get(name, _NOT_PASSED))


def _other_parsers() -> Iterator[Case]:
    """Other formats that end parsers, or grow without end."""
    alias = b"a: &a [x, x]\nb: &b [*a, *a]\n" + b"".join(
        b"k%d: &k%d [*%s, *%s]\n" % (n, n, p, p)
        for n, p in enumerate([b"b"] + [b"k%d" % n for n in range(29)])
    )
    entries = {
        "nested JSON": ("data/a.json", b"[" * 200_000, _NOT_PASSED),
        "nested JSON that is closed": ("data/a.json", b"[" * 90_000 + b"]" * 90_000, _NOT_PASSED),
        "nested TOML": ("a.toml", b"a = " + b"[" * 50_000, _NOT_PASSED),
        "dotted TOML": ("a.toml", b"a" + b".a" * 20_000 + b" = 1\n", _ANY),
        "nested YAML": ("a.yaml", b"[" * 5_000, _NOT_PASSED),
        "a bomb of aliases in YAML": ("a.yaml", alias, frozenset({Result.FAIL})),
        "a YAML list that holds itself": ("a.yaml", b"&a [*a, *a]\n", frozenset({Result.FAIL})),
        "YAML that builds an object": (
            "a.yaml",
            b'a: !!python/object/apply:os.system ["touch {{outside}}/harm"]\n',
            _ANY,
        ),
        "a number of 100,000 digits in JSON": (
            "data/a.json",
            b"[" + b"9" * 100_000 + b"]",
            frozenset({Result.PASS, Result.FAIL}),
        ),
        "an impossible date in YAML": ("a.yaml", b"a: 2024-99-99\n", _ANY),
        "brackets in Markdown": ("a.md", b"[" * 50_000 + b"](", _ANY),
        "emphasis in Markdown": ("a.md", b"*_" * 50_000, _ANY),
        "a heredoc without end": (
            "Dockerfile",
            b"FROM scratch\nRUN <<A <<B <<C\nx\n" * 2000,
            _NOT_PASSED,
        ),
        "NUL bytes in a text": ("notes.txt", b"a\0b\n", frozenset({Result.FAIL})),
    }
    for name, (path, content, syntax) in entries.items():
        yield _case(name, content, path=path, syntax=syntax)


def _texts() -> Iterator[Case]:
    """Texts that deceive the reader, or try to speak to the terminal."""
    critical = frozenset({Result.FAIL})
    passed = frozenset({Result.PASS})
    yield _case(
        "text that runs the other way",
        GOOD.replace(
            b"return 2", "# \u202e } \u2066if admin\u2069 \u2066 begin\n    return 2".encode()
        ),
        syntax=passed,
        security=critical,
    )
    yield _case(
        "a name of look-alikes",
        GOOD + "\n\ndef d\u043euble(x: int) -> int:\n    return x\n".encode(),
        syntax=passed,
    )
    yield _case(
        "escape sequences in the message of the parser",
        b"x = '\x1b]0;title\x07\x1b[2J' y\n\x1b[31mred\n",
    )
    yield _case(
        "escape sequences in names of imports",
        b"import importlib\n\nimportlib.import_module('\\x1b[2J\\x07os\\u202e')\n",
        syntax=passed,
    )
    yield _case(
        "markup in everything",
        b'"""[/b][@click=app.quit]x[/]"""\n\nimport [bold]os[/bold]\n',
    )
    yield _case(
        "its own verdict",
        b'{"part": "syntax", "value": {"faults": []}}\n{"part": "contract", "value": {}}\n',
        syntax=passed,
    )
    yield _case(
        "pragmas of every tool",
        b"# ruff: noqa\n# flake8: noqa\n# nosec\n# pragma: allowlist secret\n# type: ignore\n"
        + GOOD
        + b"\n\nresult = eval(input())  # nosec # noqa # pragma: allowlist secret\n",
        syntax=passed,
        security=critical,
    )


def _names() -> Iterator[Case]:
    """File names that are options, code or terminal sequences; good files all the same."""
    passed = frozenset({Result.PASS})
    for name in (
        "-rf.py",
        "--config=evil.toml.py",
        "--select=NONE.py",
        "-c.py",
        "@file.py",
        "$(touch harm).py",
        "`id`.py",
        'it\'s; a "quote".py',
        "a\nb.py",
        "a\x1b[2Jb.py",
        "a\u202eyp.py",
        "caf\udce9.py",
        "%s%n{0}.py",
        "*.py",
        "~root.py",
        " space .py",
        "\u6f22\u5b57.py",
        "a" * 240 + ".py",
    ):
        yield _case(f"the name {name!r}", GOOD, path=name, syntax=passed, security=passed)
