"""What a file must offer to its users, as typed values; and what a source really offers."""

from pbc_tui.design.contract.importing import Import, references

__all__ = ["Import", "references"]
