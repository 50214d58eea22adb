"""The dangers of a Python file by subject: what runs text, what switches a protection off, ..."""
