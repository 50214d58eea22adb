"""Whether something is prohibited, by whatever name it is reached."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from pathlib import Path

from pbc_tui.checks.analysis.conformance.project import module_name
from pbc_tui.checks.analysis.distributions import Distributions
from pbc_tui.checks.analysis.doors import doors_of, straightened
from pbc_tui.checks.analysis.project_exports import ProjectExports, absolute


class Prohibitions:
    """The prohibited modules and names of one specification."""

    def __init__(
        self, rules: Sequence[str], path: str, root: Path, distributions: Distributions
    ) -> None:
        self._rules = {rule: _meant(rule, distributions) for rule in rules}
        self._exports = ProjectExports(root)
        self._module, self._is_package = module_name(path)
        self._found: dict[str, tuple[str, bool]] = {}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def rule_for(self, dotted: str) -> str:
        """The rule that prohibits a dotted name, "" when none does."""
        return self._judged(dotted)[0]

    def by_detour(self, dotted: str) -> bool:
        """Whether a prohibited name is reached by another than its own."""
        return self._judged(dotted)[1]

    def rule_behind(self, text: str) -> str:
        """The rule that prohibits what a plain module name ends in, for files that are loaded."""
        return next((rule for rule, names in self._rules.items() if text in names), "")

    def within(self, module: str) -> list[str]:
        """The prohibited names that a star import of a module brings in."""
        found = [
            rule
            for rule, names in self._rules.items()
            if any(name.startswith(f"{module}.") for name in names)
        ]
        source = absolute(module, self._module, is_package=self._is_package)
        names = self._exports.names(source) if self._rules else []
        found += (rule for name in names if (rule := self.rule_for(f"{source}.{name}")))
        return list(dict.fromkeys(found))

    def members(self, module: str) -> list[str]:
        """The rules that prohibit single names of a module, not the module as a whole."""
        return [rule for rule in self._rules if rule.startswith(f"{module}.")]

    def absolute(self, dotted: str) -> str:
        """A name as the module under judgement writes it, without leading dots."""
        return absolute(dotted, self._module, is_package=self._is_package)

    def _judged(self, dotted: str) -> tuple[str, bool]:
        if not self._rules:
            return "", False
        if dotted not in self._found:
            self._found[dotted] = self._judge(dotted)
        return self._found[dotted]

    def _judge(self, dotted: str) -> tuple[str, bool]:
        plain = self.absolute(dotted)
        names = dict.fromkeys([plain, straightened(plain)])
        names |= dict.fromkeys(map(straightened, self._exports.meanings(plain)))
        for name in names:
            for rule, meant in self._rules.items():
                for wanted in meant:
                    if f"{name}.".startswith(f"{wanted}."):
                        return rule, name != plain or not f"{name}.".startswith(f"{rule}.")
                if "." in rule and f".{rule}." in f"{name}.":
                    # Some other module holds the one that is meant: click.utils.os.environ.
                    return rule, True
        return "", False


def _meant(rule: str, distributions: Distributions) -> frozenset[str]:
    names = set(doors_of(rule))
    if "." not in rule:
        names |= distributions.modules_of(rule)
        if hasattr(builtins, rule):
            names.add(f"builtins.{rule}")
    return frozenset(names)
