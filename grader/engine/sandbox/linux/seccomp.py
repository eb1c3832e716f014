"""A seccomp filter: every system call that is not known to be harmless is refused.

The BPF program is generated here and not by a library, which a machine may lack; the numbers of
system calls never change.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from grader.engine.sandbox.linux.libc import pack_bpf, syscall
from grader.engine.sandbox.linux.syscalls import (
    ATTRIBUTES,
    AUDIT_ARCHITECTURE,
    MACHINES,
    NUMBERS,
    syscall_number,
)

_SECCOMP: Final = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER = 1
_NEW_LISTENER = 8

_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_ERRNO: Final = 0x00050000
_NOTIFY: Final = 0x7FC00000

# BPF: load a word of the call data; compare and jump; return.
_LOAD, _RETURN, _AND = 0x20, 0x06, 0x54
_EQUAL, _ANY_BIT = 0x15, 0x45
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4

_THREAD = 0x00010000  # CLONE_THREAD
# All flags of clone that create a namespace: time, mount, cgroup, uts, ipc, user, pid, net.
_NAMESPACES = 0x80 | 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x60000000

Instruction = tuple[int, int, int, int]


class Filter(NamedTuple):
    """Which optional rights a filter allows.

    Parameters
    ----------
    notify_on_fork : bool
        A fork waits for the response of the process with the listener, instead of being allowed.
    signals : bool
        Whether signals may be sent.
    attributes : bool
        Whether modes and times of files may be changed.
    """

    notify_on_fork: bool = False
    signals: bool = True
    attributes: bool = True


def _argument(index: int) -> int:
    """Return the offset of an argument's low word; both processors are little-endian."""
    return 16 + 8 * index


def _return(value: int) -> Instruction:
    return (_RETURN, 0, 0, value)


_REFUSED: Final = _return(_ERRNO | errno.EPERM)
# For calls that the C library tries first and can replace.
_NOT_IMPLEMENTED: Final = _return(_ERRNO | errno.ENOSYS)
_ALLOWED: Final = _return(_ALLOW)


def _allow_only(index: int, allowed: Sequence[int]) -> list[Instruction]:
    """Allow the call if an argument is one of some values."""
    tests: list[Instruction] = [(_EQUAL, len(allowed) - n, 0, v) for n, v in enumerate(allowed)]
    return [(_LOAD, 0, 0, _argument(index)), *tests, _REFUSED, _ALLOWED]


def _allow_all_but(index: int, refused: Sequence[int]) -> list[Instruction]:
    """Allow the call unless an argument is one of some values."""
    tests: list[Instruction] = [(_EQUAL, len(refused) - n, 0, v) for n, v in enumerate(refused)]
    return [(_LOAD, 0, 0, _argument(index)), *tests, _ALLOWED, _REFUSED]


def _clone(rules: Filter) -> list[Instruction]:
    fork = _return(_NOTIFY) if rules.notify_on_fork else _ALLOWED
    return [
        (_LOAD, 0, 0, _argument(0)),
        (_ANY_BIT, 0, 1, _NAMESPACES),
        _REFUSED,
        (_ANY_BIT, 0, 1, _THREAD),
        _ALLOWED,
        fork,
    ]


def _rules_for_arguments(rules: Filter) -> dict[str, list[Instruction]]:
    """Return the instructions for the calls that are not simply allowed."""
    signals = [_ALLOWED] if rules.signals else [_REFUSED]
    attributes = [_ALLOWED] if rules.attributes else [_REFUSED]
    return {
        **dict.fromkeys(ATTRIBUTES, attributes),
        "clone": _clone(rules),
        # Their arguments are in memory, which a filter cannot read.
        "clone3": [_NOT_IMPLEMENTED],
        "openat2": [_NOT_IMPLEMENTED],
        # TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; never TIOCSTI or the like.
        "ioctl": _allow_only(1, (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)),
        # PR_SET_NAME, for threads.
        "prctl": _allow_only(0, (15,)),
        # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_NOTIFY: they make the kernel send signals.
        "fcntl": _allow_all_but(1, (8, 10, 15, 1026)),
        # Its own limits and processors only.
        "prlimit64": _allow_only(0, (0,)),
        "sched_setaffinity": _allow_only(0, (0,)),
        "socketpair": _allow_only(0, (1,)),
        "kill": signals,
        "tkill": signals,
        "tgkill": signals,
    }


def program(rules: Filter, machine: str) -> list[Instruction]:
    """Return the filter for a processor.

    Parameters
    ----------
    rules : Filter
    machine : str
        The value of `os.uname().machine`.

    Raises
    ------
    OSError
        If the system calls of that processor are not known.
    """
    if machine not in MACHINES:
        raise OSError(
            errno.ENOSYS,
            f"The system calls of {machine} are not known, only those of {' and '.join(MACHINES)}",
        )
    return list(_program(rules, machine))


def _program(rules: Filter, machine: str) -> Iterator[Instruction]:
    yield (_LOAD, 0, 0, _ARCHITECTURE_AT)
    yield (_EQUAL, 1, 0, AUDIT_ARCHITECTURE[machine])
    yield _return(_KILL)
    yield (_LOAD, 0, 0, _NUMBER_AT)
    by_arguments = _rules_for_arguments(rules)
    for name in NUMBERS:
        number = syscall_number(name, machine)
        if number is not None:
            instructions = by_arguments.get(name, [_ALLOWED])
            yield (_EQUAL, 0, len(instructions), number)
            yield from instructions
    yield _REFUSED


def install(rules: Filter) -> int | None:
    """Filter the system calls of this process and all its children, irrevocably.

    PR_SET_NO_NEW_PRIVS must be set.

    Returns
    -------
    int or None
        With `notify_on_fork` the descriptor of the listener: see
        `grader.engine.sandbox.linux.fork_counter`.

    Raises
    ------
    OSError
        If the kernel does not support such filters.
    """
    machine = os.uname().machine
    instructions = pack_bpf(program(rules, machine))
    code = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("@HP", len(instructions) // 8, ctypes.addressof(code))
    flags = _NEW_LISTENER if rules.notify_on_fork else 0
    result = syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, header)
    return result if rules.notify_on_fork else None
