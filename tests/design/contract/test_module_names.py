"""What a module exports and imports (SPEC 5)."""

from __future__ import annotations

import pytest

from pbc_tui.design.contract import extract, parse_module
from tests.design.contract.reading import read


@pytest.mark.parametrize(
    ("text", "exports", "is_open"),
    [
        ("__all__ = ['a', 'b']", ("a", "b"), False),
        ("__all__: list[str] = ['a']\n__all__ += ['b']", ("a", "b"), False),
        ("__all__ = ['a']\n__all__.append('b')\n__all__.extend(('c',))", ("a", "b", "c"), False),
        ("__all__ = ['a'] + ['b']", ("a", "b"), False),
        ("__all__ = sorted(['a', *['b']])", ("a", "b"), False),
        ("__all__ = ['a', *core.__all__]", ("a",), True),
        ("__all__ = ['a']\n__all__ += core.__all__", ("a",), True),
        ("__all__ = ['a', 'b']\n__all__.remove('a')", ("b",), False),
        ("__all__ = []", (), False),
        ("x = 1", None, False),
    ],
)
def test_exports(text: str, exports: tuple[str, ...] | None, is_open: bool) -> None:
    source = read(text)

    assert source.exports == exports
    assert source.exports_open is is_open


def test_imports_are_resolved() -> None:
    source = read(
        """
        import os.path
        import numpy as np
        from .parts import Part as P
        from .. import top
        from app import *
        """
    )

    assert source.imports == {"os": "os", "np": "numpy", "P": "app.parts.Part", "top": "..top"}
    assert source.stars == ("app",)


def test_relative_imports_of_a_package() -> None:
    module = parse_module("from .core import Engine\nfrom ..b import C")

    found = extract(module, "app.sub", is_package=True).imports

    assert found == {"Engine": "app.sub.core.Engine", "C": "app.b.C"}
