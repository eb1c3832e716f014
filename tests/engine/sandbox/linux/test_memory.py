import ctypes
import mmap
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

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


def _mappings_counted() -> list[int]:
    own = memory.count_mappings(os.getpid(), memory.MAX_MAPPINGS)
    counter = memory.MappingCounter(own)
    ready, tell = os.pipe()
    start, go = os.pipe()
    child = os.fork()
    if not child:
        os.write(tell, b"x")
        os.read(start, 1)
        # Of every other page the protection differs.
        pages = mmap.mmap(-1, 2000 * mmap.PAGESIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        address = ctypes.addressof(ctypes.c_char.from_buffer(pages))
        protect = ctypes.CDLL(None).mprotect
        for number in range(0, 2000, 2):
            place = ctypes.c_void_p(address + number * mmap.PAGESIZE)
            protect(place, ctypes.c_size_t(mmap.PAGESIZE), mmap.PROT_READ)
        os.write(tell, b"x")
        time.sleep(60)
    os.read(ready, 1)
    _wait_until_it_sleeps(child)
    found = [counter.count([child]) < 100]
    read = _reads_of_maps(lambda: counter.count([child]))
    os.write(go, b"x")
    os.read(ready, 1)
    _wait_until_it_sleeps(child)
    found.append(2000 <= counter.count([child]) < 2100)
    few = memory.count_mappings(child, 10)
    processes.kill_descendants(os.getpid())
    return [*map(int, found), read, int(10 < few < 2000), counter.count([child])]


def _wait_until_it_sleeps(pid: int) -> None:
    while "\nState:\tS" not in Path(f"/proc/{pid}/status").read_text():
        time.sleep(0.001)


def _reads_of_maps(act: Callable[[], object]) -> int:
    opened: list[str] = []
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
    act()
    return sum(each.endswith("/maps") for each in opened)


def test_mappings_of_a_process_that_has_not_run_are_not_counted_again() -> None:
    assert in_fresh_child(_mappings_counted) == [1, 1, 0, 1, 0]
