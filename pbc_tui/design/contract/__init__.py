"""What a file must offer to its users, as typed values; and what a source offers (SPEC 5)."""

from pbc_tui.design.contract.constructors import constructor_of
from pbc_tui.design.contract.extraction import extract
from pbc_tui.design.contract.importing import Import, imports_in
from pbc_tui.design.contract.outline import outline
from pbc_tui.design.contract.parsing import NotPython, parse_module
from pbc_tui.design.contract.stub import ContractError, parse_contract
from pbc_tui.design.contract.values import (
    ELLIPSIS,
    Class,
    Contract,
    Function,
    FunctionKind,
    Member,
    Nature,
    Parameter,
    ParameterKind,
    Scope,
    Variable,
)

__all__ = [
    "ELLIPSIS",
    "Class",
    "Contract",
    "ContractError",
    "Function",
    "FunctionKind",
    "Import",
    "Member",
    "Nature",
    "NotPython",
    "Parameter",
    "ParameterKind",
    "Scope",
    "Variable",
    "constructor_of",
    "extract",
    "imports_in",
    "outline",
    "parse_contract",
    "parse_module",
]
