"""A seccomp filter: every system call that is not known to be harmless is refused.

The BPF program is generated here and not by a library, which a machine may lack; the numbers of
system calls never change.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from grader.engine.sandbox.linux.libc import pack_bpf, syscall
from grader.engine.sandbox.linux.syscalls import (
    ATTRIBUTES,
    AUDIT_ARCHITECTURE,
    MACHINES,
    NUMBERS,
    syscall_number,
)

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

_THREAD, _FILES = 0x00010000, 0x00000400  # CLONE_THREAD, CLONE_FILES
# All flags of clone that create a namespace: time, mount, cgroup, uts, ipc, user, pid, net.
_NAMESPACES = 0x80 | 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x60000000

Instruction = tuple[int, int, int, int]
_Part = list[Instruction]


class Filter(NamedTuple):
    """Which optional rights a filter allows.

    Parameters
    ----------
    notify_on_fork : bool
        A fork waits for the response of the process with the listener, instead of being allowed.
    notify_on_lock : bool
        So does a lock on a file, which otherwise does not exist.
    signals : bool
        Whether signals may be sent.
    attributes : bool
        Whether modes and times of files may be changed.
    only_countable_memory : bool
        Whether to refuse memory that belongs to no process: shared memory that can outlive its
        mapping, huge pages, larger pipes, and without `notify_on_buffers` what waits with it.
    notify_on_buffers : bool
        A pair of sockets, a pipe and a descriptor that epoll shall watch wait for a response; the
        memory in them belongs to no process.
    is_first : bool
        Whether another filter may be installed; see `refuse`.
    """

    notify_on_fork: bool = False
    notify_on_lock: bool = False
    signals: bool = True
    attributes: bool = True
    only_countable_memory: bool = False
    notify_on_buffers: bool = False
    is_first: bool = False

    @property
    def needs_listener(self) -> bool:
        """Whether a system call may wait for a response."""
        return self.notify_on_fork or self.notify_on_lock or self.notify_on_buffers


def _argument(index: int) -> int:
    """Return the offset of an argument's low word; both processors are little-endian."""
    return 16 + 8 * index


def _return(value: int) -> Instruction:
    return (_RETURN, 0, 0, value)


_REFUSED: Final = _return(_ERRNO | errno.EPERM)
# For calls that the C library tries first and can replace, and for locks, which programs can do
# without.
_NOT_IMPLEMENTED: Final = _return(_ERRNO | errno.ENOSYS)
_ALLOWED: Final = _return(_ALLOW)
_WAITS: Final = _return(_NOTIFY)

# MAP_SHARED, which MAP_SHARED_VALIDATE contains
_SHARED, _ANONYMOUS, _HUGE_PAGES = 0x01, 0x20, 0x40000
_UNIX: Final = 1
# SOCK_STREAM and SOCK_SEQPACKET: they only send to their peer. A datagram socket sends to any
# socket of the machine that has a name; the kernel makes one for SOCK_RAW, too.
_CONNECTED: Final = (1, 5)
_SOCKET_FLAGS: Final = (0, 0x800, 0x80000, 0x80800)  # SOCK_NONBLOCK, SOCK_CLOEXEC
_SOCKET_TYPES: Final = tuple(kind | flags for kind in _CONNECTED for flags in _SOCKET_FLAGS)
# F_SETOWN, F_SETSIG, F_SETOWN_EX, F_NOTIFY make the kernel send signals; F_SETLEASE delays others.
_REFUSED_FOR_DESCRIPTORS: Final = (8, 10, 15, 1026, 1024)
_SET_PIPE_SIZE: Final = 1031
_WATCH: Final = 1  # EPOLL_CTL_ADD
_CLOSE_ON_EXEC: Final = 4  # CLOSE_RANGE_CLOEXEC

SET_LOCK: Final = (6, 7, 37, 38)
"""The commands of fcntl that lock a part of a file: F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW.
"""


def _match(index: int, values: Sequence[int], then: Instruction, otherwise: Instruction) -> _Part:
    """Return one value if an argument is one of some values, and another one if not."""
    tests: list[Instruction] = [(_EQUAL, len(values) - n, 0, v) for n, v in enumerate(values)]
    return [(_LOAD, 0, 0, _argument(index)), *tests, otherwise, then]


def _allow_only(index: int, allowed: Sequence[int]) -> _Part:
    return _match(index, allowed, _ALLOWED, _REFUSED)


def _refuse_unless(index: int, value: int) -> _Part:
    """Refuse the call unless an argument has this value; go on if it has."""
    return [(_LOAD, 0, 0, _argument(index)), (_EQUAL, 1, 0, value), _REFUSED]


