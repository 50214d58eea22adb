"""``pbc-tui --serve``: the application in a real browser, and who is not let in."""

from __future__ import annotations

import asyncio
import html
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic

import aiohttp
import pytest

from pbc_tui.cli import main
from tests.e2e.browser import CHROMIUM, browsing

LONGEST = 30.0
NAME = "a <b>&amp; project"


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture
async def address(tmp_path: Path, environment: dict[str, str]) -> AsyncIterator[str]:
    """The address of the application on a new project, as it is printed."""
    port = _free_port()
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pbc_tui", str(tmp_path / NAME)),
        *("--serve", "--port", str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    assert server.stdout is not None
    try:
        async with asyncio.timeout(LONGEST):
            told = (await server.stdout.readline()).decode()
        yield told.strip()
        server.send_signal(signal.SIGINT)
        async with asyncio.timeout(LONGEST):
            assert await server.wait() == 0
    finally:
        if server.returncode is None:
            os.killpg(server.pid, signal.SIGKILL)


TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def _listening() -> list[tuple[str, int]]:
    """Address and port of every socket that listens, as proc(5) writes them."""
    rows = [row.split() for table in TABLES for row in table.read_text().splitlines()[1:]]
    places = [row[1].split(":") for row in rows if row[3] == "0A"]
    return [(place, int(port, 16)) for place, port in places]


async def _until(condition: Path) -> None:
    end = monotonic() + LONGEST
    while not condition.exists():  # noqa: ASYNC240 - one look
        assert monotonic() < end, f"{condition} did not come"
        await asyncio.sleep(0.05)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here")
async def test_the_application_is_used_in_a_browser(address: str, tmp_path: Path) -> None:
    async with browsing(address, tmp_path / "profile") as page:
        # textual-serve takes its curtain away at the first byte that the application draws.
        await page.until("document.body.classList.contains('-first-byte')")
        # The address holds the token, so the tab shows the name instead; keys need no click first.
        assert await page.evaluate("document.title") == f"pbc-tui: {NAME}"
        await page.until("document.activeElement.matches('.textual-terminal textarea')")
        journal = tmp_path / NAME / ".pbc" / "journal.jsonl"
        assert not journal.exists()
        await page.press("Enter", "\r", 13)
        await _until(journal)
        picture = tmp_path / "browser.png"
        picture.write_bytes(await page.picture())
        assert picture.stat().st_size > 5_000
        # Its font from elsewhere is refused by the policy, and nothing else is wanted from there.
        foreign = {
            found
            for text in page.said
            for found in re.findall(r"https?://[\w.-]+", text)
            if "localhost" not in found
        }
        assert foreign <= {"https://fonts.googleapis.com"}


async def test_only_the_page_is_given_a_title(address: str) -> None:
    base = address.partition("?")[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        async with session.get(address) as answer:
            text = await answer.text()
        assert text.count("<title>") == 1
        assert f"<title>pbc-tui: {html.escape(NAME)}</title>" in text.partition("</head>")[0]
        assert NAME not in text
        token = address.partition("?")[2]
        async with session.get(f"{base}static/css/xterm.css?{token}") as answer:
            assert "<title>" not in await answer.text()


async def test_nobody_is_let_in_without_the_token_or_by_another_site(address: str) -> None:
    base = address.partition("?")[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def status(url: str, **headers: str) -> int:
            async with session.get(url, headers=headers) as answer:
                return answer.status

        assert await status(address) == 200
        assert await status(base) == 403
        assert await status(f"{base}?token=wrong") == 403
        assert await status(address, Host="evil.example") == 403
        assert await status(address, Origin="http://evil.example") == 403
        assert await status(f"{base}ws") == 403
        assert await status(f"{base}static/js/textual.js") == 403
        async with session.get(address) as answer:
            cookie = answer.cookies["pbc-tui"]
            assert cookie["httponly"]
            assert cookie["samesite"] == "Strict"
        given = f"pbc-tui={cookie.value}"
        assert await status(f"{base}static/js/textual.js", Cookie=given) == 200
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(
                f"{base}ws", headers={"Cookie": given, "Origin": "http://evil.example"}
            )


async def test_it_listens_on_this_machine_alone(address: str) -> None:
    port = int(address.partition("localhost:")[2].partition("/")[0])
    if not TABLES[0].exists():
        pytest.skip("who listens where is read under /proc")
    ours = {place for place, number in _listening() if number == port}
    assert ours
    assert ours <= {"0100007F", "00000000000000000000000001000000"}


def test_a_port_that_is_taken_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main([str(tmp_path), "--serve", "--port", str(port)]) == 2
    assert f"--port {port}: something else listens there" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert main([str(tmp_path), "--serve"]) == 2
    assert "pip install 'pbc-tui[serve]'" in capsys.readouterr().err
