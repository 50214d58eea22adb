"""The corpus: whole files through all six checks, each with the result that every check must give.

The tables lie in ``tests/checks/cases/files/``: ``good/`` holds repositories in which every file
must stand, ``bad/`` changes one place of one of these files. What cannot be written down as text
(pipes, links, floods, daemons) is made by ``hostile.py``.
"""
