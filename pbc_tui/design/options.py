"""The options that a person can choose from, as closed types (SPEC 1, 2, 4.4).

The value of a member is the name that answers files use; its letter is its place in the list.
"""

from __future__ import annotations

from enum import StrEnum


class Option(StrEnum):
    """One option of a question. ``NO`` members have no letter: they answer a feature gate."""

    @property
    def letter(self) -> str:
        """The upper-case letter by which a person chooses this option; "" for "no"."""
        members = [member for member in type(self) if member.value != "no"]
        return chr(ord("A") + members.index(self)) if self in members else ""


class Purpose(Option):
    """What kind of backend it is (question 4)."""

    API_SERVICE = "api-service"
    INTERNAL_SERVICE = "internal-service"
    LIBRARY = "library"
    PROTOTYPE = "prototype"
    CLI_TOOL = "cli-tool"


class Users(Option):
    """Who uses it (question 5)."""

    EXTERNAL = "external"
    INTERNAL_TEAM = "internal-team"
    DEVELOPERS = "developers"
    SYSTEMS = "systems"
    PERSONAL = "personal"


class Maturity(Option):
    """How far it is to be carried (question 6)."""

    PROTOTYPE = "prototype"
    PRODUCTION = "production"
    LONG_TERM = "long-term"


class Lifespan(Option):
    """How long it is to live (question 7)."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Deployment(Option):
    """Where it runs (question 9)."""

    LOCAL = "local"
    CONTAINERS = "containers"
    CLOUD = "cloud"
    SEVERAL = "several"
    UNKNOWN = "unknown"


class Concurrency(Option):
    """How it does several things at once (question 10)."""

    SYNC = "synchronous"
    ASYNC = "asyncio"
    MIXED = "mixed"
    NO_PREFERENCE = "no-preference"


class Dependencies(Option):
    """What manages its dependencies."""

    UV = "uv"
    POETRY = "poetry"
    PDM = "pdm"
    PIP_REQUIREMENTS = "pip-requirements"
    PIP_PYPROJECT = "pip-pyproject"


class Configuration(Option):
    """Where its settings come from."""

    ENVIRONMENT = "environment"
    FILES = "files"
    PYDANTIC_SETTINGS = "pydantic-settings"
    FILES_AND_ENVIRONMENT = "files-and-environment"


class Errors(Option):
    """How failures travel."""

    EXCEPTIONS = "exceptions"
    RESULTS = "results"
    MIXED = "mixed"


class Logging(Option):
    """How it tells what it does."""

    STANDARD = "standard"
    STRUCTLOG = "structlog"
    MINIMAL = "minimal"


class Testing(Option):
    """How deep its tests go."""

    NONE = "none"
    UNIT = "unit"
    INTEGRATION = "integration"
    COMPREHENSIVE = "comprehensive"


class Licence(Option):
    """The licence of the generated repository, by SPDX identifier."""

    MIT = "MIT"
    BSD = "BSD-3-Clause"
    APACHE = "Apache-2.0"
    PROPRIETARY = "Proprietary"


class DocstringStyle(Option):
    """How docstrings are written."""

    GOOGLE = "google"
    NUMPY = "numpy"
    REST = "rest"


class Annotations(Option):
    """Which functions carry type annotations."""

    ALL = "all"
    PUBLIC = "public"


class Api(Option):
    """Feature gate 1: an API layer, and with what."""

    NO = "no"
    FASTAPI = "fastapi"
    FLASK = "flask"
    GRAPHQL = "graphql"
    OTHER = "other"


class ApiPurpose(Option):
    """For whom the API layer is."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    DEVELOPMENT = "development"


class WebUi(Option):
    """Feature gate 2: a web interface or admin pages, and with what."""

    NO = "no"
    TEMPLATES = "templates"
    SPA = "spa"
    FORMS = "forms"
    ADMIN = "admin"


class Demo(Option):
    """Feature gate 3: demonstration code, and how much."""

    NO = "no"
    MINIMAL = "minimal"
    TUTORIAL = "tutorial"
    FULL = "full"


class DocsSite(Option):
    """Feature gate 4: a documentation site, and with what."""

    NO = "no"
    SPHINX = "sphinx"
    MKDOCS = "mkdocs"
    MARKDOWN = "markdown"


class DocsContent(Option):
    """What the documentation holds."""

    API_REFERENCE = "api-reference"
    HOW_TOS = "how-tos"
    ARCHITECTURE = "architecture"
    CONTRIBUTING = "contributing"


class StructureWay(Option):
    """The three ways into a structure (SPEC 4.1)."""

    OWN = "own"
    GUIDED = "guided"
    TEMPLATE = "template"


class Exposure(Option):
    """Guided question 2: what the outside sees."""

    API = "api"
    CLI = "cli"
    BOTH = "both"
    NEITHER = "neither"


class ExtraDirectory(Option):
    """Guided question 3: directories for config, data, schemas."""

    CONFIG = "config"
    DATA = "data"
    SCHEMAS = "schemas"


class GuidedExamples(Option):
    """Guided question 4: examples or tutorials."""

    NONE = "none"
    EXAMPLES = "examples"
    TUTORIALS = "tutorials"


class GuidedTests(Option):
    """Guided question 5: tests beside the code or apart."""

    APART = "apart"
    BESIDE = "beside"


class GuidedDocs(Option):
    """Guided question 6: what the documentation is written with."""

    NONE = "none"
    MARKDOWN = "markdown"
    SPHINX = "sphinx"
    MKDOCS = "mkdocs"
