"""The structure beside its template: what differs, by keys (SPEC 4.1)."""

from pathlib import Path

import pytest

from pbc_tui.design.gates import Gate
from pbc_tui.design.structure import Add, Delete, SetPurpose
from pbc_tui.ui.widgets.listing import Listing
from pbc_tui.workflow import design_desk
from pbc_tui.workflow.project import Project
from tests.ui.walking import prepare, walking

PURPOSE = "Says at great length what anybody may want to know about the checks " * 3
MARKED = ("README.md", "extra.py", "py.typed")


def _changed(root: Path) -> None:
    prepare(root, Gate.STRUCTURE)
    project = Project.open(root)
    design_desk.edit(project, Add(path="extra.py"))
    design_desk.edit(project, SetPurpose(path="README.md", purpose=PURPOSE.strip()))
    design_desk.edit(project, Delete(paths=("src/schema_guard/py.typed",)))
    project.close()


@pytest.mark.parametrize("size", [(120, 40), (50, 20)], ids=str)
async def test_differences_are_gone_to_by_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    _changed(tmp_path)
    async with walking(tmp_path, size=size, begin="StructureScreen") as walk:
        await walk.press("equals_sign")
        await walk.arrive("ComparisonScreen")
        listing = walk.app.screen.query_one(Listing)

        def at() -> str:
            place = listing.highlighted
            assert place is not None
            words = str(listing.get_option_at_index(place).prompt).split()
            assert words[0] in "+-~"
            return words[1]

        forward = [at()]
        for _ in range(3):
            await walk.press("n")
            forward.append(at())
        assert sorted(forward[:3]) == sorted(MARKED)
        assert forward[3] == forward[0]
        await walk.press("N")
        assert at() == forward[2]
        await walk.press("y")
        assert "nothing said →" in walk.app.clipboard or "→ Says at great" in walk.app.clipboard
        await walk.press("escape")
        await walk.arrive("StructureScreen")


async def test_a_long_purpose_hangs_below_its_first_line(tmp_path: Path) -> None:
    _changed(tmp_path)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("equals_sign")
        await walk.arrive("ComparisonScreen")
        assert "+ 1 only here   - 1 only there   ~ 1 with another purpose" in walk.text
        rows = walk.text.splitlines()
        at = next(place for place, row in enumerate(rows) if "README.md" in row)
        column = len(rows[at][: rows[at].index("README.md")]) + len("README.md")
        column += len(rows[at][column:]) - len(rows[at][column:].lstrip())
        for row in rows[at + 1 : at + 3]:
            assert not row[:column].strip(" │")
            assert row[column] != " "


async def test_where_nothing_differs_the_keys_say_so(tmp_path: Path) -> None:
    prepare(tmp_path, Gate.STRUCTURE)
    async with walking(tmp_path, begin="StructureScreen") as walk:
        await walk.press("equals_sign")
        await walk.arrive("ComparisonScreen")
        await walk.press("n", "N")
        assert walk.said.splitlines().count("nothing differs") == 2
