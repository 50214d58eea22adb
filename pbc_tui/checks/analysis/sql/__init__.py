"""What SQL is in a Python file, and what flows into it: used by ``sql_rules.py``."""