def _refuse_if(index: int, refused: Sequence[int]) -> _Part:
    """Refuse the call if an argument is one of some values; go on if it is not."""
    count = len(refused)
    tests: list[Instruction] = [(_EQUAL, count - 1 - n, 0, v) for n, v in enumerate(refused[:-1])]
    return [(_LOAD, 0, 0, _argument(index)), *tests, (_EQUAL, 0, 1, refused[-1]), _REFUSED]


def _fcntl(rules: Filter) -> _Part:
    refused = [*_REFUSED_FOR_DESCRIPTORS, *([_SET_PIPE_SIZE] * rules.only_countable_memory)]
    lock = _WAITS if rules.notify_on_lock else _NOT_IMPLEMENTED
    return [*_refuse_if(1, refused), *_match(1, SET_LOCK, lock, _ALLOWED)]


def _mmap(rules: Filter) -> _Part:
    if not rules.only_countable_memory:
        return [_ALLOWED]
    return [
        (_LOAD, 0, 0, _argument(3)),
        (_ANY_BIT, 2, 0, _HUGE_PAGES),
        (_ANY_BIT, 0, 2, _ANONYMOUS),
        (_ANY_BIT, 0, 1, _SHARED),
        _REFUSED,
        _ALLOWED,
    ]


def _clone(rules: Filter) -> _Part:
    fork = _WAITS if rules.notify_on_fork else _ALLOWED
    return [
        (_LOAD, 0, 0, _argument(0)),
        (_ANY_BIT, 0, 1, _NAMESPACES),
        _REFUSED,
        (_ANY_BIT, 0, 3, _THREAD),
        # Only the descriptors of a process's first thread are counted.
        (_ANY_BIT, 1, 0, _FILES),
        _REFUSED,
        _ALLOWED,
        fork,
    ]


def _rules_for_arguments(rules: Filter) -> dict[str, _Part]:
    """Return the instructions for the calls that are not simply allowed."""
    signals = [_ALLOWED] if rules.signals else [_REFUSED]
    attributes = [_ALLOWED] if rules.attributes else [_REFUSED]
    buffers = _ALLOWED
    if rules.notify_on_buffers or rules.only_countable_memory:
        buffers = _WAITS if rules.notify_on_buffers else _REFUSED
    return {
        **dict.fromkeys(ATTRIBUTES, attributes),
        "clone": _clone(rules),
        # Their arguments are in memory, which a filter cannot read.
        "clone3": [_NOT_IMPLEMENTED],
        "openat2": [_NOT_IMPLEMENTED],
        # A thread never gets descriptors of its own (CLOSE_RANGE_UNSHARE).
        "close_range": _allow_only(2, (0, _CLOSE_ON_EXEC)),
        "pipe": [buffers],
        "pipe2": [buffers],
        "epoll_ctl": _match(1, (_WATCH,), buffers, _ALLOWED),
        # TCGETS, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX; never TIOCSTI or the like.
        "ioctl": _allow_only(1, (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)),
        # PR_SET_NAME, for threads.
        "prctl": _allow_only(0, (15,)),
        "fcntl": _fcntl(rules),
        "flock": [_WAITS if rules.notify_on_lock else _NOT_IMPLEMENTED],
        "mmap": _mmap(rules),
        "seccomp": [_ALLOWED] if rules.is_first else [_REFUSED],
        # Its own limits and processors only.
        "prlimit64": _allow_only(0, (0,)),
        "sched_setaffinity": _allow_only(0, (0,)),
        "socketpair": [*_refuse_unless(0, _UNIX), *_match(1, _SOCKET_TYPES, buffers, _REFUSED)],
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
        The descriptor of the listener if calls may wait: see
        `grader.engine.sandbox.linux.waiting_calls`.

    Raises
    ------
    OSError
        If the kernel does not support such filters.
    """
    flags = _NEW_LISTENER if rules.needs_listener else 0
    result = _install(program(rules, os.uname().machine), flags)
    return result if rules.needs_listener else None


def refuse(names: Iterable[str]) -> None:
    """Refuse these system calls after a first filter, which then is the last but one.

    For calls that this process needs to pass on the listener of the first filter.
    """
    machine = os.uname().machine
    refused = [syscall_number(name, machine) for name in (*names, "seccomp")]
    numbers = [number for number in refused if number is not None]
    tests = [(_EQUAL, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    _install([(_LOAD, 0, 0, _NUMBER_AT), *tests, _ALLOWED, _REFUSED], 0)


def _install(instructions: Sequence[Instruction], flags: int) -> int:
    packed = pack_bpf(instructions)
    code = ctypes.create_string_buffer(packed, len(packed))
    header = struct.pack("@HP", len(instructions), ctypes.addressof(code))
    number = syscall_number("seccomp", os.uname().machine)
    if number is None:
        raise OSError(errno.ENOSYS, "This processor has no filters of system calls")
    return syscall(number, _SET_MODE_FILTER, flags, header)
