"""README.md and its translations: one template, so that structure, links and commands agree."""

from __future__ import annotations

from urllib.parse import quote

from pbc_tui.agents.builtin.catalogue import Catalogue, catalogue
from pbc_tui.agents.builtin.project.metadata import threshold
from pbc_tui.agents.builtin.project.surroundings import on_github
from pbc_tui.agents.builtin.project.tree_text import tree_text
from pbc_tui.agents.builtin.project.usage import (
    PORT,
    quick_start,
    reads_lines,
    scenarios,
    serve_command,
)
from pbc_tui.agents.builtin.quoting import markdown
from pbc_tui.agents.builtin.rendering import render
from pbc_tui.design import options as o
from pbc_tui.design.blueprint import commands as c
from pbc_tui.design.blueprint.context import Context
from pbc_tui.design.blueprint.frameworks import framework_of, without_token
from pbc_tui.design.blueprint.identity import (
    authors_of,
    holders,
    is_service,
    licence_of,
    modules_of,
    package_directory,
    url_of,
)
from pbc_tui.design.blueprint.identity import test_files as files_of_tests
from pbc_tui.design.blueprint.managers import command_line
from pbc_tui.design.blueprint.roles import brief_of
from pbc_tui.design.blueprint.roles.code.pages import page_modules
from pbc_tui.design.blueprint.settings import (
    config_file_variable,
    environment_files,
    in_environment,
    reads_file,
    secret_of,
    settings_of,
    variable,
)
from pbc_tui.design.plan.build import Plan

_STYLES = {
    o.DocstringStyle.GOOGLE: "Google",
    o.DocstringStyle.NUMPY: "NumPy",
    o.DocstringStyle.REST: "reST",
}


def readme(plan: Plan, code: str) -> str:
    """README.md, or with a language code its translation.

    Raises:
        UnknownLanguage: for a code without a catalogue.
    """
    context = plan.context
    words = catalogue(code or "en")
    manager = c.manager_of(context)
    url = url_of(context)
    secret = secret_of(context)
    quick = quick_start(context)
    issues, questions = places(context, words)
    return render(
        "project/readme.md.j2",
        context=context,
        code=code or "en",
        t=words.text,
        t_en=catalogue("en").text,
        join=words.join,
        gap=words.gap,
        languages=_languages(context),
        users=[words.text(f"users.{user.value}") for user in context.answers.intake.users or ()],
        non_goals=context.answers.intake.non_goals or (),
        badge=_badge,
        licence=licence_of(context),
        holders=holders(context),
        python_words=python_words(context),
        url=url,
        ci_badge=on_github(context) and context.has("ci"),
        manager=manager,
        line=command_line,
        running=lambda *command: c.running(context, *command),
        lock_file=manager.lock_file if context.has("lock") else "",
        quick={
            "kind": quick.kind,
            "language": quick.language,
            "text": quick.text,
            "file": quick.file,
            "run": c.using(context, "python", quick.file) if quick.file else "",
        },
        features=feature_keys(context),
        pattern=pattern_of(context),
        modules=modules(plan, words),
        tree=tree_text(context.repository, context.files),
        scenarios=scenarios(context),
        reads_lines=reads_lines(context),
        settings=settings_of(context) if context.has("config") else (),
        variable=lambda setting: variable(setting, context),
        in_environment=lambda setting: in_environment(setting, context),
        reads_file=reads_file(context),
        config_variable=config_file_variable(context),
        environments=[f"`{path}`" for path in environment_files(context).values()],
        staging=_staging(context),
        commands=readme_commands(context),
        threshold=threshold(context),
        convention_title=style_title(context),
        issues=issues,
        questions=questions,
        service=is_service(context),
        api_purpose=(context.answers.features.api_purpose or _default_purpose(context)).value,
        serve=serve_command(context) if is_service(context) else "",
        secret=secret is not None,
        secured=variable(secret, context) if secret and context.has("routes") else "",
        required=_required(context),
        port=PORT,
        address=f"http://127.0.0.1:{PORT}",
        framework=framework_of(context),
        web_ui=_web_ui(context),
        web_secured=variable(secret, context) if secret and context.has("web:access") else "",
        examples=[path for role, path in context.layout.items() if role.startswith("example:")],
        deployed=context.has("dockerfile") or context.deployment is o.Deployment.SEVERAL,
        image=context.repository.lower().strip("._-") or context.package,
    )


def python_words(context: Context) -> str:
    """The supported versions in words: "3.11+", "3.11 – 3.13" or "3.12"."""
    pythons = context.pythons
    if "<" in context.python_specifier or "==" in context.python_specifier:
        return pythons[0] if len(pythons) == 1 else f"{pythons[0]} – {pythons[-1]}"
    return f"{pythons[0]}+"


def pattern_of(context: Context) -> str:
    """The architectural pattern that the files follow, as the catalogue names it."""
    if context.has("app"):
        return "layers"
    if context.has("cli"):
        return "commands"
    return "library" if context.has("core") else "own"


