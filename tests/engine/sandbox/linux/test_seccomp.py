import errno
import os
import signal
import socket
import struct
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.engine.sandbox.linux import libc, seccomp
from grader.engine.sandbox.linux.syscalls import (
    AUDIT_ARCHITECTURE,
    MACHINES,
    NUMBERS,
    syscall_number,
)
from tests.engine.sandbox.children import in_child, refused

ALLOWED: Final = 0x7FFF0000
REFUSED: Final = 0x00050000 | errno.EPERM
UNKNOWN: Final = 0x00050000 | errno.ENOSYS
KILLED: Final = 0x80000000
ASKED: Final = 0x7FC00000

OPEN: Final = seccomp.Filter()
FILTERS: Final = (
    OPEN,
    seccomp.Filter(notify_on_fork=True),
    seccomp.Filter(signals=False),
    seccomp.Filter(attributes=False),
    seccomp.Filter(notify_on_lock=True),
    seccomp.Filter(only_countable_memory=True, notify_on_buffers=True, is_first=True),
)


def evaluate_filter(
    machine: str, number: int, *arguments: int, rules: seccomp.Filter = OPEN
) -> int:
    """The return value of a filter program, interpreted as the kernel does."""
    words = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("=IIQ6Q", number, AUDIT_ARCHITECTURE[machine], 0, *words)
    program, at, held = seccomp.program(rules, machine), 0, 0
    while True:
        code, true, false, value = program[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, value)
        elif code == 0x06:
            return value
        elif code == 0x15:
            at += true if held == value else false
        else:
            assert code == 0x45
            at += true if held & value else false


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("rules", FILTERS)
@given(number=st.integers(0, 2**32 - 1), argument=st.integers(0, 2**32 - 1))
def test_only_listed_calls_are_ever_allowed(
    machine: str, rules: seccomp.Filter, number: int, argument: int
) -> None:
    listed = {syscall_number(name, machine) for name in NUMBERS}
    said = evaluate_filter(machine, number, argument, argument, rules=rules)
    assert said in (ALLOWED, ASKED, REFUSED, UNKNOWN)
    if number not in listed:
        assert said == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_every_jump_stays_inside_the_program(machine: str) -> None:
    for rules in FILTERS:
        program = seccomp.program(rules, machine)
        assert len(program) < 4096
        for at, (code, true, false, _) in enumerate(program):
            if code in (0x15, 0x45):
                assert max(true, false) < 256
                assert at + 1 + max(true, false) < len(program)
        assert program[-1][0] == 0x06


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_that_depend_on_their_arguments(machine: str) -> None:
    def said(name: str, *arguments: int, rules: seccomp.Filter = OPEN) -> int:
        number = syscall_number(name, machine)
        assert number is not None
        return evaluate_filter(machine, number, *arguments, rules=rules)

    thread, fork = 0x3D0F00, 0x1200011
    assert said("clone", thread) == said("clone", fork) == ALLOWED
    asking = seccomp.Filter(notify_on_fork=True)
    assert said("clone", thread, rules=asking) == ALLOWED
    assert said("clone", fork, rules=asking) == ASKED
    for flag in (
        0x80,
        0x20000,
        0x2000000,
        0x4000000,
        0x8000000,
        0x10000000,
        0x20000000,
        0x40000000,
    ):
        assert said("clone", fork | flag) == said("clone", thread | flag) == REFUSED
    own_descriptors = thread & ~0x400
    assert said("clone", own_descriptors) == REFUSED
    assert said("close_range", 3, 9, 0) == said("close_range", 3, 9, 4) == ALLOWED
    assert said("close_range", 3, 9, 2) == said("close_range", 3, 9, 6) == REFUSED
    assert said("clone3") == said("openat2") == UNKNOWN
    assert said("ioctl", 0, 0x5401) == ALLOWED
    assert said("ioctl", 0, 0x5412) == REFUSED
    assert said("prctl", 15) == ALLOWED
    assert said("prctl", 38) == REFUSED
    assert said("fcntl", 0, 3) == ALLOWED
    assert said("fcntl", 0, 8) == REFUSED
    assert said("fcntl", 0, 1024) == REFUSED
    assert said("prlimit64", 0) == ALLOWED
    assert said("prlimit64", 1) == REFUSED
    assert said("kill", 5) == ALLOWED
    assert said("kill", 5, rules=seccomp.Filter(signals=False)) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
