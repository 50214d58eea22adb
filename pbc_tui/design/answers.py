"""Everything that a person has answered so far, typed; None is an open question (SPEC 1, 2, 4)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from pbc_tui.design import options as o


@dataclass(frozen=True, slots=True)
class Intake:
    """Stage 0: eleven questions. ``concurrency_resolved`` settles "no preference"."""

    package_name: str | None = None
    repository_name: str | None = None
    description: str | None = None
    purpose: o.Purpose | None = None
    users: tuple[o.Users, ...] | None = None
    maturity: o.Maturity | None = None
    lifespan: o.Lifespan | None = None
    python_version: str | None = None
    deployment: o.Deployment | None = None
    concurrency: o.Concurrency | None = None
    concurrency_resolved: o.Concurrency | None = None
    non_goals: tuple[str, ...] | None = None

    @property
    def settled_concurrency(self) -> o.Concurrency | None:
        """The model in force: the recommendation once confirmed, else the answer itself."""
        if self.concurrency is o.Concurrency.NO_PREFERENCE:
            return self.concurrency_resolved
        return self.concurrency


@dataclass(frozen=True, slots=True)
class Architecture:
    """Stage 1: five decisions."""

    dependencies: o.Dependencies | None = None
    configuration: o.Configuration | None = None
    errors: o.Errors | None = None
    logging: o.Logging | None = None
    testing: o.Testing | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """Stage 1: the project conventions. ``longest_file`` is in lines; ``url`` may be ""."""

    licence: o.Licence | None = None
    authors: tuple[str, ...] | None = None
    version: str | None = None
    url: str | None = None
    line_length: int | None = None
    docstrings: o.DocstringStyle | None = None
    annotations: o.Annotations | None = None
    longest_file: int | None = None


@dataclass(frozen=True, slots=True)
class Guided:
    """Stage 2, way B: six answers."""

    components: tuple[str, ...] | None = None
    exposure: o.Exposure | None = None
    extra_dirs: tuple[o.ExtraDirectory, ...] | None = None
    examples: o.GuidedExamples | None = None
    tests: o.GuidedTests | None = None
    docs: o.GuidedDocs | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """Stage 2: the way in; the tree itself is a value of its own (design.structure)."""

    way: o.StructureWay | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """Stage 3: five gates and their follow-ups. An unanswered gate counts as NO (SPEC 4.4)."""

    api: o.Api | None = None
    api_purpose: o.ApiPurpose | None = None
    api_framework: str | None = None
    web_ui: o.WebUi | None = None
    web_ui_framework: str | None = None
    demo: o.Demo | None = None
    docs_site: o.DocsSite | None = None
    docs_content: tuple[o.DocsContent, ...] | None = None
    readme_languages: tuple[str, ...] | None = None
    add_missing: bool | None = None

    @property
    def has_api(self) -> bool:
        """Whether an API layer was chosen."""
        return self.api not in (None, o.Api.NO)

    @property
    def has_web_ui(self) -> bool:
        """Whether a web interface was chosen."""
        return self.web_ui not in (None, o.WebUi.NO)

    @property
    def has_demo(self) -> bool:
        """Whether demonstration code was chosen."""
        return self.demo not in (None, o.Demo.NO)

    @property
    def has_docs_site(self) -> bool:
        """Whether a documentation site was chosen."""
        return self.docs_site not in (None, o.DocsSite.NO)


@dataclass(frozen=True, slots=True)
class Answers:
    """All sections together. Keys are dotted: ``intake.package_name``."""

    intake: Intake = field(default_factory=Intake)
    architecture: Architecture = field(default_factory=Architecture)
    project: Project = field(default_factory=Project)
    structure: Structure = field(default_factory=Structure)
    guided: Guided = field(default_factory=Guided)
    features: Features = field(default_factory=Features)

    def get(self, key: str) -> Any:
        """The typed value of a dotted key, or None while it is open.

        Raises:
            KeyError: for a key that no question has.
        """
        section, _, name = key.partition(".")
        if section not in SECTIONS or name not in SECTIONS[section]:
            raise KeyError(key)
        return getattr(getattr(self, section), name)

    def with_value(self, key: str, value: Any) -> Answers:
        """The same answers with one of them changed; None opens the question again.

        Raises:
            KeyError: for a key that no question has.
        """
        self.get(key)
        section, _, name = key.partition(".")
        changed = replace(getattr(self, section), **{name: value})
        return replace(self, **{section: changed})

    @property
    def before_features(self) -> Answers:
        """What is known when the structure is proposed; features come later."""
        return replace(self, features=Features())


SECTIONS: dict[str, frozenset[str]] = {
    section.name: frozenset(entry.name for entry in fields(kind))
    for section, kind in zip(
        fields(Answers),
        (Intake, Architecture, Project, Structure, Guided, Features),
        strict=True,
    )
}
