"""A contract that an agent proposed: read as text that nobody vouches for (SPEC 5, 12)."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from pbc_tui.design.blueprint.context import module_name
from pbc_tui.design.contract import ContractError, parse_contract
from pbc_tui.design.plain_text import sanitize, single_line
from pbc_tui.design.plan.needs import is_package_file

DIRECTORY = ".pbc/contracts"
"""Where agents propose contracts (SPEC 12)."""
LARGEST = 32_000
"""The most bytes of a proposal that are read: a contract of some hundred functions."""
SUFFIX = ".pyi"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The contract proposed for the file at ``path``.

    ``fault`` says why it cannot be approved, "" when it can; ``digest`` tells one text from another
    so that what was decided on is not offered again.
    """

    path: str
    text: str = ""
    digest: str = ""
    fault: str = ""


def proposal_path(path: str) -> str:
    """Where the contract of a file is proposed: ``.pbc/contracts/<path>.pyi``."""
    return f"{DIRECTORY}/{path}{SUFFIX}"


def digest_of(text: str) -> str:
    """What tells the text of a contract from any other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_proposal(path: str, content: bytes) -> Proposal:
    """The proposal for ``path`` in the bytes of its file, with what is wrong with it.

    Only text that shows on a screen as it is can be approved: nothing invisible, no control
    characters, no change of direction.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        digest = hashlib.sha256(content).hexdigest()
        return Proposal(path, "", digest, f"is not UTF-8 text (byte {error.start})")
    return _judged(path, text)


def unknown_path(path: str, files: Collection[str]) -> str:
    """Why a file of this path gets no contract, "" when it does."""
    if path not in files:
        near = difflib.get_close_matches(path, sorted(files), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"{single_line(path)} is not a file of the structure{hint}"
    return "" if path.endswith(".py") else "only Python files have contracts"


def _judged(path: str, text: str) -> Proposal:
    digest = digest_of(text)
    for number, line in enumerate(text.split("\n"), 1):
        if sanitize(line) != line:
            fault = f"line {number}: holds characters that do not show"
            return Proposal(path, sanitize(text), digest, fault)
    if not text.strip():
        return Proposal(path, text, digest, "is empty")
    try:
        contract = parse_contract(text, module_name(path), is_package=is_package_file(path))
    except ContractError as error:
        return Proposal(path, text, digest, single_line(str(error)))
    return Proposal(path, text, digest, "asks for nothing" if contract.empty else "")
