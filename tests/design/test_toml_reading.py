"""TOML that anybody may have written."""

import tomllib

import pytest

from pbc_tui.design.toml_reading import MOST_NAMES, read_toml

HOSTILE = {
    "a key": "a" + ".a" * 300_000 + " = 1\n",
    "a key with spaces": "a" + " . a" * 100_000 + " = 1\n",
    "quoted names": '"a"' + ".'a'" * 100_000 + " = 1\n",
    "a table": "[[a" + ".a" * 300_000 + "]]\n",
    "in a table that stands in a line": "x = {a" + ".a" * 300_000 + " = 1}\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_key_of_very_many_names_is_refused_at_once(text: str) -> None:
    # By itself tomllib takes minutes on these.
    with pytest.raises(tomllib.TOMLDecodeError, match=r"names joined by dots \(at line 1, column"):
        read_toml(text)


LONG = ".".join(["a"] * MOST_NAMES)


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} = 1\n",
        f"[{LONG}]\n[b.{LONG[:-2]}]\n",
        "x = '" + ". " * 1000 + "'\n",
        "x = [" + "1.5, " * 1000 + "]\n",
        "x = '" + "a" * 500_000 + "'\n",
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    assert read_toml(text) == tomllib.loads(text)
