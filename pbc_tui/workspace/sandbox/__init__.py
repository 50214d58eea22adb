"""Running code that nobody vouches for: the levels of confinement, and what they have in common."""
