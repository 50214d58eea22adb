"""What it changes for whom an API is: what every answer carries, and who is answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pbc_tui.agents.builtin import write
from tests.agents.builtin.code.repositories import write_repository, write_stand_in
from tests.design.blueprint.designs import plan_of

API: dict[str, Any] = {"features.api": "D", "features.api_framework": "Falcon"}
ASKED = """
import io
import json
from schema_guard.api.app import create_app
from schema_guard.config import Settings

def answer(path, host):
    seen = {}
    def start(status, headers):
        seen.update(headers)
        seen["status"] = status[:3]
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": host}
    list(create_app(Settings())({**asked, "wsgi.input": io.BytesIO()}, start))
    return seen["status"], seen.get("X-Content-Type-Options"), seen.get("Cache-Control")

hosts = ("localhost:8000", "api.example.org")
print(json.dumps([answer(path, host) for path in ("/health", "/nowhere") for host in hosts]))
"""
PLAIN = [["200", None, None], ["200", None, None], ["404", None, None], ["404", None, None]]
CAREFUL = ["nosniff", "no-store"]


@pytest.mark.parametrize(
    ("purpose", "answers"),
    [
        ("external", [[status, *CAREFUL] for status in ("200", "200", "404", "404")]),
        ("internal", PLAIN),
        ("development", [PLAIN[0], ["400", None, None], PLAIN[2], ["400", None, None]]),
    ],
)
def test_an_api_answers_as_its_purpose_wants(
    purpose: str, answers: list[list[str | None]], tmp_path: Path
) -> None:
    write_repository(plan_of(API, {"features.api_purpose": purpose}), tmp_path)
    write_stand_in(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == answers


@pytest.mark.parametrize(("letter", "role"), [("A", "routes"), ("B", "openapi"), ("D", "openapi")])
def test_a_token_that_is_asked_for_is_described(letter: str, role: str) -> None:
    described = {"A": "Depends(HTTPBearer(", "B": "securitySchemes", "D": "securitySchemes"}[letter]
    for source, asked in {"A": True, "B": False, "C": True, "D": True}.items():
        plan = plan_of(API, {"features.api": letter, "architecture.configuration": source})
        text = write(plan, plan.by_path[plan.context.path(role)])
        assert (described in text) is asked, source


@pytest.mark.parametrize("letter", "ABCD")
def test_every_framework_is_told_for_whom_it_answers(letter: str) -> None:
    seen = {}
    for purpose in ("external", "internal", "development"):
        plan = plan_of(API, {"features.api": letter, "features.api_purpose": purpose})
        app = write(plan, plan.by_path[plan.context.path("app")])
        tests = write(plan, plan.by_path[plan.context.path("test:api")])
        seen[purpose] = [
            "no-store" in app and "no-store" in tests,
            '"localhost"' in app and "api.example.org" in tests,
        ]
    assert seen == {
        "external": [True, False],
        "internal": [False, False],
        "development": [False, True],
    }


PAGES = """
import io
import json
from urllib.parse import urlencode
from schema_guard.api.app import create_app
from schema_guard.config import Settings

app = create_app(Settings(max_items=1, max_length=10))

def answer(method, path, **fields):
    seen = {}
    sent = urlencode(fields).encode()
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost"}
    asked |= {"wsgi.input": io.BytesIO(sent), "CONTENT_LENGTH": str(len(sent))}
    text = b"".join(app(asked, lambda status, headers: seen.update(headers))).decode()
    names = ("X-Frame-Options", "X-Content-Type-Options", "Content-Security-Policy")
    return [[seen.get(name, "") for name in names], text]

refused = answer("POST", "/", name="<i>", text="</textarea> is too long")
listed = []
for _ in range(2):
    answer("POST", "/", name="n", text="t")
    listed.append(answer("GET", LISTED))
print(json.dumps({"health": answer("GET", "/health"), "head": answer("HEAD", "/health"),
                  "refused": refused, "listed": listed}))
"""


@pytest.mark.parametrize(("pages", "listed"), [("A", "/"), ("C", "/list")])
@pytest.mark.parametrize("purpose", ["external", "internal"])
def test_a_page_is_guarded_keeps_what_was_typed_and_says_what_it_leaves_out(
    pages: str, listed: str, purpose: str, tmp_path: Path
) -> None:
    plan = plan_of(API, {"features.api_purpose": purpose, "features.web_ui": pages})
    write_repository(plan, tmp_path)
    write_stand_in(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", f"LISTED = {listed!r}\n{PAGES}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    policy = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    guarded = ["DENY", "nosniff", policy]
    headers, text = found["refused"]
    assert headers == guarded
    assert "&lt;i&gt;" in text
    assert "\n&lt;/textarea&gt; is too long</textarea>" in text
    (first, all_of_it), (second, cut) = found["listed"]
    assert first == second == guarded
    assert "more items than" not in all_of_it
    assert "more items than the 1 shown here" in cut
    assert "DENY" not in found["health"][0]
    assert found["head"][1] == ""
