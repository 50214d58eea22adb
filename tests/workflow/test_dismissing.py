"""A false positive from its verdict to the report: dismissed alone, as long as its text stands."""

from __future__ import annotations

import json

import pytest

from pbc_tui.design.verdict import Overall, Verdict
from pbc_tui.session.progress import Status
from pbc_tui.workflow.building import Building
from pbc_tui.workflow.refused import Refused
from pbc_tui.workflow.reporting import render_report
from tests.workflow.designs import WORDS
from tests.workflow.test_building import begin, verdict_of

TASK = "TASK-002"
REASON = "a made-up value that the documentation prints"
SECRET = '\nDEMO_TOKEN = "tok-9f8e7d6c5b4a3928"\n'
OTHER = '\nDEMO_PASSWORD = "Tr0ub4dor-and-3"\n'


def _verdict(building: Building) -> Verdict:
    verdict = building.project.state.progress_of(TASK).verdict
    assert verdict is not None
    return verdict


def _feedback(building: Building) -> str:
    return (building.project.root / f".pbc/feedback/{TASK}.md").read_text()


async def test_a_dismissal_is_for_one_finding_and_its_text(building: Building) -> None:
    await begin(building)
    await verdict_of(building, WORDS + SECRET + OTHER)
    first, second = _verdict(building).blocking
    assert "DEMO_TOKEN" in _feedback(building)
    await building.dismiss(first.fingerprint, REASON)
    assert _verdict(building).blocking == (second,)
    # The agent is not asked to change what was declared right.
    assert "DEMO_TOKEN" not in _feedback(building)
    assert "DEMO_PASSWORD" in _feedback(building)
    with pytest.raises(Refused, match="no such finding stands"):
        await building.dismiss(first.fingerprint, REASON)

    await building.take_dismissal_back(first.fingerprint)
    assert _verdict(building).blocking == (first, second)
    assert "DEMO_TOKEN" in _feedback(building)
    with pytest.raises(Refused, match="no such finding was dismissed"):
        await building.take_dismissal_back(first.fingerprint)
    await building.dismiss(first.fingerprint, REASON)

    # The other secret is gone and the lines have moved: nothing is left to dismiss.
    moved = WORDS.replace('"""\n', '"""\n\n# A note above everything else.\n', 1) + SECRET
    await verdict_of(building, moved)
    assert not _verdict(building).blocking

    # Another value under the same name is another finding.
    await verdict_of(building, WORDS + SECRET.replace("9f8e", "0000"))
    assert len(_verdict(building).blocking) == 1
    with pytest.raises(Refused, match="critical"):
        await building.accept()


async def test_a_dismissal_is_reported_with_its_reason_in_every_format(building: Building) -> None:
    await begin(building)
    assert await verdict_of(building, WORDS + SECRET) is Overall.NEEDS_REVISION
    (finding,) = _verdict(building).blocking
    await building.dismiss(finding.fingerprint, REASON)
    failing = tuple(check.name.value for check in _verdict(building).failures)
    assert "security" not in failing
    await building.accept(failing)
    assert building.project.state.progress_of(TASK).status is Status.ACCEPTED
    for kind in ("md", "html", "json", "txt"):
        text = render_report(building.project.root, building.project.state, kind)
        # Plain text is wrapped at 80 columns.
        assert REASON in " ".join(text.split()), kind
        assert "DEMO_TOKEN" in text.replace("\\_", "_"), kind
    (task,) = (each for each in json.loads(text_of(building))["tasks"] if each["id"] == TASK)
    assert task["dismissals"] == [
        {"finding": f"line {finding.line}: {finding.message} (secret)", "reason": REASON}
    ]
    security = next(each for each in task["checks"] if each["name"] == "security")
    assert any(line.endswith("(dismissed)") for line in security["findings"])


def text_of(building: Building) -> str:
    return render_report(building.project.root, building.project.state, "json")
