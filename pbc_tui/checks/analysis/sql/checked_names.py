"""Names that hold one of the texts written in the file at a place: looped over, or checked."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from pbc_tui.checks.analysis.dangers.facts import CHANGERS, Facts
from pbc_tui.checks.analysis.sql.allowed import Allowed
from pbc_tui.checks.analysis.sql.enumerations import Enumerations
from pbc_tui.checks.analysis.sql.held_against import (
    held_whole,
    inner,
    looped_whole,
    matched,
    rest_of,
)
from pbc_tui.checks.analysis.sql.known_state import (
    DEEPEST,
    State,
    add,
    collection_of_rest,
    drop,
    elements,
    forget,
    go_on,
    holds,
    name_of,
    rest,
)
from pbc_tui.checks.analysis.sql.rows import own_columns
from pbc_tui.checks.analysis.sql.shapes import (
    bound_once,
    in_any_case,
    is_literal,
    own_names,
    suppresses,
)

_LEAVING = ast.Return | ast.Raise | ast.Continue | ast.Break
_ENDERS = frozenset({
    "sys.exit", "os._exit", "os.abort", "flask.abort", "quart.abort", "bottle.abort",
    "werkzeug.exceptions.abort",
})  # fmt: skip
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_CASES = frozenset({"lower", "upper", "casefold"})
# Texts of which each character is a letter, a digit or an underscore.
_PLAIN = frozenset({"isidentifier", "isalnum", "isalpha", "isdigit", "isdecimal", "isnumeric"})


def note_checked_names(
    facts: Facts,
    allowed: Allowed,
    is_constant: Callable[[ast.expr], bool],
    known: set[int],
) -> None:
    """Add the ids of the names and attributes that can hold nothing foreign where they stand.

    A name is followed through its function from statement to statement: it is known from a check or
    a loop on to the next thing that binds it. ``is_constant`` says what is known without that, and
    may look at what was added so far.
    """
    enumerations = Enumerations(facts.nodes)
    reader = _Reader(facts, allowed, enumerations, is_constant, known)
    outer: State = set()
    reader.block(facts.module.body, outer)
    once = bound_once(facts.module) - facts.changed
    tables = {name for name in once if elements(name) in outer}
    # A function within another one may mean a name of that one.
    outermost = {
        id(node)
        for holder in (facts.module, *facts.module.body)
        if isinstance(holder, ast.Module | ast.ClassDef)
        for node in holder.body
    }
    for node in facts.nodes:
        if isinstance(node, _FUNCTIONS):
            known_there = enumerations.parameters(node.args)
            if id(node) in outermost:
                known_there |= {elements(name) for name in tables - own_names(node)}
            reader.block(node.body, known_there)
        elif isinstance(node, ast.ClassDef):
            reader.block(node.body, set())


class _Reader:
    def __init__(
        self,
        facts: Facts,
        allowed: Allowed,
        enumerations: Enumerations,
        is_constant: Callable[[ast.expr], bool],
        known: set[int],
    ) -> None:
        self._known = known
        self._facts = facts
        # What a function declares so, it may bind while another one is on its way.
        self._shared = {
            name
            for node in facts.nodes
            if isinstance(node, ast.Global | ast.Nonlocal)
            for name in node.names
        }
        self._allowed = allowed
        self._enumerations = enumerations
        self._is_constant = is_constant
        self._depth = 0

    def block(self, body: Iterable[ast.stmt], state: State) -> bool:
        """Follow statements; whether their end is reached. ``state`` holds what is known there."""
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                state.clear()
                return True
            return all(self._statement(statement, state) for statement in body)
        finally:
            self._depth -= 1

    def _statement(self, node: ast.stmt, state: State) -> bool:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                # Read on their own: they run at another time.
                state.discard(node.name)
            case ast.If():
                return self._if(node, state)
            case ast.For() | ast.AsyncFor():
                self._loop(node, state)
            case ast.While():
                self._while(node, state)
            case ast.Try() | ast.TryStar():
                return self._try(node, state)
            case ast.With() | ast.AsyncWith():
                return self._with(node, state)
            case ast.Match():
                return self._match(node, state)
            case ast.Assign():
                self._expression(node.value, state)
                for target in node.targets:
                    self._assign(target, node.value, state)
            case ast.AnnAssign(value=ast.expr() as value):
                self._expression(value, state)
                self._assign(node.target, value, state)
            case ast.AugAssign():
                self._expression(node.value, state)
                if not self._is_known(node.value, state):
                    forget(node.target, state)
            case _:
                for part in ast.iter_child_nodes(node):
                    self._expression(part, state)
                if isinstance(node, ast.Delete | ast.Import | ast.ImportFrom | ast.Global):
                    forget(node, state)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            return self._facts.dotted(node.value.func) not in _ENDERS
        return not isinstance(node, _LEAVING)

    def _if(self, node: ast.If, state: State) -> bool:
        self._expression(node.test, state)
        held, failed = set(state), set(state)
        self._learn(node.test, held, holds=True)
        self._learn(node.test, failed, holds=False)
        ends = [
            path
            for body, path in ((node.body, held), (node.orelse, failed))
            if self.block(body, path)
        ]
        return go_on(ends, state)

    def _loop(self, node: ast.For | ast.AsyncFor, state: State) -> None:
        self._expression(node.iter, state)
        forget(node, state)
        within = set(state)
        self._bind_elements(node.target, node.iter, within)
        # Bound anew for each turn, so what the body does to it matters only behind that place.
        reached = self.block(node.body, within)
        whole = looped_whole(node)
        if whole is not None and reached and self._holds(node.target, within):
            forgotten = {elements(name_of(whole))}
            for statement in node.body:
                forget(statement, forgotten)
            state |= forgotten - {""}
        self.block(node.orelse, state)

    def _while(self, node: ast.While, state: State) -> None:
        forget(node, state)
        self._expression(node.test, state)
        within = set(state)
        self._learn(node.test, within, holds=True)
        self.block(node.body, within)
        self.block(node.orelse, state)

    def _try(self, node: ast.Try | ast.TryStar, state: State) -> bool:
        failed = set(state)
        for statement in node.body:
            forget(statement, failed)
        ends = []
        if self.block([*node.body, *node.orelse], state):
            ends.append(set(state))
        for handler in node.handlers:
            path = set(failed)
            if self.block(handler.body, path):
                ends.append(path)
        for handler in node.handlers:
            for statement in handler.body:
                forget(statement, failed)
        reached = go_on(ends, state)
        # What stands there runs whatever happened before.
        last = failed & state if reached else failed
        reached = self.block(node.finalbody, last) and reached
        for statement in node.finalbody:
            forget(statement, state)
        return reached

    def _with(self, node: ast.With | ast.AsyncWith, state: State) -> bool:
        for item in node.items:
            self._expression(item.context_expr, state)
            forget(item.optional_vars, state)
        if not any(suppresses(item.context_expr) for item in node.items):
            return self.block(node.body, state)
        # The block may end at any of its statements.
        left = set(state)
        for statement in node.body:
            forget(statement, left)
        return go_on([left, state] if self.block(node.body, state) else [left], state)

    def _match(self, node: ast.Match, state: State) -> bool:
        self._expression(node.subject, state)
        name = name_of(node.subject)
        ends = [set(state)]
        for case in node.cases:
            path = set(state)
            forget(case.pattern, path)
            if name and is_literal(case.pattern):
                add(name, path)
            if case.guard is not None:
                self._expression(case.guard, path)
            open_to_all = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
            if open_to_all and case.guard is None:
                ends = ends[1:]
            if self.block(case.body, path):
                ends.append(path)
        return go_on(ends, state)

    def _assign(self, target: ast.expr, value: ast.expr, state: State) -> None:
        known = self._is_known(value, state)
        table = self._is_table(value, state)
        left = rest_of(value, self._proves, lambda one: self._is_table(one, state))
        forget(target, state)
        name = name_of(target)
        if table:
            add(elements(name), state)
        if left is not None and name:
            add(rest(name_of(left), name), state)
        # What is known of a name without its place needs no place here.
        if name and known and not self._is_constant(target):
            add(name, state)

    def _bind_elements(self, target: ast.expr, source: ast.expr, state: State) -> None:
        """Let what a loop binds be known, where it goes through texts of the file."""
        numbered = False
        match source:
            case ast.Call(func=ast.Name(id="enumerate"), args=[element, *_]):
                source, numbered = element, True
                if isinstance(target, ast.Tuple):
                    add(name_of(target.elts[0]), state)
            case ast.Call(func=ast.Name(id="range")):
                add(name_of(target), state)
        if self._enumerations.is_class(source):
            add(name_of(target), state)
            return
        match source:
            case ast.Call(func=ast.Attribute(value=owner, attr="items"), args=[]):
                # Of a dictionary the keys are known, not its values.
                if isinstance(target, ast.Tuple) and self._elements_known(owner, state):
                    add(name_of(target.elts[0]), state)
        for column in own_columns(target, source, self._facts, self._is_constant):
            add(name_of(column), state)
        whole = self._holds(source, state) or self._allowed.is_table(source, whole=True)
        if not whole and not self._elements_known(source, state):
            return
        if numbered and not (isinstance(target, ast.Tuple) and len(target.elts) == 2):
            return
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                add(part.id, state)

    def _expression(self, node: ast.AST, state: State) -> None:
        """Mark the names of an expression that are known where it is evaluated."""
        waiting: list[tuple[ast.AST, State]] = [(node, state)]
        while waiting:
            one, here = waiting.pop()
            match one:
                case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) if here:
                    if self._holds(one, here):
                        self._known.add(id(one))
                case ast.NamedExpr(target=target):
                    forget(target, state)
                case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in CHANGERS:
                    drop(name_of(owner), here)
                    drop(name_of(owner), state)
                case ast.Call(func=ast.Attribute(attr="join"), args=[joined]):
                    if self._elements_known(joined, here):
                        self._known.add(id(joined))
                case ast.IfExp(test=test, body=body, orelse=orelse):
                    held, failed = set(here), set(here)
                    self._learn(test, held, holds=True)
                    self._learn(test, failed, holds=False)
                    waiting += [(test, here), (body, held), (orelse, failed)]
                    continue
                case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                    waiting += self._comprehended(one, here)
                    continue
                case ast.Lambda():
                    waiting.append((one.body, set()))
                    continue
            waiting += [(child, here) for child in ast.iter_child_nodes(one)]

    def _comprehended(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, state: State
    ) -> Iterator[tuple[ast.AST, State]]:
        within = set(state)
        for loop in node.generators:
            yield loop.iter, set(within)
            forget(loop.target, within)
            self._bind_elements(loop.target, loop.iter, within)
            for test in loop.ifs:
                yield test, set(within)
                self._learn(test, within, holds=True)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        yield from ((part, within) for part in parts)

    def _learn(self, test: ast.expr, state: State, *, holds: bool) -> None:
        """Add what is known when a condition holds, or when it does not."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._learn(operand, state, holds=not holds)
            case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) is holds:
                for value in values[:DEEPEST]:
                    self._learn(value, state, holds=holds)
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[table]):
                if isinstance(op, ast.In) is holds and self._is_table(table, state):
                    add(name_of(in_any_case(left)), state)
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as op], comparators=[value]):
                if isinstance(op, ast.Eq) is holds and self._is_constant(value):
                    add(name_of(left), state)
            case ast.Call(func=ast.Attribute(value=owner, attr=method), args=[]) if holds:
                if method in _PLAIN:
                    add(name_of(owner), state)
            case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[value]):
                if isinstance(value, ast.Constant) and value.value is None:
                    self._learn(left, state, holds=isinstance(op, ast.IsNot) is holds)
            case ast.Name(id=name) if not holds:
                add(elements(collection_of_rest(name, state)), state)
            case _:
                self._learn_whole(test, state, holds=holds)

    def _learn_whole(self, test: ast.expr, state: State, *, holds: bool) -> None:
        """Add the collection of which a condition proves every element, or the name it matches."""
        whole = held_whole(
            test,
            holds=holds,
            proves=self._proves,
            is_table=lambda one: self._is_table(one, state),
        )
        if whole is not None:
            add(elements(name_of(whole)), state)
        given = matched(test, self._facts) if holds else None
        if given is not None:
            add(name_of(given), state)

    def _proves(self, test: ast.expr, name: str, held: bool) -> bool:
        learned: State = set()
        self._learn(test, learned, holds=held)
        return name in learned

    def _elements_known(self, node: ast.expr, state: State) -> bool:
        name = name_of(inner(node))
        return elements(name) in state and name.partition(".")[0] not in self._shared

    def _is_table(self, node: ast.expr, state: State) -> bool:
        return self._allowed.is_table(node) or self._elements_known(node, state)

    def _holds(self, node: ast.AST, state: State) -> bool:
        return holds(node, state) and name_of(node).partition(".")[0] not in self._shared

    def _is_known(self, node: ast.expr, state: State) -> bool:
        match node:
            case ast.Name() | ast.Attribute() if self._holds(node, state):
                return True
            case ast.IfExp(test=test, body=body, orelse=orelse):
                held, failed = set(state), set(state)
                self._learn(test, held, holds=True)
                self._learn(test, failed, holds=False)
                return self._is_known(body, held) and self._is_known(orelse, failed)
            case ast.Subscript(value=owner) | ast.Call(func=ast.Attribute(value=owner)):
                # A part of what is known, or what its own methods make of it.
                given = node.args if isinstance(node, ast.Call) else []
                if self._holds(owner, state) and all(self._is_known(one, state) for one in given):
                    return True
        return self._enumerations.is_member(node) or self._is_constant(node)
