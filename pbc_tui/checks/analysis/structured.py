"""Which parser reads which kind of file that holds no Python."""

from __future__ import annotations

from pathlib import Path

from pbc_tui.checks.analysis.formats.dockerfile_text import dockerfile_faults
from pbc_tui.checks.analysis.formats.json_text import json_faults
from pbc_tui.checks.analysis.formats.markdown_text import markdown_faults
from pbc_tui.checks.analysis.formats.plain_texts import text_faults
from pbc_tui.checks.analysis.formats.toml_text import toml_faults
from pbc_tui.checks.analysis.formats.yaml_text import yaml_faults
from pbc_tui.checks.analysis.spot import Spot
from pbc_tui.checks.analysis.worker import Request


def faults_of(request: Request) -> list[Spot]:
    """What the parser of the file's kind finds wrong with it."""
    text, path = request.text, request.spec["path"]
    match request.kind:
        case "JSON":
            return json_faults(text, path, marked=request.content.startswith(b"\xef\xbb\xbf"))
        case "Markdown":
            return markdown_faults(text, path, Path(request.root), request.spec["planned"])
        case "TOML":
            return toml_faults(text)
        case "YAML":
            return yaml_faults(text, path)
        case "Dockerfile":
            return dockerfile_faults(text)
    return text_faults(text, path)
