"""A fork has limits of its own, and what it does changes nothing in this process."""

import os
import signal

import pytest

from grader.limited_fork import CAN_FORK, Ending, ForkLimits, ForkResult, held_bytes, run_in_fork

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no forks")

ALLOWED = ForkLimits(wall_seconds=60.0, cpu_seconds=60, memory=1 << 28)


@pytest.mark.parametrize("size", [0, 1, 1 << 22])
def test_what_the_work_returns_is_the_reply(size: int) -> None:
    assert run_in_fork(lambda: b"x" * size, ALLOWED) == ForkResult(Ending.REPLY, b"x" * size)


def test_the_work_changes_nothing_here() -> None:
    changed: list[int] = []

    def work() -> bytes:
        changed.append(1)
        return bytes(changed)

    assert run_in_fork(work, ALLOWED).reply == b"\1"
    assert changed == []


def test_an_error_ends_the_fork_with_a_code(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> bytes:
        raise ValueError("caf\N{LATIN SMALL LETTER E WITH ACUTE}")

    assert run_in_fork(work, ALLOWED) == ForkResult(Ending.EXIT, number=1)
    assert "ValueError" in capfd.readouterr().err


def test_memory_that_this_process_holds_does_not_count() -> None:
    held = bytearray(1 << 29)
    assert run_in_fork(lambda: b"%d" % len(held), ALLOWED).reply == b"%d" % (1 << 29)
    assert held_bytes() == 0 or held_bytes() > 1 << 29
    assert run_in_fork(lambda: bytes(1 << 29), ALLOWED) == ForkResult(Ending.MEMORY)


def test_a_signal_is_told() -> None:
    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    assert run_in_fork(work, ALLOWED) == ForkResult(Ending.SIGNAL, number=signal.SIGKILL)


def test_no_process_and_no_descriptor_is_left() -> None:
    def work() -> bytes:
        raise MemoryError

    def what_is_left() -> bytes:
        before = os.listdir("/dev/fd")
        assert run_in_fork(work, ALLOWED) == ForkResult(Ending.MEMORY)
        assert len(os.listdir("/dev/fd")) == len(before)
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        return b"nothing"

    # In a fork, whose only child is its own: this process may have others.
    assert run_in_fork(what_is_left, ALLOWED) == ForkResult(Ending.REPLY, b"nothing")
