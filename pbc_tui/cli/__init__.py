"""One entry: the application by default, a headless twin of each capability (SPEC 12)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pbc_tui import __version__

DONE = 0
NEEDS_REVISION = 1
WRONG_USE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status of SPEC 12.

    0 done or acceptable; 1 needs revision, or a gate that is not confirmed; 2 wrong use or
    unreadable input, with one plain line on standard error.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        # What is asked by scripts need not wait for all that reads a command line.
        print(f"pbc-tui, version {__version__}")
        return DONE
    import click

    from pbc_tui.cli.commands import cli
    from pbc_tui.cli.narration import complain

    try:
        status = cli.main(
            args=words,
            prog_name="pbc-tui",
            standalone_mode=False,
        )
    except click.ClickException as error:
        complain(error.format_message())
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; what was decided is kept, and the same command goes on")
        return NEEDS_REVISION
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    return status if isinstance(status, int) else DONE
