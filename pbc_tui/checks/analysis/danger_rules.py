"""Every dangerous call, attribute and setting of a Python file, subject by subject."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from pbc_tui.checks.analysis.dangers.answers import answers
from pbc_tui.checks.analysis.dangers.arguments import arguments
from pbc_tui.checks.analysis.dangers.chance import guessable_secrets
from pbc_tui.checks.analysis.dangers.comparisons import comparisons
from pbc_tui.checks.analysis.dangers.cryptography import cryptography
from pbc_tui.checks.analysis.dangers.escaping import engines
from pbc_tui.checks.analysis.dangers.evaluation import evaluation
from pbc_tui.checks.analysis.dangers.facts import Facts, facts_of
from pbc_tui.checks.analysis.dangers.objects import objects
from pbc_tui.checks.analysis.dangers.own_credentials import own_credentials
from pbc_tui.checks.analysis.dangers.pages import pages
from pbc_tui.checks.analysis.dangers.servers import servers
from pbc_tui.checks.analysis.dangers.shells import shells
from pbc_tui.checks.analysis.dangers.tokens import tokens
from pbc_tui.checks.analysis.dangers.transport import transport
from pbc_tui.checks.analysis.spot import Spot

Rule = Callable[[ast.AST, Facts], Iterator[Spot]]

_NAMES = (ast.Name, ast.Attribute)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
RULES: dict[Rule, tuple[type[ast.AST], ...]] = {
    evaluation: (ast.Call, ast.Dict, *_NAMES),
    shells: (ast.Call, ast.List, ast.Tuple, *_NAMES),
    cryptography: (ast.Call, *_NAMES, *_FUNCTIONS),
    comparisons: (ast.Compare,),
    guessable_secrets: (ast.Assign, ast.AnnAssign, ast.keyword, ast.Dict, *_FUNCTIONS),
    transport: (ast.Call, ast.Assign, ast.Dict, *_NAMES),
    tokens: (ast.Call,),
    objects: (ast.Call,),
    servers: (ast.Call, ast.Assign),
    pages: (ast.Call, ast.Constant),
    engines: (ast.Call, ast.Assign),
    answers: (ast.Call, *_FUNCTIONS),
    arguments: (ast.Call,),
    own_credentials: (ast.Constant, ast.BinOp, ast.Call, ast.JoinedStr, ast.Import),
}
"""One rule per subject, with the kinds of nodes that it looks at."""
_BY_KIND: dict[type[ast.AST], list[Rule]] = {
    kind: [rule for rule, kinds in RULES.items() if kind in kinds]
    for kinds in RULES.values()
    for kind in kinds
}


def dangers(module: ast.Module) -> list[Spot]:
    """What the rules find in a file, each thing once for its place."""
    facts = facts_of(module)
    found: dict[tuple[int, str], Spot] = {}
    for node in facts.nodes:
        for rule in _BY_KIND.get(type(node), ()):
            for spot in rule(node, facts):
                found.setdefault((spot.line, spot.code), spot)
    return list(found.values())
