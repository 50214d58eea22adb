"""The brief of a file that no role describes: a person's own file (SPEC 5)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from pbc_tui.design.blueprint.brief import Brief, Effort, Phase
from pbc_tui.design.blueprint.context import Context, module_name
from pbc_tui.design.blueprint.dependencies import runtime_dependencies

_DOCUMENTS = (".md", ".rst", ".txt")


def is_test_file(path: str) -> bool:
    """Whether a path is a test or serves only tests."""
    name = posixpath.basename(path)
    return path.endswith(".py") and (
        name.startswith("test_")
        or name.endswith("_test.py")
        or name == "conftest.py"
        or path.split("/")[0] in ("tests", "test")
    )


def needs_contract(path: str) -> bool:
    """Whether a file of one's own is code that cannot be generated without a contract."""
    return (
        path.endswith((".py", ".pyi"))
        and not is_test_file(path)
        and posixpath.basename(path) != "__init__.py"
    )


def tests_of(path: str, files: Iterable[str]) -> tuple[str, ...]:
    """The test files that, by their names, try the module at ``path``."""
    stem = posixpath.basename(path).removesuffix(".py")
    if stem == "__init__":
        return ()
    names = {f"test_{stem}.py", f"{stem}_test.py"}
    return tuple(file for file in files if posixpath.basename(file) in names)


def subjects_of(path: str, files: Iterable[str]) -> tuple[str, ...]:
    """The modules that, by its name, a test file tries."""
    return tuple(
        file for file in files if not is_test_file(file) and path in tests_of(file, (path,))
    )


def own_brief(path: str, purpose: str, contract: str, context: Context) -> Brief:
    """A brief from what is known of a person's own file: path, purpose, contract, decisions."""
    sentence = purpose or f"Holds {posixpath.basename(path)} of {context.repository}."
    if is_test_file(path):
        subjects = subjects_of(path, context.files)
        return Brief(
            purpose=sentence,
            phase=Phase.TEST,
            effort=Effort.SIMPLE,
            problem=f"Shows that {', '.join(subjects) or 'the package'} does what it promises.",
            behaviours=tuple(f"every public function and class of {file}" for file in subjects),
            third_party=("pytest",),
        )
    if path.endswith((".py", ".pyi")):
        return Brief(
            purpose=sentence,
            phase=Phase.EXAMPLE if path.startswith("examples/") else Phase.CORE,
            effort=effort_of(contract),
            contract=contract,
            third_party=tuple(entry.name for entry in runtime_dependencies(context)),
            problem=sentence,
            example=f"from {module_name(path)} import ...",
        )
    phase = Phase.DOCUMENTATION if path.endswith(_DOCUMENTS) else Phase.INFRASTRUCTURE
    return Brief(purpose=sentence, phase=phase, effort=Effort.TRIVIAL, problem=sentence)


def effort_of(contract: str) -> Effort:
    """An estimate by the number of definitions that a contract asks for."""
    definitions = sum(
        line.lstrip().startswith(("def ", "async def ", "class ")) for line in contract.splitlines()
    )
    if definitions == 0:
        return Effort.TRIVIAL
    if definitions <= 3:
        return Effort.SIMPLE
    return Effort.MODERATE if definitions <= 10 else Effort.COMPLEX
