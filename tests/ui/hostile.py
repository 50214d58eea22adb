"""Text that nobody vouches for, and what must not become of it on a screen."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, SetPurpose, Tree
from pbc_tui.session import events as e
from pbc_tui.workflow import design_desk, plan_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import ANSWERS, Walk, prepare

WORD = "OUTSIDE"
"""What every hostile text begins with, so that a test sees that it was shown at all."""
PIECES = {
    "markup": "[/b] [@click=app.quit]quit[/] [bold [/] $accent \\[",
    "csi": "\x1b[31;1337mred\x1b[1337;1337H\x1b[?1337h",
    "osc": "\x1b]0;PWNED\x07\x1b]8;;http://pwned.example\x1b\\link\x1b]52;c;UFdORUQ=\x07",
    "dcs": "\x1bPpwned\x1b\\\x1b_pwned\x1b\\\x1bX pwned\x1b\\",
    "c1": "\x9b1337m\x9d0;PWNED\x9c\x90pwned\x9c\x85",
    "controls": "a\x08b\x07c\x0bd\x7fe\0f\x0e\x0f",
    "bidi": "safe\u202egnp.exe\u202c\u2066x\u2069\u200f",
    "hidden": "zero\u200bwidth\u2060\ufeff\u2028\U000e0041",
    "wide": "漢字 e\u0301\u0301 👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 ﷽",
    "unfinished": "\x1b]0;PWNED",
}
"""One of each kind; the last begins what nothing ends."""
LINE = WORD + " " + " ".join(PIECES.values())
"""All of them on one line."""
RETURNS = LINE.replace("\0", "") + "\rover\r\nwritten\n"
"""With what goes back to the beginning of the line, too, and as a file that is text."""
LONG = f"{WORD} " + "x" * 1_000_000 + LINE
"""And with what nobody wants to wrap."""
CORE = "src/schema_guard/core.py"
CONTRACT = 'def core(text: str) -> int:\n    """OUTSIDE [/b] [@click=app.quit]x[/] {}"""\n'
_INVISIBLE = frozenset(["Cc", "Cs", "Co", "Zl", "Zp"])
_TURNING = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def harmless(shown: str) -> None:
    """What reaches a terminal holds no control character and turns no direction."""
    bad = {c for c in shown if unicodedata.category(c) in _INVISIBLE and c != "\n"}
    bad |= _TURNING & set(shown)
    assert not bad, sorted(map(ascii, bad))


def nothing_to_click(walk: Walk) -> None:
    """No text on the screen became an action that a click carries out."""
    strips = walk.app.screen._compositor.render_strips()
    acts = {
        str(segment.style.meta["@click"])
        for strip in strips
        for segment in strip
        if segment.style is not None and "@click" in segment.style.meta
    }
    assert not {act for act in acts if "quit" in act}, acts


def shown_safely(walk: Walk) -> None:
    """The screen is alive and shows only what is harmless."""
    assert walk.app.is_running
    harmless(walk.text)
    nothing_to_click(walk)


def prepare_hostile(root: Path, gate: Gate | None, *, text: str = LINE) -> None:
    """A project that stands at ``gate`` (None: at its task) and holds ``text`` wherever it can."""
    prepare(root, Gate.INTAKE)
    project = Project.open(root)
    project.record(e.Noted(text=f"TASK-001 {text}"), e.AgentChosen(agent=text))
    if gate is Gate.INTAKE:
        drafted = ("intake.package_name", "intake.description", "intake.non_goals")
        project.record(*(e.Drafted(key=key, text=text) for key in drafted))
    else:
        _begin(project, gate, text)
    project.close()


def _begin(project: Project, gate: Gate | None, text: str) -> None:
    # An answer holds no control characters: the gates refuse it.
    said = f"{WORD} {PIECES['markup']} 漢字 e\u0301"
    design_desk.answer(project, "intake.description", said)
    design_desk.answer(project, "intake.non_goals", [said, "x"])
    design_desk.confirm(project, Gate.INTAKE)
    for key, value in ANSWERS[Gate.ARCHITECTURE].items():
        design_desk.answer(project, key, value)
    if gate is not Gate.ARCHITECTURE:
        design_desk.confirm(project, Gate.ARCHITECTURE)
        design_desk.confirm(project, Gate.CRITIC_1, reason=text)
        _decide(project, gate, text)


def _decide(project: Project, gate: Gate | None, text: str) -> None:
    design_desk.answer(project, "structure.way", "own")
    design_desk.adopt(project, Tree.of([(CORE, text, "")]))
    design_desk.edit(project, Add(path="docs/[red]漢字 [bold].md"))
    design_desk.edit(project, SetPurpose(path="docs/[red]漢字 [bold].md", purpose=text))
    if gate is Gate.STRUCTURE:
        return
    design_desk.confirm(project, Gate.STRUCTURE)
    for key, value in ANSWERS[Gate.FEATURES].items():
        design_desk.answer(project, key, value)
    design_desk.confirm(project, Gate.FEATURES)
    design_desk.confirm(project, Gate.CRITIC_2, reason=text)
    plan_desk.set_contract(project, CORE, CONTRACT.format(text.replace("\0", "").replace("\\", "")))
    changed = e.ConstraintsChanged(path=CORE, constraints=(text,), allowed=(text,), reason=text)
    refused = e.ProposalRefused(path=CORE, digest=text, reason=text)
    project.record(changed, refused, e.TaskAdded(path="extra.md", purpose=text))
    if gate is None:
        design_desk.confirm(project, Gate.PLAN, reason=text)
