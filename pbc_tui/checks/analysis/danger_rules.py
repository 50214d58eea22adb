"""Every dangerous call, attribute and setting of a Python file, subject by subject."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from pbc_tui.checks.analysis.dangers.chance import guessable_secrets
from pbc_tui.checks.analysis.dangers.cryptography import cryptography
from pbc_tui.checks.analysis.dangers.evaluation import evaluation
from pbc_tui.checks.analysis.dangers.facts import Facts, facts_of
from pbc_tui.checks.analysis.dangers.objects import objects
from pbc_tui.checks.analysis.dangers.own_credentials import own_credentials
from pbc_tui.checks.analysis.dangers.servers import servers
from pbc_tui.checks.analysis.dangers.shells import shells
from pbc_tui.checks.analysis.dangers.tokens import tokens
from pbc_tui.checks.analysis.dangers.transport import transport
from pbc_tui.checks.analysis.spot import Spot

RULES: tuple[Callable[[ast.AST, Facts], Iterator[Spot]], ...] = (
    evaluation,
    shells,
    cryptography,
    guessable_secrets,
    transport,
    tokens,
    objects,
    servers,
    own_credentials,
)
"""One rule per subject; each looks at one node of the syntax tree."""


def dangers(module: ast.Module) -> list[Spot]:
    """What the rules find in a file, each thing once for its place."""
    facts = facts_of(module)
    found: dict[tuple[int, str], Spot] = {}
    for node in ast.walk(module):
        for rule in RULES:
            for spot in rule(node, facts):
                found.setdefault((spot.line, spot.code), spot)
    return list(found.values())
