"""Objects, archives and documents that do more than hold data when they are read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pbc_tui.checks.analysis.dangers.facts import Facts
from pbc_tui.checks.analysis.spot import Spot, at

_DESERIALIZERS = frozenset({
    "pickle.loads", "pickle.load", "pickle.Unpickler", "cPickle.loads", "cPickle.load",
    "dill.loads", "dill.load", "cloudpickle.loads", "cloudpickle.load", "marshal.loads",
    "marshal.load", "jsonpickle.decode", "shelve.open", "pandas.read_pickle", "joblib.load",
    "_pickle.loads", "_pickle.load",
})  # fmt: skip
_LOADERS = frozenset({"yaml.load", "yaml.load_all"})
_UNSAFE_LOADERS = frozenset({
    "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all", "yaml.full_load_all",
})  # fmt: skip
_OPEN_FILTERS = ("fully_trusted", None)


def objects(node: ast.AST, facts: Facts) -> Iterator[Spot]:
    """What reading this does beyond reading."""
    if not isinstance(node, ast.Call):
        return
    function = facts.dotted(node.func)
    if function in _DESERIALIZERS:
        yield at(node, "deserialization", f"{function} runs code that its input names")
    elif function in _LOADERS:
        loader = facts.argument(node, 1, "Loader")
        if loader is None or "Safe" not in facts.dotted(loader):
            yield at(node, "deserialization", "yaml.load builds any object; use safe_load")
    elif function in _UNSAFE_LOADERS:
        yield at(node, "deserialization", f"{function} builds objects; use safe_load")
    elif function.startswith("tarfile.") or facts.last(node.func) == "extractall":
        yield from _archive(node, facts)
    else:
        yield from _switches(node, function, facts)


def _switches(node: ast.Call, function: str, facts: Facts) -> Iterator[Spot]:
    given = dict(facts.keywords(node))
    if function == "torch.load" and facts.may_be(given.get("weights_only", node), False):
        yield at(node, "deserialization", "weights_only=False unpickles what the file holds")
    elif function == "numpy.load" and facts.may_be(given.get("allow_pickle", node), True):
        yield at(node, "deserialization", "allow_pickle=True unpickles what the file holds")
    elif function == "ruamel.yaml.YAML" and facts.may_be(given.get("typ", node), "unsafe"):
        yield at(node, "deserialization", 'typ="unsafe" builds any object')
    elif function == "lxml.etree.XMLParser" and (
        facts.may_be(given.get("resolve_entities", node), True)
        or facts.may_be(given.get("no_network", node), False)
    ):
        yield at(node, "xml", "the parser follows what the document names")


def _archive(node: ast.Call, facts: Facts) -> Iterator[Spot]:
    """``extractall`` of tarfile without a filter writes outside its directory (PEP 706)."""
    if facts.last(node.func) != "extractall" or not _is_tar(node, facts):
        return
    given = dict(facts.keywords(node))
    chosen = given.get("filter")
    if (chosen is None and "members" not in given) or (
        chosen is not None and facts.may_be(chosen, *_OPEN_FILTERS)
    ):
        message = 'the archive may write outside its directory; pass filter="data"'
        yield at(node, "archive", message)


def _is_tar(node: ast.Call, facts: Facts) -> bool:
    """Whether the archive is one of tarfile: by the last binding above the call."""
    if not (facts.uses("tarfile") and isinstance(node.func, ast.Attribute)):
        return False
    bound = [
        (value.lineno, facts.dotted(value.func))
        for value in facts.values(node.func.value)
        if isinstance(value, ast.Call) and value.lineno <= node.lineno
    ]
    return not bound or max(bound)[1].startswith("tarfile.")
