"""The parsers of files that hold no Python, one module for each kind of text."""
