"""pbc-tui: design a Python backend, then build it one checked file at a time."""

__version__ = "0.1.0"
