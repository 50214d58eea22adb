"""The own security rules as a whole: their table, and files that are made to keep them busy."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest

from pbc_tui.checks.analysis import danger_rules, leak_rules, secret_rules, secret_texts, sql_rules
from pbc_tui.checks.analysis.detectors import detected
from pbc_tui.checks.analysis.nodes import nodes_of
from pbc_tui.checks.analysis.worker import PROCESSOR_SECONDS
from pbc_tui.checks.security_levels import DETECTORS, OWN
from tests.variants import every

_RULES = Path(danger_rules.__file__).parent

# Each of these takes for ever where names are followed anew for every use, or where a pattern is
# tried on more text than it can bear.
BUSY = {
    "names that double": "".join(f"a{i} = a{i - 1} + a{i - 1}\n" for i in range(1, 3000))
    + "import subprocess\nsubprocess.run(a2999, shell=a2999)\nhashlib.scrypt(p, salt=a2999)\n",
    "names in a circle": "a = b\nb = c + a\nc = [a, b]\nf(shell=a)\nc.append(a)\ng.execute(a)\n",
    "one name, many values": "a = b\nb = a\nf(a, shell=a, verify=b)\n" * 1_000,
    "a message of messages": "m = f'{m}{m}{m}'\nlog.info(m)\n" * 300,
    "a text of one letter": f"x = '{'a' * 200_000}'\n",
    "a text of schemes": f"x = '{'a.b-c+' * 30_000}'\n",
    "a text of quotes": "x = '" + "`" * 100_000 + "'\n",
    "a text that begins keys": "x = '" + "-----BEGIN A " * 10_000 + "'\n",
    "a comment of names": "# " + "password = " * 10_000 + "\n",
    "a chain of names": "".join(f"a{i} = a{i + 1}\n" for i in range(20_000)) + "a20000 = os\n",
    "a chain of attributes": "".join(f"a{i} = a{i + 1}.b\n" for i in range(3_000)),
    "a chain of calls": "".join(f"a{i} = f(a{i + 1})\n" for i in range(3_000)),
    "a sum of texts": "x = a" + " + 'b'" * 900 + "\n",
    "sums of texts": ("x = a" + " + 'b'" * 400 + "\n") * 100,
    "names that are checked": "def f(c, x):\n"
    + "".join(f"  if a{i} not in ('a',): raise E\n" for i in range(5_000))
    + "  c.execute(f'DROP TABLE {x}')\n",
    "loops within loops": "".join(f"{'  ' * i}for a{i} in b:\n" for i in range(19))
    + f"{'  ' * 19}c.execute(f'DROP TABLE {{x}}')\n",
    "one answer, many times": "from flask import jsonify\na = ["
    + "f(a), " * 2_000
    + "]\n"
    + "jsonify(a)\n" * 2_000,
    "a page of many parts": "from flask import app\n@app.get('/')\ndef f(x):\n  p = '<p>'"
    + " + x.y" * 400
    + "\n"
    + "  return HTMLResponse(p)\n" * 2_000,
    "a table asked often": "t = {"
    + ", ".join(f"'{i}': 'v{i}'" for i in range(5_000))
    + "}\n"
    + "f(t[k])\n" * 5_000,
}


@pytest.mark.parametrize("name", every(3, BUSY))
def test_the_rules_come_to_an_end(name: str) -> None:
    source = BUSY[name]
    module = ast.parse(source)
    begun = time.process_time()
    secret_rules.secrets_in_python(source, module)
    danger_rules.dangers(module)
    sql_rules.injectable_sql(module)
    leak_rules.leaks(module)
    secret_texts.secrets_in_text(source, "YAML", "a.yaml")
    secret_texts.secrets_in_text(source, "text", ".env")
    detected(source, "a.yaml")
    # The worker is ended then; what is measured is the processor's time, whatever else runs.
    assert time.process_time() - begun < PROCESSOR_SECONDS


def test_a_tree_is_walked_in_the_order_of_the_standard_library() -> None:
    for source in (*BUSY.values(), Path(__file__).read_text()):
        module = ast.parse(source)
        assert list(map(id, nodes_of(module))) == list(map(id, ast.walk(module)))


def test_a_secret_far_out_on_a_long_line_is_seen() -> None:
    source = "x = ['" + "', '".join(["word"] * 20_000) + "', 'AKIAIOSFODNN7ABCDEFG']\n"
    assert secret_rules.secrets_in_python(source, ast.parse(source))
    assert secret_texts.secrets_in_text(source, "text", "a.txt")
    assert detected(source, "a.txt")


def test_every_code_of_the_rules_has_its_level() -> None:
    files = [*(_RULES / "dangers").glob("*.py"), *_RULES.glob("*_rules.py")]
    text = "\n".join(file.read_text() for file in (*files, _RULES / "secret_texts.py"))
    used = set(re.findall(r'at\(\s*\w+,\s*"([a-z-]+)"', text))
    used |= set(re.findall(r'Spot\(\w+, \w+, "([a-z-]+)"', text))
    codes = {code for code in used if code in OWN}
    assert {"eval", "shell", "tls", "leak", "sql", "secret", "jwt", "markup"} <= codes


def test_every_detector_of_detect_secrets_is_weighed() -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds: list[type[object]] = list(get_mapping_from_secret_type_to_class().values())
    assert {kind.__name__ for kind in kinds} == set(DETECTORS)
