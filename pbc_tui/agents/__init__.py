"""Ways to an agent: beside its terminal, driven, built in (SPEC 7)."""
