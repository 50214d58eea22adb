"""The kinds of files that tools read: TOML, YAML, JSON, Docker, ignore lists, requirements."""

from __future__ import annotations

from pbc_tui.design.plan.task import Task
from pbc_tui.prompts.kinds.kind import FileKind, beginning, ending, named

_COMPLETE = "The complete file `{path}`, from its first line to its last; no excerpt, no ellipsis."
_QUIET = "Comments only where a value needs its reason; none that repeats its key."


def _lock(task: Task) -> bool:
    return task.written_by_manager


def _dockerfile(task: Task) -> bool:
    return (
        named("Dockerfile", "Containerfile")(task)
        or beginning("Dockerfile.", "Containerfile.")(task)
        or ending(".dockerfile")(task)
    )


LOCK = FileKind(
    name="lock file",
    takes=_lock,
    language="The lock format of {manager}, written by {manager} itself for Python {specifier}.",
    conventions=("{manager} alone formats the file.",),
    interface="`{path}` pins every package that `pyproject.toml` asks for, also indirectly.",
    read_by="{manager}, on every machine that installs `{repository}`",
    output=("`{path}` exactly as {manager} writes it; never edited by hand.",),
    trial="{manager} finds `{path}` in agreement with `pyproject.toml`",
    example="{lock}",
    algorithms=("Run `{lock}` in the root of the repository; it resolves and writes `{path}`.",),
    edge_cases=("Without a network {manager} may fail: then leave `{path}` absent and say why.",),
    errors=("A conflict of versions is shown as {manager} words it, not worked around.",),
    performance=("One run of {manager}; nothing else reads the network.",),
    security=("Hashes of the packages stand in the file, so that none is exchanged unseen.",),
)

