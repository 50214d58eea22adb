"""The published schema of the report as JSON (SPEC 10); ``schema.json`` beside this is its text."""

from __future__ import annotations

import json
from pathlib import Path

from pbc_tui.report.model import Report

PUBLISHED = Path(__file__).with_name("schema.json")
"""The file in the package. After a change of the model: ``python -m pbc_tui.report.schema``."""


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) that every report in JSON fulfils."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pbc-tui:report:1",
        **Report.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(schema_text(), encoding="utf-8")
