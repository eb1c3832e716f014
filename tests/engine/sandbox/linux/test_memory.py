import os
import time

from grader.engine.sandbox.linux import memory, processes
from tests.engine.sandbox.children import in_fresh_child

_MEGABYTE = 1 << 20


def _three_that_share() -> list[bool]:
    base = memory.usage(os.getpid())
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
    counted_often = sum(memory.usage(pid).beyond(base) for pid in everyone)
    large = [counted_often > 150 * _MEGABYTE]
    limit = 150 * _MEGABYTE
    large.append(memory.used_together(everyone, base, limit, None) > limit)
    processes.kill_descendants(os.getpid())
    return large


def test_memory_shared_by_a_fork_is_counted_once() -> None:
    assert in_fresh_child(_three_that_share) == [True, False]


def _three_that_allocate() -> list[bool]:
    base = memory.usage(os.getpid())
    ready, tell = os.pipe()
    for _ in range(3):
        if not os.fork():
            block = bytearray(b"x") * (64 * _MEGABYTE)
            os.write(tell, b"x")
            time.sleep(60)
            os._exit(len(block))
    for _ in range(3):
        os.read(ready, 1)
    everyone = processes.descendants(os.getpid())
    large = [
        memory.used_together(everyone, base, limit, None) > limit
        for limit in (80 * _MEGABYTE, 300 * _MEGABYTE)
    ]
    processes.kill_descendants(os.getpid())
    return large


def test_memory_of_several_processes_is_added_up() -> None:
    assert in_fresh_child(_three_that_allocate) == [True, False]


def test_a_process_that_is_gone_has_no_memory() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert memory.usage(child) == memory.proportional_usage(child) == memory.Usage(0, 0, 0)
