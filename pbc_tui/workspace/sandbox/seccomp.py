"""A filter for system calls (seccomp(2), classic BPF), built for this machine's architecture.

A call that is refused returns an error, so that a program can go on and say what it missed. The
numbers are the kernel's own: arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

import errno
import platform
import struct
from collections.abc import Sequence
from dataclasses import dataclass

# linux/filter.h, linux/seccomp.h
_LOAD, _EQUAL, _AT_LEAST, _JUMP, _RETURN = 0x20, 0x15, 0x35, 0x05, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000

AF_UNIX = 1

STAND_INS = (0xFFFF0001, 0xFFFF0002, 0xFFFF0003, 0xFFFF0004, 0xFFFF0005, 0xFFFF0006)
"""Stand for processes and groups whose numbers are known only when the filter is loaded."""


@dataclass(frozen=True)
class Architecture:
    """The audit number of an architecture (linux/audit.h) and the numbers of its calls."""

    audit: int
    calls: dict[str, int]


# Calls that are newer than Linux 5.0 have one number everywhere.
_COMMON = {
    "pidfd_open": 434, "pidfd_send_signal": 424, "pidfd_getfd": 438, "move_mount": 429,
    "open_tree": 428, "fsopen": 430, "fsmount": 432, "mount_setattr": 442,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "fchmodat2": 452,
    "setxattrat": 463, "removexattrat": 466, "file_setattr": 469,
}  # fmt: skip
_X86_64 = Architecture(
    0xC000003E,
    {
        "socket": 41, "socketpair": 53, "kill": 62, "tkill": 200, "tgkill": 234,
        "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "ptrace": 101, "process_vm_readv": 310,
        "process_vm_writev": 311, "kcmp": 312, "prlimit64": 302, "unshare": 272, "setns": 308,
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "keyctl": 250,
        "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
        "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
        "kexec_file_load": 320, "reboot": 169, "swapon": 167, "swapoff": 168, "acct": 163,
        "quotactl": 179, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159,
        "clock_adjtime": 305, "sethostname": 170, "setdomainname": 171, "open_by_handle_at": 304,
        "name_to_handle_at": 303, "syslog": 103, "iopl": 172, "ioperm": 173, "mknod": 133,
        "mknodat": 259, "chmod": 90, "fchmod": 91, "fchmodat": 268, "utime": 132, "utimes": 235,
        "futimesat": 261, "utimensat": 280, "chown": 92, "fchown": 93, "lchown": 94,
        "fchownat": 260, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
        "lremovexattr": 198, "fremovexattr": 199,
        **_COMMON,
    },
)  # fmt: skip
_AARCH64 = Architecture(
    0xC00000B7,
    {
        "socket": 198, "socketpair": 199, "kill": 129, "tkill": 130, "tgkill": 131,
        "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "prlimit64": 261, "unshare": 97, "setns": 268,
        "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "keyctl": 219, "add_key": 217,
        "request_key": 218, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
        "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104,
        "kexec_file_load": 294, "reboot": 142, "swapon": 224, "swapoff": 225, "acct": 89,
        "quotactl": 60, "settimeofday": 170, "clock_settime": 112, "adjtimex": 171,
        "clock_adjtime": 266, "sethostname": 161, "setdomainname": 162, "open_by_handle_at": 265,
        "name_to_handle_at": 264, "syslog": 116, "mknodat": 33, "fchmod": 52, "fchmodat": 53,
        "utimensat": 88, "fchown": 55, "fchownat": 54, "setxattr": 5, "lsetxattr": 6,
        "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
        **_COMMON,
    },
)  # fmt: skip
ARCHITECTURES = {"x86_64": _X86_64, "aarch64": _AARCH64, "arm64": _AARCH64}
"""The architectures whose calls are known, by the name that ``uname -m`` prints."""

_INTO_OTHERS = (
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
)  # fmt: skip
_OF_THE_SYSTEM = (
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
    "fsopen", "fsmount", "mount_setattr", "keyctl", "add_key", "request_key", "bpf",
    "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "swapon", "swapoff", "acct", "quotactl", "settimeofday", "clock_settime", "adjtimex",
    "clock_adjtime", "sethostname", "setdomainname", "open_by_handle_at", "name_to_handle_at",
    "syslog", "iopl", "ioperm",
)  # fmt: skip
# Landlock does not hold these back (Landlock, "Current limitations": chmod, chown, xattr, utime).
_OWNERSHIP = (
    "chown", "fchown", "lchown", "fchownat", "setxattr", "lsetxattr", "fsetxattr", "removexattr",
    "lremovexattr", "fremovexattr", "setxattrat", "removexattrat", "file_setattr",
)  # fmt: skip
# Copying a file ends with them, so they do nothing and say that they did.
_MODES_AND_TIMES = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "futimesat", "utimensat",
)  # fmt: skip
_SIGNALS = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open")


@dataclass(frozen=True)
class Rule:
    """What becomes of a call: ``error`` (0: it does nothing and succeeds).

    With ``values`` only if its first argument is one of them, or is none of them if ``unless``.
    """

    call: str
    error: int
    values: tuple[int, ...] = ()
    unless: bool = False


def inside_namespaces() -> list[Rule]:
    """The rules where namespaces confine already: what reaches into the kernel beside them."""
    return _refusing(_INTO_OTHERS + _OF_THE_SYSTEM, errno.EPERM)


def without_namespaces() -> list[Rule]:
    """The rules where no namespace confines: no socket, and nothing done to other processes.

    Only pairs of sockets can be made, which reach nobody else; a path to a socket of the person's
    (an agent for keys, a container engine) leads nowhere. Neither this process's supervisors nor
    everybody at once (kill -1) can be sent a signal.
    """
    spared = (0xFFFFFFFF, *STAND_INS)
    return [
        Rule("socket", errno.EACCES),
        Rule("socketpair", errno.EACCES, (AF_UNIX,), unless=True),
        Rule("prlimit64", errno.EPERM, (0,), unless=True),
        *(Rule(call, errno.EPERM, spared) for call in _SIGNALS),
        *_refusing(("tkill", "pidfd_send_signal"), errno.EPERM),
        *inside_namespaces(),
    ]


def beside_landlock() -> list[Rule]:
    """What Landlock needs beside it: the owners, modes and times of files are not its affair."""
    return [
        *without_namespaces(),
        *_refusing(_OWNERSHIP, errno.EPERM),
        *_refusing(_MODES_AND_TIMES, 0),
    ]


def known(machine: str = "") -> bool:
    """Whether the calls of an architecture, this one unless named, are known."""
    return (machine or platform.machine()) in ARCHITECTURES


def program(rules: Sequence[Rule], machine: str = "") -> bytes:
    """The filter as the kernel takes it: an array of ``struct sock_filter``.

    Raises:
        ValueError: when the calls of this architecture are not known.
    """
    known = ARCHITECTURES.get(machine or platform.machine())
    if known is None:
        raise ValueError(f"no table of system calls for {machine or platform.machine()}")
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, known.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        # The x32 calls of x86_64 have numbers of their own and are used by nobody.
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    for rule in rules:
        if (number := known.calls.get(rule.call)) is not None:
            lines += _lines(rule, number)
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _lines(rule: Rule, number: int) -> list[tuple[int, int, int, int]]:
    refuse = (_RETURN, 0, 0, _ERRNO | rule.error)
    if not rule.values:
        return [(_EQUAL, 0, 1, number), refuse]
    count = len(rule.values)
    # Only the lower half of the argument counts: these are ints for the kernel.
    compared = [(_EQUAL, count - index, 0, value) for index, value in enumerate(rule.values)]
    # An equal argument jumps over one line: the refusal, or the jump that passes it by.
    after = [refuse] if rule.unless else [(_JUMP, 0, 0, 1), refuse]
    body = [(_LOAD, 0, 0, _ARGUMENTS), *compared, *after, (_LOAD, 0, 0, _NUMBER)]
    return [(_EQUAL, 0, len(body), number), *body]


def _refusing(calls: Sequence[str], error: int) -> list[Rule]:
    return [Rule(call, error) for call in calls]
