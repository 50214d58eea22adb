"""The role of the configuration of Sphinx (SPEC 4.4)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.identity import holders, version_of
from pbc_tui.design.blueprint.roles.role import Role


def sphinx_extensions(context: Context) -> tuple[str, ...]:
    """The extensions that the site needs: those of the reference only where there is one."""
    if not context.has("docs:api-reference"):
        return ("myst_parser",)
    napoleon = ("sphinx.ext.napoleon",) if context.docstrings is not o.DocstringStyle.REST else ()
    return ("myst_parser", "sphinx.ext.autodoc", *napoleon)


def _sphinx(context: Context, _: str) -> Brief:
    return Brief(
        purpose=f"Configures Sphinx for the documentation of {context.repository}.",
        phase=Phase.DOCUMENTATION,
        effort=Effort.SIMPLE,
        contract=(
            "project = ...\nauthor = ...\nrelease = ...\nextensions = ...\nhtml_theme = ...\n"
        ),
        requires=("package",),
        problem="The pages are Markdown (myst_parser); the reference comes from docstrings.",
        algorithms=(
            f'release is "{version_of(context)}"; author is {holders(context)}.',
            f"extensions: {', '.join(sphinx_extensions(context))}.",
        ),
        edge_cases=("It builds without warnings (-W).",),
        data_flow="sphinx-build -> conf.py -> docs/*.md -> HTML",
        example="sphinx-build -W docs docs/_build\n",
    )


ROLES = (Role("sphinx", _sphinx),)
