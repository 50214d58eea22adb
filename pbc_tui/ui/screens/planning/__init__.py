"""Stage 4 before it begins: the plan, its contracts, its graph."""
