"""From a brief and the decisions to the specification that the checks judge a file by."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.blueprint.brief import Brief
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.plan.own_files import is_test_file
from pbc_tui.design.specification import Forbidden, ImportRules, Specification, StyleRules

TESTING_NONE = 'testing is "none" in this design'
_READS_ENVIRONMENT = ("config",)


def specify(
    path: str, role: str, brief: Brief, contract: str, tests: tuple[str, ...], context: Context
) -> Specification:
    """The specification of one file of the plan."""
    code = path.endswith((".py", ".pyi"))
    return Specification(
        path=path,
        python=context.python,
        contract=contract,
        tests=(path,) if is_test_file(path) and not path.endswith("conftest.py") else tests,
        required_tables=brief.required_tables,
        imports=_import_rules(path, role, brief, context) if code else ImportRules(),
        style=_style_rules(path, context),
        tests_skipped=TESTING_NONE if context.testing is o.Testing.NONE else "",
    )


def allowing(spec: Specification, names: tuple[str, ...]) -> Specification:
    """The specification with further imports allowed by the person (SPEC 11: import prohibited)."""
    rules = spec.imports
    changed = rules.model_copy(
        update={
            "third_party": (*rules.third_party, *names),
            "prohibited": tuple(name for name in rules.prohibited if name not in names),
        }
    )
    return spec.model_copy(update={"imports": changed})


def _import_rules(path: str, role: str, brief: Brief, context: Context) -> ImportRules:
    settings_only = (
        context.configuration is o.Configuration.PYDANTIC_SETTINGS
        and not is_test_file(path)
        and role not in _READS_ENVIRONMENT
    )
    return ImportRules(
        third_party=brief.third_party,
        prohibited=("os.environ", "os.getenv") if settings_only else (),
        local=(context.package,),
    )


def _style_rules(path: str, context: Context) -> StyleRules:
    forbid: tuple[Forbidden, ...] = ("print", "todo", "debugger", "stub")
    if path.startswith("examples/"):
        forbid = ("todo", "debugger", "stub")
    if not path.endswith((".py", ".pyi")):
        forbid = ("todo",)
    plain = is_test_file(path) or not path.endswith(".py")
    return StyleRules(
        line_length=context.line_length,
        forbid=forbid,
        max_lines=context.answers.project.longest_file or 0 if path.endswith(".py") else 0,
        docstrings="none" if plain else context.docstrings.value,
    )
