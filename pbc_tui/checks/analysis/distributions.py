"""Distribution names against the modules that they install.

What is installed in the project's environment says so itself; a table says it for the others, where
the two names differ.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata

_MODULES = {
    "argon2-cffi": "argon2",
    "attrs": "attr attrs",
    "azure-identity": "azure.identity",
    "azure-storage-blob": "azure.storage.blob",
    "backports-zoneinfo": "backports.zoneinfo",
    "beautifulsoup4": "bs4",
    "biopython": "Bio",
    "discord-py": "discord",
    "django-cors-headers": "corsheaders",
    "django-environ": "environ",
    "django-filter": "django_filters",
    "djangorestframework": "rest_framework",
    "djangorestframework-simplejwt": "rest_framework_simplejwt",
    "dnspython": "dns",
    "factory-boy": "factory",
    "faiss-cpu": "faiss",
    "fastapi-slim": "fastapi",
    "fonttools": "fontTools",
    "fpdf2": "fpdf",
    "gitpython": "git",
    "google-api-python-client": "googleapiclient apiclient",
    "google-auth": "google.auth google.oauth2",
    "google-cloud-bigquery": "google.cloud.bigquery",
    "graphql-core": "graphql",
    "grpcio": "grpc",
    "grpcio-status": "grpc_status",
    "hydra-core": "hydra",
    "ibm-db": "ibm_db ibm_db_dbi",
    "jaraco-functools": "jaraco.functools",
    "jinja2-cli": "jinja2cli",
    "kafka-python": "kafka",
    "legacy-cgi": "cgi cgitb",
    "levenshtein": "Levenshtein",
    "markdown-it-py": "markdown_it",
    "mkdocs-material": "materialx material",
    "msgpack-python": "msgpack",
    "mysql-connector-python": "mysql",
    "mysqlclient": "MySQLdb",
    "nvidia-ml-py": "pynvml",
    "openai-whisper": "whisper",
    "opencv-python": "cv2",
    "opencv-python-headless": "cv2",
    "opentelemetry-api": "opentelemetry",
    "opentelemetry-sdk": "opentelemetry",
    "pdfminer-six": "pdfminer",
    "pillow": "PIL",
    "protobuf": "google.protobuf",
    "psycopg-binary": "psycopg",
    "psycopg2-binary": "psycopg2",
    "pycairo": "cairo",
    "pycryptodome": "Crypto",
    "pycryptodomex": "Cryptodome",
    "pyelftools": "elftools",
    "pygithub": "github",
    "pygobject": "gi",
    "pyhamcrest": "hamcrest",
    "pyinstaller": "PyInstaller",
    "pyjwt": "jwt",
    "pymupdf": "fitz pymupdf",
    "pynacl": "nacl",
    "pyopenssl": "OpenSSL",
    "pypdf2": "PyPDF2",
    "pyqt5": "PyQt5",
    "pyqt6": "PyQt6",
    "pyserial": "serial",
    "pyside6": "PySide6",
    "pysocks": "socks",
    "python-box": "box",
    "python-consul": "consul",
    "python-daemon": "daemon",
    "python-dateutil": "dateutil",
    "python-decouple": "decouple",
    "python-docx": "docx",
    "python-dotenv": "dotenv",
    "python-engineio": "engineio",
    "python-gitlab": "gitlab",
    "python-gnupg": "gnupg",
    "python-iso639": "iso639",
    "python-jose": "jose",
    "python-json-logger": "pythonjsonlogger",
    "python-ldap": "ldap",
    "python-levenshtein": "Levenshtein",
    "python-logstash": "logstash",
    "python-magic": "magic",
    "python-memcached": "memcache",
    "python-multipart": "multipart python_multipart",
    "python-pptx": "pptx",
    "python-slugify": "slugify",
    "python-snappy": "snappy",
    "python-socketio": "socketio",
    "python-telegram-bot": "telegram",
    "python-ulid": "ulid",
    "python-whois": "whois",
    "pywin32": "win32api win32con win32com win32gui pythoncom pywintypes",
    "pyyaml": "yaml",
    "pyzmq": "zmq",
    "ruamel-yaml": "ruamel.yaml ruamel",
    "scikit-image": "skimage",
    "scikit-learn": "sklearn",
    "scikit-optimize": "skopt",
    "setuptools": "setuptools pkg_resources",
    "speechrecognition": "speech_recognition",
    "strawberry-graphql": "strawberry",
    "tensorflow-cpu": "tensorflow",
    "umap-learn": "umap",
    "weaviate-client": "weaviate",
    "websocket-client": "websocket",
    "zeroc-ice": "Ice",
    "zope-interface": "zope.interface",
}

_NAMESPACES = frozenset({"google", "azure", "zope", "backports", "ruamel", "jaraco"})
# These carry on modules that left the standard library.
_CONTINUED = re.compile(
    r"(?:standard|legacy)-(\w+)|py(asyncore|asynchat|smtpd)|(audioop|crypt)-lts"
)
_LARGEST_RECORD = 2_000_000
_MOST_INSTALLED = 2_000


class Distributions:
    """What distributions install, as an environment's own records tell or else the table."""

    def __init__(self, packages: Sequence[str] = ()) -> None:
        self._places = tuple(packages)

    def modules_of(self, requirement: str) -> frozenset[str]:
        """The modules that a requirement or a module name stands for.

        ``uvicorn[standard]>=0.3`` stands for ``uvicorn``, ``PyYAML`` and ``yaml`` for ``yaml``.
        """
        known = self._installed().get(canonical(requirement), frozenset())
        return known | modules_of(requirement)

    def hint(self, module: str) -> str:
        """The distribution that installs a module under another name, "" when none is known."""
        top = module.partition(".")[0]
        for name, modules in self._installed().items():
            if top in modules and name != top.lower().replace("_", "-"):
                return name
        return distribution_hint(module)

    def _installed(self) -> Mapping[str, frozenset[str]]:
        return installed(self._places)


