"""Way B: a proposal from the six guided answers (SPEC 4.1)."""

from __future__ import annotations

from pbc_tui.design import options as o
from pbc_tui.design.answers import Answers
from pbc_tui.design.templates import features, project_files, test_files
from pbc_tui.design.templates.entry import Entry, merged
from pbc_tui.design.templates.package_files import (
    api_files,
    command_files,
    foundation_files,
    library_files,
    package_directory,
    package_marker,
)

_DOCS = {
    o.GuidedDocs.MARKDOWN: o.DocsSite.MARKDOWN,
    o.GuidedDocs.SPHINX: o.DocsSite.SPHINX,
    o.GuidedDocs.MKDOCS: o.DocsSite.MKDOCS,
}


def entries(answers: Answers) -> tuple[Entry, ...]:
    """All files of the proposal, in the order in which the tree shows them."""
    package = merged((*package_marker(answers), *_layers(answers)))
    paths = tuple(entry.path for entry in package)
    roles = frozenset(entry.role for entry in package)
    package = merged((*package, *features.package_entries(answers, paths, roles)))
    beside = answers.guided.tests is o.GuidedTests.BESIDE
    return merged(
        (
            *package,
            *test_files.entries(answers, package, beside=beside),
            *_surroundings(answers, package),
            *project_files.entries(answers),
        )
    )


def _layers(answers: Answers) -> tuple[Entry, ...]:
    base = package_directory(answers)
    guided = answers.guided
    found: list[Entry] = [*library_files(answers), *foundation_files(answers)]
    if guided.exposure in (o.Exposure.CLI, o.Exposure.BOTH):
        found += command_files(answers)
    if guided.exposure in (o.Exposure.API, o.Exposure.BOTH):
        schemas = o.ExtraDirectory.SCHEMAS in (guided.extra_dirs or ())
        models = f"{base}/schemas" if schemas else f"{base}/api"
        found += api_files(answers, f"{base}/api", base, models)
    found += [
        Entry(f"{base}/{name}.py", f"component:{name}")
        for name in guided.components or ()
        if f"{base}/{name}.py" not in {entry.path for entry in found}
    ]
    return tuple(found)


def _surroundings(answers: Answers, package: tuple[Entry, ...]) -> tuple[Entry, ...]:
    guided = answers.guided
    found: list[Entry] = []
    if not answers.features.has_demo:
        names: tuple[str, ...] = ()
        if guided.examples is o.GuidedExamples.EXAMPLES:
            names = ("basic_usage",)
        elif guided.examples is o.GuidedExamples.TUTORIALS:
            names = features.TUTORIAL
        found += [Entry(f"examples/{name}.py", f"example:{name}") for name in names]
        if names:
            found += test_files.example_test(answers)
    found += features.surroundings(answers, package)
    if guided.docs in _DOCS and not answers.features.has_docs_site:
        found += features.documentation(_DOCS[guided.docs], ())
    extra = guided.extra_dirs or ()
    if o.ExtraDirectory.CONFIG in extra:
        found += [
            Entry(f"config/{entry.path.lstrip('.')}", entry.role)
            for entry in project_files.settings_examples(answers)
            if entry.role == "config_example"
        ]
    if o.ExtraDirectory.DATA in extra:
        found.append(Entry("data/sample.txt", "sample"))
    return tuple(found)
