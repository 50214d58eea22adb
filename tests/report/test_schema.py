"""The JSON report fulfils the schema that is published in the package."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pbc_tui.report.schema import PUBLISHED, schema_text
from pbc_tui.report.whole import RENDERINGS, Measured, build_report
from pbc_tui.session.state import State
from pbc_tui.workflow.project import Project
from tests.report.sessions import report_of


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_published_schema_is_that_of_the_model() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_reports_fulfil_it(project: Project, validator: Draft202012Validator) -> None:
    validator.validate(json.loads(RENDERINGS["json"](report_of(project))))
    validator.validate(json.loads(RENDERINGS["json"](build_report(State(), Measured()))))


@pytest.mark.parametrize("wrong", [{"format": "another"}, {"tasks": 3}, {"unknown": 1}])
def test_what_is_no_report_does_not(
    project: Project, validator: Draft202012Validator, wrong: dict[str, object]
) -> None:
    content = json.loads(RENDERINGS["json"](report_of(project)))
    with pytest.raises(ValidationError):
        validator.validate({**content, **wrong})
