"""Warm processes: what a check would otherwise start anew is imported once and forked per run."""
