"""What the verdict pane tells of a failing check."""

from pbc_tui.design.verdict import CheckName, CheckResult, Finding, Result
from pbc_tui.ui.verdict_text import finding_rows


def test_what_a_failing_test_printed_is_shown_and_cut() -> None:
    output = "\n".join(["tests/test_a.py::test_x", "[b]not bold[/b]", *map(str, range(100))])
    check = CheckResult(name=CheckName.TESTS, result=Result.FAIL, reason="no", output=output)
    rows = {row.id: row.content.plain for row in finding_rows([check], "", None, 60)}
    shown = rows["tests output"].splitlines()
    assert shown[:2] == ["tests/test_a.py::test_x", "[b]not bold[/b]"]
    assert (len(shown), shown[-1]) == (61, "…")


def test_what_is_missing_is_said_once_with_the_code_that_stands_in_its_place() -> None:
    said = "greet is missing; hello looks like it, renamed (same parameters)"
    check = CheckResult(
        name=CheckName.CONTRACT,
        result=Result.FAIL,
        reason=said,
        missing=("greet", "part"),
        findings=(Finding(line=2, code="contract", message=said),),
    )
    rows = finding_rows([check], "\ndef hello(): ...\n", None, 100)
    told = "\n".join(row.content.plain for row in rows)
    assert told.count("greet") == 1
    assert "missing  part" in told
    assert "▸    2 │ def hello(): ..." in told


def test_a_reason_of_its_own_stays_beside_the_findings() -> None:
    check = CheckResult(
        name=CheckName.STYLE,
        result=Result.FAIL,
        reason="2 findings",
        findings=(Finding(line=1, code="E501", message="line too long"),),
    )
    told = [row.content.plain for row in finding_rows([check], "x\n", None, 60)]
    assert told[0].endswith("2 findings")


def test_the_kind_of_a_finding_never_stands_outside_its_column() -> None:
    said = "AreaSum is missing; SumOfAreas looks like it, renamed"
    for width in range(40, 100):
        check = CheckResult(
            name=CheckName.SECURITY,
            result=Result.FAIL,
            findings=(Finding(line=8, code="contract", message=said, critical=True),),
        )
        row = list(finding_rows([check], "", None, width))[1].content.split("\n")
        assert max(line.cell_length for line in row) <= width
        assert all(line.plain.startswith(" " * 14) for line in row[1:]), width
        assert row[-1].plain.endswith("contract  critical")
