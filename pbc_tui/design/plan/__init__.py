"""The plan: one task per file, in an order in which each finds what it needs (SPEC 5)."""
