"""The Jinja2 environment of the prompts: strict, and safe for outside text by default."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pbc_tui.prompts.parts import Prepared, block, prepared

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> Prepared:
    """A template of this package, filled; ends with one line end.

    Whatever a template puts out that is not ``Prepared`` becomes one safe line.
    """
    return Prepared(_environment().get_template(template).render(**values).rstrip() + "\n")


@cache
def _environment() -> Environment:
    # Imported here: Jinja2 is not needed before the first prompt.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pbc_tui.prompts"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=prepared,
    )
    environment.filters["block"] = block
    return environment
