"""The answers file: the whole design as TOML, read and written (SPEC 12)."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pbc_tui.design import catalog
from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.contract import ContractError, parse_contract
from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import SetPurpose, Tree, TreeSyntaxError, apply, print_tree, read_tree
from pbc_tui.design.templates import completed, proposed

ACCEPTABLE = "acceptable"
"""The one value of ``confirm.accept`` that accepts anything."""

_PLAIN_SECTIONS = {
    "intake": "intake",
    "architecture": "architecture",
    "project": "project",
    "features": "features",
}
_STRUCTURE_KEYS = ("way", "tree", "purposes", "guided")
_CONFIRM_KEYS = ("gates", "accept", "reasons")
_SECTIONS = (*_PLAIN_SECTIONS, "structure", "contracts", "confirm")
_WITH_REASON = (Gate.CRITIC_1.value, Gate.CRITIC_2.value)


class AnswersFileError(ValueError):
    """An answers file that cannot be used; one line that names the key and what would be right."""


@dataclass(frozen=True)
class Design:
    """What an answers file describes, as the critic and the plan take it.

    ``answers`` are as given; ``settled`` has "no preference" resolved as recommended, so that an
    open preference costs points but keeps nothing from being planned (SPEC 12).
    """

    answers: Answers
    settled: Answers
    tree: Tree
    contracts: Mapping[str, str]


@dataclass(frozen=True)
class AnswersFile:
    """A well-formed answers file. ``values`` maps the keys of the catalog to plain values.

    ``tree`` is the text of an own structure, ``purposes`` maps its paths to sentences,
    ``contracts`` paths to stub text; ``gates`` and ``reasons`` are what the file confirms.
    """

    values: Mapping[str, Any]
    tree: str = ""
    purposes: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    gates: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""

    @property
    def accepts(self) -> bool:
        """Whether files with an ACCEPTABLE verdict are accepted."""
        return self.accept == ACCEPTABLE

    def values_of(self, gate: Gate) -> tuple[tuple[str, Any], ...]:
        """The keys and plain values that stand before a gate, in the order of the catalog."""
        given = [
            (key, self.values[key])
            for key, entry in catalog.QUESTIONS.items()
            if entry.gate is gate and key in self.values
        ]
        if gate is Gate.ARCHITECTURE:
            given += _conventions_as_suggested(self.answers, self.values)
        return tuple(given)

    @property
    def answers(self) -> Answers:
        """The typed answers that the file gives, the others open."""
        answers = Answers()
        for key, value in self.values.items():
            answers = catalog.answer(answers, key, value)
        return answers

    def tree_for(self, answers: Answers) -> Tree:
        """The structure that the file describes for these answers, with its purposes.

        Raises:
            AnswersFileError: when a purpose belongs to no path of it.
        """
        tree = self._bare_tree(answers)
        for path, purpose in self.purposes.items():
            if path not in tree:
                near = _near(path, tree.files())
                raise AnswersFileError(
                    f"structure.purposes: {path!r} is not in the structure{near}"
                )
            tree = apply(tree, SetPurpose(path=path, purpose=purpose))
        return tree

    def design(self) -> Design:
        """Everything that is decided, with the conventions that ``[project]`` leaves as suggested.

        Raises:
            AnswersFileError: when a purpose or a contract belongs to no path of the structure.
        """
        answers = self.answers
        for key, value in _conventions_as_suggested(answers, self.values):
            answers = catalog.answer(answers, key, value)
        settled = _settled(answers)
        tree, fault = completed(settled, self.tree_for(settled))
        if fault:
            raise AnswersFileError(f"features.add_missing: {fault}")
        files = tree.files()
        for path in self.contracts:
            if path not in set(files):
                raise AnswersFileError(
                    f"contracts: {path!r} is not a file of the structure{_near(path, files)}"
                )
        return Design(answers, settled, tree, self.contracts)

    def _bare_tree(self, answers: Answers) -> Tree:
        try:
            if answers.structure.way is o.StructureWay.OWN:
                return read_tree(self.tree, answers.intake.repository_name or "")
            return proposed(answers)
        except TreeSyntaxError as error:
            raise AnswersFileError(f"structure.tree: {error}") from error
        except ValueError:
            # A proposal needs answers that are still open: the critic names them.
            return Tree()


def read_answers_file(text: str) -> AnswersFile:
    """Read an answers file and check every value in it.

    Raises:
        AnswersFileError: naming the key and the nearest valid one.
    """
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise AnswersFileError(f"not valid TOML: {error}") from None
    _only(raw, _SECTIONS, "")
    values: dict[str, Any] = {}
    for name, prefix in _PLAIN_SECTIONS.items():
        section = _table(raw, name)
        known = [key.partition(".")[2] for key in catalog.QUESTIONS if key.startswith(f"{prefix}.")]
        _only(section, known, f"{name}.")
        values.update({f"{prefix}.{key}": value for key, value in section.items()})
    structure = _table(raw, "structure")
    _only(structure, _STRUCTURE_KEYS, "structure.")
    if "way" in structure:
        values["structure.way"] = structure["way"]
    guided = _table(structure, "guided", "structure.")
    _only(
        guided,
        [key.partition(".")[2] for key in catalog.QUESTIONS if key.startswith("guided.")],
        "structure.guided.",
    )
    values.update({f"guided.{key}": value for key, value in guided.items()})
    confirm = _table(raw, "confirm")
    _only(confirm, _CONFIRM_KEYS, "confirm.")
    reasons = _texts(_table(confirm, "reasons", "confirm."), "confirm.reasons")
    _only(reasons, _WITH_REASON, "confirm.reasons.")
    file = AnswersFile(
        values=values,
        tree=_text(structure.get("tree", ""), "structure.tree"),
        purposes=_texts(_table(structure, "purposes", "structure."), "structure.purposes"),
        contracts=_texts(_table(raw, "contracts"), "contracts"),
        gates=_gates(confirm.get("gates", [])),
        reasons=reasons,
        accept=_accept(confirm.get("accept", "")),
    )
    _check(file)
    return file


def write_answers_file(
    answers: Answers,
    tree: Tree,
    *,
    contracts: Mapping[str, str] | None = None,
    gates: tuple[Gate, ...] = (),
    reasons: Mapping[str, str] | None = None,
    accept: bool = False,
) -> str:
    """The design as an answers file that reads back to the same answers and the same structure.

    A structure that is what its way proposes needs no text; any other is written as an own tree.
    """
    import tomli_w

    document: dict[str, Any] = {}
    for key, entry in catalog.QUESTIONS.items():
        value = answers.get(entry.key)
        if value is None:
            continue
        section, _, name = key.partition(".")
        plain = catalog.plain(value)
        if section == "guided":
            document.setdefault("structure", {}).setdefault("guided", {})[name] = plain
        else:
            document.setdefault(section, {})[name] = plain
    structure = document.setdefault("structure", {})
    if tree.files() and tree != AnswersFile(values={})._bare_tree(answers):
        structure["way"] = o.StructureWay.OWN.value
        structure["tree"] = print_tree(tree, purposes=False)
        structure["purposes"] = {path: node.purpose for path, node in tree.walk() if node.purpose}
    if contracts:
        document["contracts"] = dict(contracts)
    document["confirm"] = {"gates": [gate.value for gate in gates]}
    if reasons:
        document["confirm"]["reasons"] = dict(reasons)
    if accept:
        document["confirm"]["accept"] = ACCEPTABLE
    return tomli_w.dumps(document, multiline_strings=True)


def _conventions_as_suggested(answers: Answers, given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What ``[project]`` leaves out counts as suggested once ``architecture`` is confirmed."""
    suggested = []
    for key, entry in catalog.QUESTIONS.items():
        if key.startswith("project.") and key not in given:
            suggestion = entry.suggestion(answers)
            if suggestion is not None:
                suggested.append((key, catalog.plain(suggestion.value)))
    return suggested


