"""A proposed contract is hostile text until a person has read it (SPEC 5, 12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.design.plain_text import sanitize
from pbc_tui.design.plan.proposal import proposal_path, read_proposal, unknown_path

PATH = "src/app/core.py"


def test_where_a_contract_is_proposed() -> None:
    assert proposal_path(PATH) == ".pbc/contracts/src/app/core.py.pyi"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"def f() -> int: ...\n", "def f() -> int: ...\n"),
        (b"\xef\xbb\xbfx: int\r\n", "x: int\n"),
        ('NAME = "größe"\n'.encode(), 'NAME = "größe"\n'),
    ],
)
def test_a_stub_can_be_approved(content: bytes, text: str) -> None:
    proposal = read_proposal(PATH, content)

    assert (proposal.text, proposal.fault) == (text, "")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"x: int\n\x1b[2J", "line 2: holds characters that do not show"),
        ("x: int  # \u202eevil".encode(), "line 1: holds characters that do not show"),
        (b"x: int\0", "line 1: holds characters that do not show"),
        (b"def f(:\n", "line 1: not stub syntax"),
        (b"```python\nx: int\n```", "a code fence"),
        (b"import os\nos.remove('x')\n", "line 2: a stub only declares"),
        (b"import os\n", "asks for nothing"),
        (b"(" * 60_000, "not stub syntax"),
        (b"x: " + b"-" * 60_000 + b"1", ""),
        (b"x: " + b"a." * 20_000 + b"a", ""),
        (b"x: " + b"[" * 80 + b"]" * 80, ""),
    ],
)
def test_what_cannot_be_approved_says_why(content: bytes, fault: str) -> None:
    proposal = read_proposal(PATH, content)

    assert fault in proposal.fault
    assert "\x1b" not in proposal.text


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        (PATH, ""),
        ("src/app/cor.py", "is not a file of the structure; did you mean src/app/core.py?"),
        ("../../etc/passwd", "is not a file of the structure"),
        ("\x1b[2J", "is not a file of the structure"),
        ("README.md", "only Python files have contracts"),
    ],
)
def test_a_path_must_be_one_of_the_structure(path: str, fault: str) -> None:
    told = unknown_path(path, [PATH, "README.md"])

    assert fault in told
    assert bool(told) == bool(fault)
    assert "\x1b" not in told


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    proposal = read_proposal(PATH, content)

    assert sanitize(proposal.text) == proposal.text
    assert proposal.fault or proposal.text.strip()