def feature_keys(context: Context) -> tuple[str, ...]:
    """What it offers, as keys of the catalogue; only what the tree really has."""
    layers = {"core": "core", "routes": "app", "cli": "cli"}
    found = [name for role, name in layers.items() if context.has(role)]
    api = "graphql" if framework_of(context).graphql else "api"
    keys = [api if name == "app" else name for name in found]
    keys += ["web"] if _web_ui(context) else []
    keys += ["memory"] if context.has("service") else []
    if context.has("exceptions") or context.has("results"):
        keys.append(f"errors-{context.errors.value}")
    if context.has("log") or context.logging is o.Logging.MINIMAL:
        keys.append(f"logging-{context.logging.value}")
    if context.has("config"):
        keys.append(f"configuration-{context.configuration.value}")
    keys.append(f"concurrency-{context.concurrency.value}")
    if context.has("py_typed"):
        keys.append("typed")
    if c.test_command(context):
        keys.append(f"tests-{context.testing.value}")
    optional = {
        "ci": context.has("ci"),
        "container": context.has("dockerfile"),
        "docs": context.has("docs:index"),
        "examples": any(role.startswith("example:") for role in context.layout),
    }
    return (*keys, *(key for key, there in optional.items() if there))


def modules(plan: Plan, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """The modules of the package, each with its responsibility.

    A purpose that the person wrote stays as it is written; the others come from the catalogue.
    """
    context = plan.context
    roles = {path: role for role, path in context.layout.items()}
    found = []
    for path in modules_of(context):
        task = plan.by_path.get(path)
        role = roles.get(path, "")
        kind = "package" if path.endswith("__init__.py") else role.partition(":")[0]
        if path.endswith("__init__.py") and role != "package" and kind == "package":
            continue
        own = task is not None and (not role or task.purpose != brief_of(role, context).purpose)
        if own and task is not None:
            found.append((path, markdown(task.purpose)))
            continue
        name = role.rpartition(":")[2]
        key = f"role.{kind}-{name}" if kind == "web" else f"role.{kind}"
        if key in words.messages:
            found.append((path, words.text(key, name=name)))
    return tuple(found)


def _required(context: Context) -> str:
    """Which sentence says where the token is needed, "" where the server starts without one."""
    if without_token(context) != "refuses":
        return ""
    several = context.deployment is o.Deployment.SEVERAL
    return "required_in_production" if several else "required_for_others"


def _web_ui(context: Context) -> str:
    """The kind of pages that the tree has, "" for none."""
    chosen = context.answers.features.web_ui
    return chosen.value if chosen and page_modules(context) else ""


def _languages(context: Context) -> list[tuple[str, str, str]]:
    codes = [role.partition(":")[2] for role in context.layout if role.startswith("readme:")]
    known = [(code, catalogue(code).title, context.path(f"readme:{code}")) for code in codes]
    return [("en", catalogue("en").title, "README.md"), *known]


def _badge(text: str) -> str:
    return quote(text.replace("-", "--").replace("_", "__"), safe="")


def _one_test(context: Context) -> str:
    return next(iter(files_of_tests(context)), "")


def _staging(context: Context) -> str:
    """The assignment by which the image runs as staging; "" where there is no such environment."""
    file = environment_files(context).get("staging")
    if file is None:
        return ""
    if reads_file(context):
        return f"{config_file_variable(context)}={file}"
    return f"{context.package.upper()}_ENVIRONMENT=staging"


def _default_purpose(context: Context) -> o.ApiPurpose:
    if context.purpose is o.Purpose.API_SERVICE:
        return o.ApiPurpose.EXTERNAL
    return o.ApiPurpose.INTERNAL


def places(context: Context, words: Catalogue) -> tuple[str, str]:
    """Where issues go and where questions go, in words."""
    names = words.text("contributing.maintainers", names=markdown(holders(context)))
    mails = [author.mail for author in authors_of(context) if author.mail]
    mail = words.text("contributing.mail", mail=markdown(mails[0])) if mails else ""
    tracker = ""
    if on_github(context):
        tracker = words.text("contributing.tracker", url=f"{url_of(context)}/issues")
    return tracker or mail or names, mail or tracker or names


def readme_commands(context: Context) -> dict[str, str]:
    """The command lines of development by what they do; "" where there is nothing to do."""
    one_test = _one_test(context)
    return {
        "lint": c.lint_command(context),
        "format": c.format_command(context),
        "types": c.types_command(context) if package_directory(context) else "",
        "test": c.test_command(context),
        "coverage": c.coverage_command(context),
        "one_test": c.test_command(context, one_test) if one_test else "",
        "docs": c.docs_command(context),
        "docs_serve": c.docs_command(context, serve=True),
    }


def style_title(context: Context) -> str:
    """The docstring style as people call it."""
    return _STYLES[context.docstrings]
