"""Calls that load a module whose name is a text."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import PurePosixPath

from pbc_tui.checks.analysis.names import LOADERS, Names, argument, first_argument

_BY_NAME = LOADERS | {
    "runpy.run_module",
    "pkgutil.resolve_name",
    "pkgutil.get_loader",
    "pkgutil.find_loader",
    "importlib.find_loader",
    "imp.load_module",
    "imp.find_module",
    "werkzeug.utils.import_string",
    "django.utils.module_loading.import_string",
}
_BY_FILE = {
    "importlib.util.spec_from_file_location": (0, 1),
    "importlib.machinery.SourceFileLoader": (0, 1),
    "importlib.machinery.SourcelessFileLoader": (0, 1),
    "importlib.machinery.ExtensionFileLoader": (0, 1),
    "imp.load_source": (0, 1),
    "imp.load_compiled": (0, 1),
    "imp.load_dynamic": (0, 1),
    "runpy.run_path": (0, 0),
    "zipimport.zipimporter": (0, 0),
}
_ONLY_ASKS = frozenset({"importlib.util.find_spec"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a call loads: modules by name, or whatever lies in a file.

    ``names`` are the modules as far as the source tells, relative ones with their dots; ``stems``
    the names under which a file is loaded; ``asks`` says that it is only asked for. ``certain`` is
    whether just one module can be meant, ``closed`` whether the names are all there can be.
    ``within`` says that relative names start from the package of the file itself, ``given`` is the
    expression that names the module.
    """

    names: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    certain: bool = True
    closed: bool = True
    asks: bool = False
    within: bool = False
    given: ast.expr | None = None


def loaded_by(node: ast.Call, names: Names) -> Loaded | None:
    """What a call loads; None for a call that loads nothing."""
    functions = {*names.all_dotted(node.func)}
    if node.args and functions & {"functools.partial"}:
        functions |= {*names.all_dotted(node.args[0])}
        node = ast.Call(node.args[0], node.args[1:], node.keywords)
        if not node.args and not node.keywords:
            return None
    if functions & {"map", "builtins.map"} and len(node.args) == 2:
        if LOADERS.intersection(names.all_dotted(node.args[0])):
            return Loaded(tuple(names.sequences(node.args[1])), certain=False)
        return None
    if functions & (_BY_NAME | _ONLY_ASKS):
        given = first_argument(node, "name") or first_argument(node, "mod_name")
        texts = names.texts(given)
        start = argument(node, 1, "package")
        package = names.text(start)
        found = []
        for text in texts:
            module = text.partition(":")[0]
            if module.startswith(".") and package and functions & LOADERS:
                module = _resolved(module, package)
            found.append(module)
        certain = names.text(given) is not None
        return Loaded(
            tuple(found),
            certain=certain,
            closed=names.is_certain(given),
            asks=not functions & _BY_NAME,
            within=isinstance(start, ast.Name) and start.id == "__package__",
            given=given,
        )
    for function in functions & _BY_FILE.keys():
        name_place, path_place = _BY_FILE[function]
        stems = []
        for text in names.texts(argument(node, path_place, "location")):
            path = PurePosixPath(text.replace("\\", "/"))
            stems.append(path.parent.name if path.stem == "__init__" else path.stem)
        if name_place != path_place:
            stems += names.texts(argument(node, name_place, "name"))
        return Loaded(stems=tuple(stems), certain=False)
    return None


def _resolved(module: str, package: str) -> str:
    bare = module.lstrip(".")
    kept = package.split(".")
    kept = kept[: len(kept) - (len(module) - len(bare)) + 1]
    return ".".join([*kept, bare] if bare else kept)