@functools.lru_cache(maxsize=4)
def installed(places: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """The modules of each distribution that is installed in these directories, by canonical name.

    Only the records are read; nothing of the environment is run.
    """
    found: dict[str, frozenset[str]] = {}
    if not places:
        return found
    for distribution in metadata.distributions(path=list(places)):
        if len(found) >= _MOST_INSTALLED:
            break
        try:
            name, modules = distribution.metadata["Name"], _modules_in(distribution)
        except (OSError, ValueError, KeyError):
            continue
        if name and modules:
            found[canonical(name)] = frozenset(modules)
    return found


def _modules_in(distribution: metadata.Distribution) -> set[str]:
    listed = (distribution.read_text("top_level.txt") or "").split()
    if listed:
        return {name.replace("/", ".") for name in listed}
    record = (distribution.read_text("RECORD") or "")[:_LARGEST_RECORD]
    return set(_tops(line.partition(",")[0] for line in record.splitlines()))


def _tops(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        top, slash, _ = path.partition("/")
        name = top if slash else re.sub(r"(\.cpython-\S+|\.abi3)?\.(py|so|pyd)$", "", top)
        if name.isidentifier() and (slash or name != top):
            yield name


def canonical(requirement: str) -> str:
    """The normalised name of the distribution that a requirement asks for (PEP 503)."""
    bare = re.split(r"[\s\[<>=!~;@(]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", bare).lower()


def modules_of(requirement: str) -> frozenset[str]:
    """The modules that a requirement or a module name stands for, as far as its name tells."""
    bare = re.split(r"[\s\[<>=!~;@(]", requirement.strip(), maxsplit=1)[0]
    if not bare:
        return frozenset()
    name = canonical(bare)
    names = set(_MODULES.get(name, "").split())
    names.add(bare.replace("-", "_"))
    names.add(name.replace("-", "_"))
    space, _, rest = name.partition("-")
    if space in _NAMESPACES and rest:
        # google-cloud-storage installs google.cloud.storage.
        names.add(name.replace("-", "."))
    if continued := _CONTINUED.fullmatch(name):
        names.update(filter(None, continued.groups()))
    return frozenset(names)


def distribution_hint(module: str) -> str:
    """The distribution that the table names for a module of another name, "" when none is known."""
    top = module.partition(".")[0]
    return next(
        (name for name, modules in _MODULES.items() if {module, top} & set(modules.split())), ""
    )
