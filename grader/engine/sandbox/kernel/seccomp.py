"""A filter of system calls: what is not known to be harmless is refused.

Written as a BPF program by hand: it must not depend on a library that a machine may lack, and the
numbers of the calls it names never change.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from grader.engine.sandbox.kernel.libc import packed, syscall
from grader.engine.sandbox.kernel.syscalls import (
    ATTRIBUTES,
    AUDIT_ARCHITECTURE,
    MACHINES,
    NUMBERS,
    number_of,
)

_SECCOMP: Final = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER = 1
_NEW_LISTENER = 8

_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_ERRNO: Final = 0x00050000
_ASK: Final = 0x7FC00000

# BPF: load a word of what the call is; compare and jump; answer.
_LOAD, _RETURN, _AND = 0x20, 0x06, 0x54
_EQUAL, _ANY_BIT = 0x15, 0x45
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4

_THREAD = 0x00010000  # CLONE_THREAD
# All flags of clone that make a namespace: time, mount, cgroup, uts, ipc, user, pid, net.
_NAMESPACES = 0x80 | 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x60000000

Instruction = tuple[int, int, int, int]


class Filter(NamedTuple):
    """Which doors a filter leaves open.

    Parameters
    ----------
    ask_before_fork : bool
        A fork waits for the answer of whoever holds the listener, instead of being allowed.
    signals : bool
        Whether signals may be sent.
    attributes : bool
        Whether modes and times of files may be changed.
    """

    ask_before_fork: bool = False
    signals: bool = True
    attributes: bool = True


def _argument(index: int) -> int:
    """Offset of the low word of an argument; both processors are little-endian."""
    return 16 + 8 * index


def _answer(value: int) -> Instruction:
    return (_RETURN, 0, 0, value)


_REFUSE: Final = _answer(_ERRNO | errno.EPERM)
# For calls that the C library tries first and does without.
_UNKNOWN: Final = _answer(_ERRNO | errno.ENOSYS)
_YES: Final = _answer(_ALLOW)


def _only(index: int, allowed: Sequence[int]) -> list[Instruction]:
    """Allow the call if an argument is one of some values."""
    tests: list[Instruction] = [(_EQUAL, len(allowed) - n, 0, v) for n, v in enumerate(allowed)]
    return [(_LOAD, 0, 0, _argument(index)), *tests, _REFUSE, _YES]


def _except(index: int, refused: Sequence[int]) -> list[Instruction]:
    """Allow the call unless an argument is one of some values."""
    tests: list[Instruction] = [(_EQUAL, len(refused) - n, 0, v) for n, v in enumerate(refused)]
    return [(_LOAD, 0, 0, _argument(index)), *tests, _YES, _REFUSE]


def _clone(rules: Filter) -> list[Instruction]:
    fork = _answer(_ASK) if rules.ask_before_fork else _YES
    return [
        (_LOAD, 0, 0, _argument(0)),
        (_ANY_BIT, 0, 1, _NAMESPACES),
        _REFUSE,
        (_ANY_BIT, 0, 1, _THREAD),
        _YES,
        fork,
    ]


def _special(rules: Filter) -> dict[str, list[Instruction]]:
    """Return the calls that depend on their arguments, or that are answered in another way."""
    signals = [_YES] if rules.signals else [_REFUSE]
    attributes = [_YES] if rules.attributes else [_REFUSE]
    return {
        **dict.fromkeys(ATTRIBUTES, attributes),
        "clone": _clone(rules),
        # Their arguments lie in memory, where a filter cannot look.
        "clone3": [_UNKNOWN],
        "openat2": [_UNKNOWN],
        # TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; never TIOCSTI or the like.
        "ioctl": _only(1, (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)),
        # PR_SET_NAME, for threads.
        "prctl": _only(0, (15,)),
        # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_NOTIFY: they make the kernel send signals.
        "fcntl": _except(1, (8, 10, 15, 1026)),
        # Its own limits and processors, nobody else's.
        "prlimit64": _only(0, (0,)),
        "sched_setaffinity": _only(0, (0,)),
        "socketpair": _only(0, (1,)),
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
        As `os.uname().machine` names it.

    Raises
    ------
    OSError
        If the calls of that processor are not known.
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
    yield _answer(_KILL)
    yield (_LOAD, 0, 0, _NUMBER_AT)
    special = _special(rules)
    for name in NUMBERS:
        number = number_of(name, machine)
        if number is not None:
            then = special.get(name, [_YES])
            yield (_EQUAL, 0, len(then), number)
            yield from then
    yield _REFUSE


def install(rules: Filter) -> int | None:
    """Filter the system calls of this process and of all that it starts, for good.

    The process has given up new privileges before.

    Returns
    -------
    int or None
        With `ask_before_fork` the listener, a descriptor: see
        `grader.engine.sandbox.kernel.fork_counter`.

    Raises
    ------
    OSError
        If the kernel has no such filters.
    """
    machine = os.uname().machine
    instructions = packed(program(rules, machine))
    code = ctypes.create_string_buffer(instructions, len(instructions))
    header = struct.pack("@HP", len(instructions) // 8, ctypes.addressof(code))
    flags = _NEW_LISTENER if rules.ask_before_fork else 0
    result = syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, header)
    return result if rules.ask_before_fork else None
