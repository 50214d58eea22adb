"""Distribution names against the modules that they install, where the two differ."""

from __future__ import annotations

import re

_MODULES = {
    "attrs": "attr attrs",
    "backports-zoneinfo": "backports.zoneinfo",
    "beautifulsoup4": "bs4",
    "django-environ": "environ",
    "djangorestframework": "rest_framework",
    "dnspython": "dns",
    "fastapi-slim": "fastapi",
    "faiss-cpu": "faiss",
    "flask-cors": "flask_cors",
    "flask-sqlalchemy": "flask_sqlalchemy",
    "gitpython": "git",
    "google-api-python-client": "googleapiclient apiclient",
    "google-auth": "google.auth google.oauth2",
    "grpcio": "grpc",
    "grpcio-status": "grpc_status",
    "hydra-core": "hydra",
    "importlib-metadata": "importlib_metadata",
    "kafka-python": "kafka",
    "levenshtein": "Levenshtein",
    "markdown": "markdown",
    "markupsafe": "markupsafe",
    "memory-profiler": "memory_profiler",
    "msgpack-python": "msgpack",
    "mysql-connector-python": "mysql",
    "mysqlclient": "MySQLdb",
    "opencv-python": "cv2",
    "opencv-python-headless": "cv2",
    "opentelemetry-api": "opentelemetry",
    "opentelemetry-sdk": "opentelemetry",
    "pillow": "PIL",
    "protobuf": "google.protobuf",
    "psycopg2-binary": "psycopg2",
    "psycopg-binary": "psycopg",
    "pycryptodome": "Crypto",
    "pycryptodomex": "Cryptodome",
    "pygments": "pygments",
    "pyinstaller": "PyInstaller",
    "pyjwt": "jwt",
    "pymysql": "pymysql",
    "pynacl": "nacl",
    "pyopenssl": "OpenSSL",
    "pyserial": "serial",
    "pysocks": "socks",
    "pytest-asyncio": "pytest_asyncio",
    "pytest-mock": "pytest_mock",
    "python-dateutil": "dateutil",
    "python-docx": "docx",
    "python-dotenv": "dotenv",
    "python-jose": "jose",
    "python-json-logger": "pythonjsonlogger",
    "python-levenshtein": "Levenshtein",
    "python-magic": "magic",
    "python-memcached": "memcache",
    "python-multipart": "multipart python_multipart",
    "python-slugify": "slugify",
    "python-telegram-bot": "telegram",
    "pytz-deprecation-shim": "pytz_deprecation_shim",
    "pyyaml": "yaml",
    "pyzmq": "zmq",
    "ruamel-yaml": "ruamel.yaml ruamel",
    "scikit-image": "skimage",
    "scikit-learn": "sklearn",
    "sentry-sdk": "sentry_sdk",
    "setuptools": "setuptools pkg_resources",
    "sqlalchemy": "sqlalchemy",
    "strawberry-graphql": "strawberry",
    "typing-extensions": "typing_extensions",
    "types-pyyaml": "yaml",
    "umap-learn": "umap",
    "websocket-client": "websocket",
    "zope-interface": "zope.interface",
}

_NAMESPACES = frozenset({"google", "azure", "zope", "backports", "ruamel", "jaraco"})


def modules_of(requirement: str) -> frozenset[str]:
    """The modules that a requirement or a module name stands for, as far as its name tells.

    ``uvicorn[standard]>=0.3`` stands for ``uvicorn``, ``PyYAML`` for ``yaml``, ``yaml`` for itself.
    """
    bare = re.split(r"[\s\[<>=!~;@(]", requirement.strip(), maxsplit=1)[0]
    if not bare:
        return frozenset()
    canonical = re.sub(r"[-_.]+", "-", bare).lower()
    names = set(_MODULES.get(canonical, "").split())
    names.add(bare.replace("-", "_"))
    names.add(canonical.replace("-", "_"))
    space, _, rest = canonical.partition("-")
    if space in _NAMESPACES and rest:
        # google-cloud-storage installs google.cloud.storage.
        names.add(canonical.replace("-", "."))
    return frozenset(names)


def distribution_hint(module: str) -> str:
    """The distribution that installs a module under another name, "" when none is known."""
    top = module.partition(".")[0]
    return next(
        (name for name, modules in _MODULES.items() if {module, top} & set(modules.split())), ""
    )
