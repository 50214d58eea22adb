"""Whether a source keeps its contract: every use that it allows must work (SPEC 5)."""