@given(domain=st.integers(0, 40), kind=st.integers(0, 15), flags=st.integers(0, 2**32 - 16))
@example(domain=1, kind=1, flags=0x80800)
@example(domain=1, kind=2, flags=0)
@example(domain=1, kind=3, flags=0)
def test_sockets_that_send_to_others_than_their_peer_are_never_made(
    machine: str, domain: int, kind: int, flags: int
) -> None:
    """A stream and a sequence of packets are connected; a datagram or a raw one is not."""
    number = syscall_number("socketpair", machine)
    assert number is not None
    flags &= ~0xF
    said = evaluate_filter(machine, number, domain, kind | flags)
    harmless = domain == 1 and kind in (1, 5) and not flags & ~0x80800
    assert said == (ALLOWED if harmless else REFUSED)
    counted = seccomp.Filter(notify_on_buffers=True)
    said = evaluate_filter(machine, number, domain, kind | flags, rules=counted)
    assert said == (ASKED if harmless else REFUSED)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "listened", "deaf"),
    [
        ("flock", (3, 2), ASKED, UNKNOWN),
        *[("fcntl", (3, command), ASKED, UNKNOWN) for command in (6, 7, 37, 38)],
        *[("fcntl", (3, command), ALLOWED, ALLOWED) for command in (0, 1, 2, 3, 4, 5, 36, 1030)],
        # A lease on a file makes others wait who open it.
        ("fcntl", (3, 1024), REFUSED, REFUSED),
    ],
)
def test_no_lock_is_made_unasked(
    machine: str, name: str, arguments: tuple[int, ...], listened: int, deaf: int
) -> None:
    number = syscall_number(name, machine)
    assert number is not None
    with_listener = seccomp.Filter(notify_on_lock=True)
    assert evaluate_filter(machine, number, *arguments, rules=with_listener) == listened
    assert evaluate_filter(machine, number, *arguments) == deaf


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("flags", "is_countable"),
    [
        *[(0x22, True), (0x4022, True), (0x1, True), (0x3, True), (0x21, False), (0x23, False)],
        *[(0x40022, False), (0x40001, False), (0x40021, False)],
    ],
)
def test_memory_of_no_process_is_refused_where_it_cannot_be_counted(
    machine: str, flags: int, is_countable: bool
) -> None:
    number = syscall_number("mmap", machine)
    assert number is not None
    counted = seccomp.Filter(only_countable_memory=True)
    said = evaluate_filter(machine, number, 0, 4096, 3, flags, rules=counted)
    assert said == (ALLOWED if is_countable else REFUSED)
    assert evaluate_filter(machine, number, 0, 4096, 3, flags) == ALLOWED


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("socketpair", (1, 1)),
        ("pipe", ()),
        ("pipe2", (0, 0x80000)),
        ("epoll_ctl", (3, 1)),
    ],
)
def test_buffers_are_asked_for_or_refused_where_they_cannot_be_counted(
    machine: str, name: str, arguments: tuple[int, ...]
) -> None:
    number = syscall_number(name, machine)
    if number is None:
        assert (name, machine) == ("pipe", "aarch64")
        return
    said = {
        rules: evaluate_filter(machine, number, *arguments, rules=rules)
        for rules in (
            OPEN,
            seccomp.Filter(only_countable_memory=True, notify_on_buffers=True),
            seccomp.Filter(only_countable_memory=True),
        )
    }
    assert list(said.values()) == [ALLOWED, ASKED, REFUSED]


@pytest.mark.parametrize("machine", MACHINES)
def test_epoll_forgets_and_changes_unasked(machine: str) -> None:
    number = syscall_number("epoll_ctl", machine)
    assert number is not None
    counted = seccomp.Filter(only_countable_memory=True)
    for operation in (2, 3):
        assert evaluate_filter(machine, number, 3, operation, rules=counted) == ALLOWED


def test_a_second_filter_refuses_more_and_is_the_last() -> None:
    def filter_and_try() -> list[bool]:
        libc.drop_capabilities()
        seccomp.install(seccomp.Filter(is_first=True))
        ours, theirs = socket.socketpair()
        before = refused(lambda: ours.sendmsg([b"x"]))
        seccomp.refuse(["sendmsg"])
        after = refused(
            lambda: ours.sendmsg([b"x"]),
            lambda: ours.send(b"x"),
            lambda: theirs.recv(1),
            lambda: seccomp.refuse(["sendto"]),
        )
        return before + after

    assert in_child(filter_and_try) == [False, True, False, False, True]


def test_another_processor_is_the_end() -> None:
    data = seccomp.program(seccomp.Filter(), "x86_64")
    assert data[0][0] == 0x20 and data[2] == (0x06, 0, 0, KILLED)


def test_an_unknown_processor_is_no_machine_to_grade_on() -> None:
    with pytest.raises(OSError, match="riscv64"):
        seccomp.program(seccomp.Filter(), "riscv64")


def test_the_kernel_takes_the_filter_and_keeps_to_it() -> None:
    def filter_and_try() -> list[bool]:
        libc.drop_capabilities()
        seccomp.install(seccomp.Filter())
        return refused(
            lambda: os.stat("/"),
            lambda: socket.socketpair(),
            lambda: os.kill(os.getpid(), 0),
            lambda: os.waitpid(os.fork() or os._exit(0), 0),
            socket.socket,
            lambda: os.execv("/bin/true", ["true"]),
            lambda: os.chown("/", 0, 0),
            lambda: libc.unshare(libc.CLONE_NEWUSER),
            lambda: os.setsid(),
        )

    assert in_child(filter_and_try) == [False] * 4 + [True] * 5


@pytest.mark.parametrize("allowed", [True, False])
def test_modes_and_times_are_changed_where_that_is_harmless(tmp_path: Path, allowed: bool) -> None:
    def filter_and_try() -> list[bool]:
        libc.drop_capabilities()
        seccomp.install(seccomp.Filter(attributes=allowed))
        return refused(lambda: os.chmod(tmp_path, 0o700), lambda: os.utime(tmp_path, (0, 0)))

    assert in_child(filter_and_try) == [not allowed] * 2


def test_without_signals_none_can_be_sent() -> None:
    def filter_and_try() -> list[bool]:
        libc.drop_capabilities()
        seccomp.install(seccomp.Filter(signals=False))
        return refused(lambda: os.kill(os.getpid(), signal.SIGTERM))

    assert in_child(filter_and_try) == [True]
