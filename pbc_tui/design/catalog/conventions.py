"""Stage 1: the project conventions, each suggested, shown and confirmed (SPEC 2)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.catalog import readers as r
from pbc_tui.design.catalog import suggestions as s
from pbc_tui.design.catalog.question import Choice, Kind, Question
from pbc_tui.design.gates import Gate

QUESTIONS = (
    Question(
        "project.licence",
        Gate.ARCHITECTURE,
        "Licence",
        "Under which licence is it published?",
        Kind.ONE,
        r.one_of(o.Licence),
        (
            Choice(o.Licence.MIT, "MIT", fits="short and permissive"),
            Choice(o.Licence.BSD, "BSD 3-Clause", fits="permissive, no endorsement"),
            Choice(o.Licence.APACHE, "Apache 2.0", fits="permissive, with a patent grant"),
            Choice(o.Licence.PROPRIETARY, "Proprietary", fits="all rights reserved"),
        ),
        suggest=s.licence,
    ),
    Question(
        "project.authors",
        Gate.ARCHITECTURE,
        "Authors",
        'Who are the authors? One a line: "Name" or "Name <mail>".',
        Kind.LINES,
        r.read_authors,
        suggest=s.authors,
    ),
    Question(
        "project.version",
        Gate.ARCHITECTURE,
        "First version",
        "What is its first version?",
        Kind.TEXT,
        r.read_version,
        suggest=s.version,
    ),
    Question(
        "project.url",
        Gate.ARCHITECTURE,
        "Repository URL",
        "Where will the repository be? Empty: no badge and no link uses it.",
        Kind.TEXT,
        r.read_url,
        suggest=s.url,
    ),
    Question(
        "project.line_length",
        Gate.ARCHITECTURE,
        "Line length",
        "How long may a line of code be, in characters?",
        Kind.NUMBER,
        r.number_between(72, 120),
        suggest=s.line_length,
    ),
    Question(
        "project.docstrings",
        Gate.ARCHITECTURE,
        "Docstring style",
        "How are docstrings written?",
        Kind.ONE,
        r.one_of(o.DocstringStyle),
        (
            Choice(o.DocstringStyle.GOOGLE, "Google"),
            Choice(o.DocstringStyle.NUMPY, "NumPy"),
            Choice(o.DocstringStyle.REST, "reST"),
        ),
        suggest=s.docstrings,
    ),
    Question(
        "project.annotations",
        Gate.ARCHITECTURE,
        "Annotations",
        "Which functions carry type annotations?",
        Kind.ONE,
        r.one_of(o.Annotations),
        (
            Choice(o.Annotations.ALL, "All functions"),
            Choice(o.Annotations.PUBLIC, "Public functions"),
        ),
        suggest=s.annotation_policy,
    ),
    Question(
        "project.longest_file",
        Gate.ARCHITECTURE,
        "Longest file",
        "How long may a code file be, in lines?",
        Kind.NUMBER,
        r.number_between(100, 2000),
        suggest=s.longest_file,
    ),
)
