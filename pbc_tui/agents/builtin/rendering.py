"""One Jinja2 environment for all templates of the built-in agent: strict, without autoescape."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pbc_tui.agents.builtin.quoting import FILTERS

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """The environment: an undefined name is an error, and the person's text goes through filters.

    Templates lie in ``templates/``; each names its directory: ``project/pyproject.toml.j2``.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("pbc_tui.agents.builtin", "templates"),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


def render(template: str, **values: Any) -> str:
    """The text that a template gives for these values.

    Raises:
        jinja2.TemplateError: when the template is not there or uses a name that has no value.
    """
    return environment().get_template(template).render(**values)
