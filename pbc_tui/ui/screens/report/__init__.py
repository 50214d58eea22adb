"""The end: the report, and the checks of every file."""
