"""Settings are read, or one line says where, what, and what would be right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_tui.configuration.faults import ConfigurationError
from pbc_tui.configuration.reading import read_settings
from pbc_tui.configuration.settings import USUAL


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings stand, no variable of the environment set."""
    for name in ("THEME", "NOTIFY", "KEYMAP"):
        monkeypatch.delenv(f"PBC_TUI_{name}", raising=False)
    return tmp_path / "config.toml"


def test_without_a_file_the_usual_settings_count(file: Path) -> None:
    assert read_settings(file) == USUAL


def test_a_file_sets_what_it_names_alone(file: Path) -> None:
    file.write_text(
        'theme = "nord"\nvim_movement = true\n[keymap]\n"build.accept" = "A"\n',
        encoding="utf-8-sig",
    )
    found = read_settings(file)
    assert (found.theme, found.vim_movement) == ("nord", True)
    assert found.keymap == {"build.accept": "A"}
    assert found.notify == USUAL.notify


def test_the_environment_counts_before_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('theme = "nord"\nnotify = "off"\n')
    monkeypatch.setenv("PBC_TUI_THEME", "dracula")
    monkeypatch.setenv("PBC_TUI_KEYMAP", '{"app.quit": "f10"}')
    found = read_settings(file)
    assert (found.theme, found.notify) == ("dracula", "off")
    assert found.keymap == {"app.quit": "f10"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "turn_seconds = 0",
            "turn_seconds: should be greater than or equal to 1, got 0",
        ),
        (
            "turn_seconds = 'long'",
            "turn_seconds: should be a valid integer, unable to parse string as an integer, "
            "got 'long'",
        ),
        ("theme = 3", "theme: should be a valid string, got 3"),
        ('notify = "loud"', "notify: one of off, bell, desktop is needed, got 'loud'"),
        ('thme = "nord"', "thme: no such setting; did you mean theme?"),
        ("vim_movement = 'perhaps'", "vim_movement: true or false is needed, got 'perhaps'"),
        ("[keymap]\nx = 1", "keymap.x: should be a valid string, got 1"),
        ("keymap = 'x'", "keymap: should be a valid dictionary, got 'x'"),
        ("theme = =", "is no TOML: Invalid value (at line 1, column 9)"),
    ],
)
def test_what_cannot_count_is_said_in_one_line(file: Path, text: str, said: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        read_settings(file)
    assert str(caught.value) == f"{file}: {said}"


def test_a_variable_that_sets_nothing_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBC_TUI_VIM", "1")
    with pytest.raises(ConfigurationError, match=r"PBC_TUI_VIM: no such setting; did you mean vim"):
        read_settings(file)
    monkeypatch.delenv("PBC_TUI_VIM")
    monkeypatch.setenv("PBC_TUI_NOTIFY", "no")
    with pytest.raises(ConfigurationError, match=r"^PBC_TUI_NOTIFY: one of off, bell, desktop"):
        read_settings(file)
    monkeypatch.setenv("PBC_TUI_NOTIFY", "off")
    monkeypatch.setenv("PBC_TUI_KEYMAP", "{")
    with pytest.raises(ConfigurationError, match="keymap"):
        read_settings(file)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x = 1" * 250_000])
def test_what_is_no_text_or_too_long_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"UTF-8|1 MB"):
        read_settings(file)


def test_a_directory_in_its_place_is_refused(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_settings(file)


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    said = ""
    try:
        read_settings(file)
    except ConfigurationError as error:
        said = str(error)
    assert not {"\n", "\x1b"} & set(said)


def test_nothing_heavy_is_imported_where_nothing_is_set(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pbc_tui.configuration.reading import *;"
        f"read_settings(Path({str(tmp_path / 'none')!r}));"
        "print([name for name in sys.modules if name.startswith('pydantic')])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={})
    assert (ran.stdout, ran.stderr) == ("[]\n", "")
