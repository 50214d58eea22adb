"""What the verdict pane tells of a failing check."""

from pbc_tui.design.verdict import CheckName, CheckResult, Result
from pbc_tui.ui.verdict_text import finding_rows


def test_what_a_failing_test_printed_is_shown_and_cut() -> None:
    output = "\n".join(["tests/test_a.py::test_x", "[b]not bold[/b]", *map(str, range(100))])
    check = CheckResult(name=CheckName.TESTS, result=Result.FAIL, reason="no", output=output)
    rows = {row.id: row.content.plain for row in finding_rows([check], "", None, 60)}
    shown = rows["tests output"].splitlines()
    assert shown[:2] == ["tests/test_a.py::test_x", "[b]not bold[/b]"]
    assert (len(shown), shown[-1]) == (61, "…")