SETTINGS: tuple[FileKind, ...] = (
    FileKind(
        name="environment example",
        takes=lambda task: named(".env")(task) or beginning(".env.")(task),
        language="Lines of `NAME=value` as dotenv readers and shells take them; UTF-8.",
        conventions=("One variable a line, upper case, no spaces round `=`, grouped by comments.",),
        interface="`{path}` names every environment variable that `{package}` reads.",
        read_by="the person who sets `{repository}` up, who copies it to `.env`",
        output=(_COMPLETE, "A comment above each variable says what it sets and its default."),
        trial="`set -a; . ./{path}` in a POSIX shell succeeds and sets only the names listed",
        example="cp {path} .env",
        algorithms=("List each variable once, in the order in which the configuration reads it.",),
        edge_cases=("A value with spaces or `#` stands in double quotes.",),
        errors=("No variable that `{package}` does not read.",),
        performance=("A few dozen lines at most, so that a person reads all of them.",),
        security=("Secrets are named without a value; `.env` itself is never committed.",),
    ),
    FileKind(
        name="ignore list",
        takes=lambda task: beginning(".")(task) and ending("ignore")(task),
        language="Patterns as git reads them (gitignore), one a line; UTF-8.",
        conventions=("Grouped by comments; directories end in `/`.",),
        interface="`{path}` names what never enters the repository or its image.",
        read_by="git, or the tool that the name `{name}` belongs to",
        output=(_COMPLETE, "A comment above each group of patterns."),
        trial="`git check-ignore .venv .pbc/journal.jsonl` names both, where git reads the file",
        example="git status --ignored",
        algorithms=("Cover `.pbc/`, `.venv/`, `__pycache__/`, caches of tools, builds, `.env`.",),
        edge_cases=("A pattern that hid an example (`.env.example`) is taken back with `!`.",),
        errors=("No pattern that matches a file of the structure of `{repository}`.",),
        performance=("Patterns are anchored with `/` where they mean the root only.",),
        security=("`.env` and key files are ignored; `.env.example` is not.",),
        whole=True,
    ),
    FileKind(
        name="Dockerfile",
        takes=_dockerfile,
        language="Dockerfile syntax version 1, as BuildKit reads it; Python {python} inside.",
        conventions=("Instructions in capitals, one purpose each, arguments in JSON form.",),
        interface="`docker build` makes an image from `{path}` that starts `{package}`.",
        read_by="docker or podman, locally and where `{repository}` is deployed",
        output=(_COMPLETE, _QUIET),
        trial="`docker build -f {path} -t {repository} .` succeeds and the container starts",
        example="docker build -f {path} -t {repository} .",
        algorithms=("Two stages: one builds with {manager}, one holds only what runs.",),
        edge_cases=("The image builds without a `.git` directory and without a `.env` file.",),
        errors=("The process is the container's first one, so that it receives signals.",),
        performance=("Dependencies are installed before the source is copied, for the cache.",),
        security=("A user without privileges runs `{package}`; no secret in any layer.",),
        whole=True,
    ),
    FileKind(
        name="requirements list",
        takes=lambda task: beginning("requirements")(task) and ending(".txt", ".in")(task),
        language="Requirement specifiers as pip reads them (PEP 508), one a line.",
        conventions=("Sorted by name, lower bounds and upper bounds given.",),
        interface="`{path}` lists the packages that pip installs for `{repository}`.",
        read_by="pip, locally, in CI and where `{repository}` is deployed",
        output=(_COMPLETE, "Comments only to name a group."),
        trial="`python -m pip install --dry-run -r {path}` resolves",
        example="python -m pip install -r {path}",
        algorithms=("The same packages and bounds as `pyproject.toml`; nothing else.",),
        edge_cases=("A package that only some Python versions need has a marker.",),
        errors=("No package without bounds, no address of an index.",),
        performance=("Only what is used: each line is imported somewhere or runs as a tool.",),
        security=("No credentials in addresses; packages by name from the index.",),
    ),
    FileKind(
        name="TOML file",
        takes=ending(".toml"),
        language="TOML 1.0, as `tomllib` reads it; UTF-8.",
        conventions=(
            "Tables in the order in which their tools document them, keys in lower case.",
        ),
        interface="`{path}` holds the tables below and no unknown ones.",
        read_by="the tools that know `{name}` by name, and {manager}",
        output=(_COMPLETE, _QUIET),
        trial="`tomllib` reads `{path}` without an error and {manager} accepts what it says",
        example="python -c \"import tomllib; print(tomllib.load(open('{path}', 'rb')).keys())\"",
        algorithms=("Every value follows from the decisions under CONTEXT; none is invented.",),
        edge_cases=('Versions are strings (`"{python}"`), so that 3.10 does not become 3.1.',),
        errors=("No key twice, no table opened twice: TOML refuses both.",),
        performance=("Only what a tool of `{repository}` reads.",),
        security=("No secret and no address with credentials in `{path}`.",),
        whole=True,
    ),
    FileKind(
        name="YAML file",
        takes=ending(".yml", ".yaml"),
        language="YAML 1.2, block style, two spaces; UTF-8.",
        conventions=("Strings that look like numbers, versions or booleans stand in quotes.",),
        interface="`{path}` holds the keys that its reader documents and no others.",
        read_by="the service or tool that knows `{path}` by its place",
        output=(_COMPLETE, _QUIET),
        trial="a YAML parser reads `{path}` without an error or a repeated key",
        example="python -c \"import yaml; print(yaml.safe_load(open('{path}')))\"",
        algorithms=("Every value follows from the decisions under CONTEXT; none is invented.",),
        edge_cases=('`"{python}"` in quotes: unquoted, 3.10 becomes 3.1.',),
        errors=("No key twice and no tab: readers refuse them or read them differently.",),
        performance=("Only keys that the reader of `{path}` uses.",),
        security=("Secrets stand in `{path}` only by reference, never as a value.",),
        whole=True,
    ),
    FileKind(
        name="JSON file",
        takes=ending(".json"),
        language="JSON (RFC 8259), two spaces; UTF-8, no comments.",
        conventions=("Keys in the order in which the reader documents them; no trailing comma.",),
        interface="`{path}` holds one object with the keys that its reader documents.",
        read_by="the tool that knows `{path}` by its place",
        output=(_COMPLETE, "No comments: JSON has none."),
        trial="`python -m json.tool {path}` ends with status 0",
        example="python -m json.tool {path}",
        algorithms=("Every value follows from the decisions under CONTEXT; none is invented.",),
        edge_cases=('Versions are strings (`"{python}"`), so that 3.10 does not become 3.1.',),
        errors=("No key twice: readers disagree on which one counts.",),
        performance=("Only keys that the reader uses.",),
        security=("No secret; environment variables are named, not set to secret values.",),
    ),
    FileKind(
        name="type marker",
        takes=named("py.typed"),
        language="An empty file (PEP 561).",
        conventions=("Not a single byte.",),
        interface="The presence of `{path}` says that `{package}` ships its annotations.",
        read_by="type checkers, in the projects that import `{package}`",
        output=("`{path}` as an empty file.",),
        trial="mypy in a project that imports `{package}` uses its annotations",
        example="mypy -p {package}",
        algorithms=("Create `{path}` with no content.",),
        edge_cases=("No byte-order mark and no line end.",),
        errors=("Nothing in it can fail; only its absence has an effect.",),
        performance=("It is found by its name and never read.",),
        security=("Empty, hence without any value that could be secret.",),
        empty=True,
    ),
)
