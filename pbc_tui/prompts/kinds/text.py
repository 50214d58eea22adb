"""The kind of every file that no other kind takes."""

from __future__ import annotations

from pbc_tui.prompts.kinds.kind import FileKind

TEXT = FileKind(
    name="text file",
    takes=lambda _: True,
    language="Text in the format that the name `{name}` stands for; UTF-8, line feeds.",
    conventions=("The usual layout of files called `{name}`.",),
    interface="`{path}` holds what its purpose says and nothing else.",
    read_by="the people and tools that know `{name}`",
    output=(
        "The complete file `{path}`, from its first line to its last; no excerpt, no ellipsis.",
        "Comments only where a value needs its reason, in the file's own comment syntax.",
    ),
    trial="the tool or person that `{path}` is for reads it without an error",
    example="cat {path}",
    algorithms=("Every value in `{path}` follows from the decisions under CONTEXT.",),
    edge_cases=("Names of `{repository}` are quoted where the format asks for it.",),
    errors=("Nothing in `{path}` refers to a file that the structure does not have.",),
    performance=("Only what `{repository}` uses.",),
    security=("No secret, not even as an example, in `{path}`.",),
    whole=True,
)
