"""Runs a program in its own session for as long as whoever asked for it lives.

    python -I -S keeper.py LIFELINE PROGRAM [ARGUMENT ...]

``LIFELINE`` is the descriptor of a pipe's reading end. When nobody holds the other end any more,
since its process was killed, the whole process group ends. It needs the standard library alone.
"""

import os
import select
import signal
import sys


def main(lifeline: int, argv: list[str]) -> None:
    """Run the program, and end as it ended."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    child = os.fork()
    if child == 0:
        os.close(lifeline)
        try:
            os.execv(argv[0], argv)
        except OSError as error:
            os.write(2, f"{argv[0]}: {error.strerror}\n".encode())
        os._exit(127)
    # Whoever reads the output must not wait for us to let go of it.
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            break
        if lifeline in select.select([lifeline, reader], [], [])[0]:
            os.killpg(0, signal.SIGKILL)
        os.read(reader, 4096)
    if os.WIFSIGNALED(status):
        signal.signal(os.WTERMSIG(status), signal.SIG_DFL) if _can_be_set(status) else None
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _can_be_set(status: int) -> bool:
    return os.WTERMSIG(status) not in (signal.SIGKILL, signal.SIGSTOP)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
