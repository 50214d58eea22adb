"""A real Chromium without a window, driven by its own protocol (Chrome DevTools Protocol)."""

from __future__ import annotations

import asyncio
import base64
import itertools
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium")
LONGEST = 60.0
"""Seconds for one condition."""
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0")


class Page:
    """One page of the browser; ``said`` holds what its console and its policies complained of."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.said: list[str] = []

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command, and give what it answers."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(LONGEST):
            while True:
                answer = await self._socket.receive_json()
                if answer.get("method") == "Log.entryAdded":
                    self.said.append(answer["params"]["entry"]["text"])
                if answer.get("id") == number:
                    assert "error" not in answer, answer
                    found: dict[str, Any] = answer["result"]
                    return found

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        answer = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        end = monotonic() + LONGEST
        while not await self.evaluate(expression):
            assert monotonic() < end, f"did not come: {expression}; {self.said}"
            await asyncio.sleep(0.05)

    async def press(self, key: str, text: str, code: int) -> None:
        """Press one key."""
        for kind in ("keyDown", "keyUp"):
            await self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                **({"text": text} if kind == "keyDown" else {}),
            )

    async def picture(self) -> bytes:
        """The page as PNG."""
        answer = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])


@asynccontextmanager
async def browsing(address: str, profile: Path) -> AsyncIterator[Page]:
    """A page at ``address``; the browser ends with the block."""
    browser = await asyncio.create_subprocess_exec(
        *(str(CHROMIUM), *_OPTIONS, f"--user-data-dir={profile}", "--window-size=1200,800"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = await _port(profile)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                pages = await answer.json()
            target = next(page for page in pages if page["type"] == "page")
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                await page.ask("Log.enable")
                await page.ask("Page.navigate", url=address)
                yield page
    finally:
        browser.kill()
        await browser.wait()


async def _port(profile: Path) -> int:
    """Where the browser listens: it writes that into its profile as soon as it does."""
    told = profile / "DevToolsActivePort"
    end = monotonic() + LONGEST
    while True:
        text = told.read_text() if told.exists() else ""
        if text.partition("\n")[0].isdigit():
            return int(text.partition("\n")[0])
        assert monotonic() < end, "the browser does not start"
        await asyncio.sleep(0.05)
