"""The report (SPEC 10); ``whole`` has all of it, its sentences are also told on the screens."""
