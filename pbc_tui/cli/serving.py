"""``pbc-tui --serve``: the application in a browser of this machine, by textual-serve.

Whoever reaches the application can run what the person can run. So it is bound to the loopback
interface, wants the token that is printed with its address (as Jupyter does), takes no request
that another site makes the browser send (Host, Origin, SameSite), and lets the page load nothing
from elsewhere.
"""

from __future__ import annotations

import html
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_tui.cli import DONE
from pbc_tui.cli.narration import say
from pbc_tui.design.plain_text import single_line

if TYPE_CHECKING:
    from aiohttp import web
    from aiohttp.typedefs import Middleware

HOST = "localhost"
PORT = 8000
COOKIE = "pbc-tui"
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self' ws://{address}; frame-ancestors 'none'; base-uri 'none'"
)
_HEAD = """<title>{title}</title>
<script>
  addEventListener("load", () => new MutationObserver((_, watching) => {{
    // The application draws, so its socket is open, which hears of the focus.
    if (!document.body.classList.contains("-first-byte")) return;
    watching.disconnect();
    document.querySelector(".textual-terminal textarea").focus();
  }}).observe(document.body, {{ attributeFilter: ["class"] }}));
</script>
</head>"""
"""What the page of textual-serve lacks: a title, without which a tab shows the token, and focus."""


def serve(directory: Path, agent: str, port: int) -> int:
    """Serve the application on a directory until the person ends it.

    Raises:
        click.UsageError: when the extra is not installed, or the port is taken.
    """
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError:
        raise click.UsageError(
            "--serve needs the extra serve: pip install 'pbc-tui[serve]'"
        ) from None

    _must_be_free(port)
    words = [sys.executable, "-m", "pbc_tui", str(directory.resolve())]
    command = shlex.join([*words, "--agent", agent] if agent else words)
    token = secrets.token_urlsafe(24)
    address = f"{HOST}:{port}"

    class Guarded(Server):
        """A server that lets in whoever has the token, and nobody whom another site sends."""

        async def on_startup(self, app: web.Application) -> None:
            """Nothing is said before somebody is there to answer."""

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(guard(address, token))
            return app

        async def handle_index(self, request: web.Request) -> web.StreamResponse:
            """The page, with a title, and with the focus on the terminal."""
            page = await super().handle_index(request)
            assert isinstance(page, web.Response)
            head = _HEAD.format(title=html.escape(self.title))
            page.text = (page.text or "").replace("</head>", head, 1)
            return page

    def tell(*_: object) -> None:
        say(f"http://{address}/?token={token}")
        say("for a browser of this machine; ctrl+c ends it")

    title = single_line(f"pbc-tui: {directory.resolve().name}")
    server = Guarded(command, host=HOST, port=port, title=title)
    web.run_app(server._make_app(), host=HOST, port=port, print=tell, access_log=None)
    return DONE


def guard(address: str, token: str) -> Middleware:
    """What stands before each request to the server at ``address``."""
    from aiohttp import web

    @web.middleware
    async def guarded(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        # A name that somebody lets lead here (DNS rebinding) is not ours.
        if request.host != address:
            raise web.HTTPForbidden(text=f"this is http://{address}")
        if request.headers.get("Origin", f"http://{address}") != f"http://{address}":
            raise web.HTTPForbidden(text="another site has no business here")
        given = request.query.get("token", "") or request.cookies.get(COOKIE, "")
        if not secrets.compare_digest(given.encode(), token.encode()):
            raise web.HTTPForbidden(
                text="open the whole address that pbc-tui printed, token included"
            )
        response = await handler(request)
        if not response.prepared:
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
            response.headers["Content-Security-Policy"] = _POLICY.format(address=address)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return guarded


def _must_be_free(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            raise click.UsageError(
                f"--port {port}: something else listens there; try --port {port + 1}"
            ) from None
