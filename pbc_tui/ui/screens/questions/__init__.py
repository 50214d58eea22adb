"""Stages 0, 1 and 3: questions, their summary, answers from a file."""
