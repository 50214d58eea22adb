"""Every path has a name that is text, and no two have the same."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.workspace.file_names import path_of, written

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")


def test_text_stays_as_it_is() -> None:
    assert written("src/ä\n\\xff.py") == "src/ä\n\\xff.py"


def test_bytes_that_are_no_text_are_written_out() -> None:
    assert written(os.fsdecode(b"a/\xff\\xff.py")) == "/a/\\xff\\x5cxff.py"


@given(st.binary(min_size=1).filter(lambda name: not name.startswith(b"/")))
def test_there_and_back(content: bytes) -> None:
    path = os.fsdecode(content)
    name = written(path)
    name.encode()
    assert path_of(name) == path
