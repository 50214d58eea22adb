"""Says which levels of the sandbox this machine offers, and so which were tested for real."""

from __future__ import annotations

import asyncio

from pbc_tui.workspace.sandbox.finding import NotOffered, find_sandbox
from pbc_tui.workspace.sandbox.level import Level


async def main() -> None:
    """One line for each level."""
    for level in Level:
        try:
            await find_sandbox(level)
        except NotOffered as reason:
            print(f"{level}: not run here, by its command line alone: {reason}")
        else:
            print(f"{level}: tested for real")


if __name__ == "__main__":
    asyncio.run(main())
