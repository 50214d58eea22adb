"""What each file of a proposed repository is for: roles, briefs, contracts (SPEC 4.1, 5)."""
