"""The kinds of files that people read: licence, Markdown."""

from __future__ import annotations

from pbc_tui.prompts.kinds.kind import FileKind, ending, named

_COMPLETE = "The complete file `{path}`, from its first line to its last; no excerpt, no ellipsis."
_LICENCES = ("LICENSE", "LICENCE", "COPYING")

DOCUMENTS: tuple[FileKind, ...] = (
    FileKind(
        name="licence",
        takes=named(*(f"{stem}{end}" for stem in _LICENCES for end in ("", ".txt", ".md"))),
        language="Plain English text, UTF-8, lines of at most 80 characters.",
        conventions=("The wording of the licence unchanged; only year and holder are filled in.",),
        interface="`{path}` is the licence that `pyproject.toml` names.",
        read_by="people, package indexes and tools that look for licences",
        output=(_COMPLETE, "Nothing before the licence's title and nothing after its last line."),
        trial="a reader or a licence scanner recognises the licence named under CONTEXT",
        example="head -3 {path}",
        algorithms=("The official text, with the authors named under CONTEXT as holders.",),
        edge_cases=("Several authors stand in one line, separated by commas.",),
        errors=("No clause is left out, added or reworded.",),
        performance=("Text only; nothing reads it while `{package}` runs.",),
        security=("No address beyond those that the authors gave.",),
    ),
    FileKind(
        name="Markdown document",
        takes=ending(".md", ".markdown"),
        language="CommonMark with tables, in clear English unless the name has a language code.",
        conventions=(
            "One `#` title, headings without skipped levels, fenced code with its language.",
        ),
        interface="`{path}` is read by people; its links and commands are its interface.",
        read_by="the people who use or maintain `{repository}`",
        output=(
            _COMPLETE,
            "No placeholder, no sentence that is not true of `{repository}` as it is.",
        ),
        trial="every relative link of `{path}` leads to a file and every command runs as written",
        example="python -m markdown_it {path}",
        algorithms=("Say first what the reader needs first; show a command before its options.",),
        edge_cases=("Names with underscores stand in backticks, so that none turns into italics.",),
        errors=("No link to a file that the structure of `{repository}` does not have.",),
        performance=("Short: a section that nobody needs is left out.",),
        security=("No secret in an example; variables are shown by name, without a value.",),
        whole=True,
    ),
)
