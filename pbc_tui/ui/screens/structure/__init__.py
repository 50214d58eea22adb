"""Stage 2: the ways in, the editor, its tree as text, what it is compared with."""