def _settled(answers: Answers) -> Answers:
    key = "intake.concurrency_resolved"
    entry = catalog.question(key)
    if not entry.asked(answers) or answers.get(key) is not None:
        return answers
    suggestion = entry.suggestion(answers)
    return answers.with_value(key, suggestion.value) if suggestion else answers


def _check(file: AnswersFile) -> None:
    answers = Answers()
    for key, value in file.values.items():
        try:
            answers = catalog.answer(answers, key, value)
        except catalog.AnswerError as error:
            shown = key.replace("guided.", "structure.guided.", 1)
            raise AnswersFileError(f"{shown}: {error.message}") from None
    if file.tree.strip():
        try:
            read_tree(file.tree)
        except TreeSyntaxError as error:
            raise AnswersFileError(f"structure.tree: {error}") from None
    for path, text in file.contracts.items():
        try:
            parse_contract(text)
        except ContractError as error:
            raise AnswersFileError(f"contracts: {path!r}: {error}") from None


def _only(table: Mapping[str, Any], known: Any, prefix: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, list(known), n=1)
            what = "unknown key" if prefix else "unknown section"
            advice = f"; did you mean {prefix}{near[0]}?" if near else _offer(known, prefix)
            raise AnswersFileError(f"{prefix}{key}: {what}{advice}")


def _offer(known: Any, prefix: str) -> str:
    names = list(known)
    return f"; {prefix or 'the sections'} {'has' if prefix else 'are'} {', '.join(names)}"


def _table(table: Mapping[str, Any], name: str, prefix: str = "") -> dict[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise AnswersFileError(f"{prefix}{name}: expected a table, [{prefix}{name}]")
    return value


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise AnswersFileError(f"{key}: expected text in quotes, got {value!r}")
    return value


def _texts(table: Mapping[str, Any], key: str) -> dict[str, str]:
    return {name: _text(value, f"{key}.{name!r}") for name, value in table.items()}


def _gates(value: Any) -> tuple[str, ...]:
    names = [gate.value for gate in Gate]
    if not isinstance(value, list):
        raise AnswersFileError(f"confirm.gates: expected a list out of {', '.join(names)}")
    for name in value:
        if name not in names:
            near = difflib.get_close_matches(str(name), names, n=1)
            advice = (
                f"; did you mean {near[0]!r}?" if near else f"; it is none of {', '.join(names)}"
            )
            raise AnswersFileError(f"confirm.gates: unknown gate {name!r}{advice}")
    return tuple(value)


def _accept(value: Any) -> str:
    if value not in ("", "nothing", ACCEPTABLE):
        raise AnswersFileError(
            f'confirm.accept: {value!r} is not possible; "{ACCEPTABLE}" accepts each file whose '
            "verdict is ACCEPTABLE, and nothing else is ever accepted without a person"
        )
    return value if isinstance(value, str) else ""


def _near(path: str, files: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(path, files, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
