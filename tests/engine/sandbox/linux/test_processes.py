import os
import time

from grader.engine.sandbox.linux import libc, processes
from tests.engine.sandbox.children import in_child, in_fresh_child


def test_orphans_are_found_and_ended_with_the_rest() -> None:
    def supervise() -> list[int]:
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
        ready, tell = os.pipe()
        if not os.fork():
            if not os.fork():
                os.setsid()
                os.write(tell, b"x")
                time.sleep(60)
            os._exit(0)
        os.read(ready, 1)
        before = len(processes.descendants(os.getpid()))
        processes.kill_descendants(os.getpid())
        return [before, len(processes.descendants(os.getpid()))]

    before, after = in_child(supervise)
    assert before >= 1
    assert after == 0


def test_ending_nothing_ends() -> None:
    assert in_child(lambda: processes.kill_descendants(os.getpid())) is None


_MEGABYTE = 1 << 20


def _three_that_share() -> list[bool]:
    base = processes.private_memory(os.getpid())
    ready, tell = os.pipe()
    block = b"x" * (64 * _MEGABYTE)
    for _ in range(3):
        if not os.fork():
            os.write(tell, b"x")
            time.sleep(60)
            os._exit(len(block))
    for _ in range(3):
        os.read(ready, 1)
    everyone = processes.descendants(os.getpid())
    counted_often = sum(processes.private_memory(pid) - base for pid in everyone)
    large = [counted_often > 150 * _MEGABYTE]
    large.append(processes.exceeds_memory(os.getpid(), base, 150 * _MEGABYTE))
    processes.kill_descendants(os.getpid())
    return large


def test_memory_shared_by_a_fork_is_counted_once() -> None:
    assert in_fresh_child(_three_that_share) == [True, False]


def _three_that_allocate() -> list[bool]:
    base = processes.private_memory(os.getpid())
    ready, tell = os.pipe()
    for _ in range(3):
        if not os.fork():
            block = bytearray(b"x") * (64 * _MEGABYTE)
            os.write(tell, b"x")
            time.sleep(60)
            os._exit(len(block))
    for _ in range(3):
        os.read(ready, 1)
    large = [processes.exceeds_memory(os.getpid(), base, limit * _MEGABYTE) for limit in (80, 300)]
    processes.kill_descendants(os.getpid())
    return large


def test_memory_of_several_processes_is_added_up() -> None:
    assert in_fresh_child(_three_that_allocate) == [True, False]


def test_a_process_that_is_gone_has_no_memory() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert processes.private_memory(child) == processes.proportional_memory(child) == 0
