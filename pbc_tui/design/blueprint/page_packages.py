"""What the pages for people are built with: one entry per option of the feature gate (SPEC 4.4)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import Package, framework_of

_JINJA2: Package = ("jinja2", ">=3.1,<4.0", "jinja2")
_FORM_READER: Package = ("python-multipart", ">=0.0.18,<1.0", "python_multipart")
_ADMIN: Package = ("starlette-admin", ">=1.0,<2.0", "starlette_admin")


def page_packages(context: Context) -> tuple[Package, ...]:
    """The distributions that the pages need beside those of the framework."""
    served = framework_of(context).key not in ("flask", "other")
    match context.answers.features.web_ui:
        case o.WebUi.TEMPLATES:
            return (_JINJA2, _FORM_READER) if served else (_JINJA2,)
        case o.WebUi.FORMS:
            return (_FORM_READER,) if served else ()
        case o.WebUi.ADMIN:
            return (_ADMIN, _FORM_READER)
        case _:
            return ()
