"""The memory of a submission as the machine sees it, for each way to take some.

The fork server runs in a control group of its own, whose memory is looked at from outside; where
none can be made, in a machine whose available memory is.
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.engine.fork_server import Cell, fork_server
from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.linux import cgroup
from grader.engine.sandbox.tiers import GROUPS, Tier
from tests.engine.sandbox.children import in_fresh_child
from tests.sandboxed import SMALL, tier_here

MEGABYTE = 1 << 20
LIMIT = 150 * MEGABYTE
LIMITS = replace(
    SMALL,
    cell_seconds=8,
    seconds=10,
    memory=2 * LIMIT,
    job_memory=LIMIT,
    scratch=16 * MEGABYTE,
    processes=64,
)
ALLOWED = {True: LIMIT // 5, False: 512 * MEGABYTE}
"""Beyond the limit, with and without control groups."""

_CALLS = """\
import ctypes, mmap, os, select, socket, threading, time
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
def map(size, protection, flags):
    size, none = ctypes.c_size_t(size), ctypes.c_long(0)
    return libc.mmap(None, size, protection, flags, -1, none)
def split(count):
    start = map(2 * count * 4096, 3, 0x22)
    ctypes.memset(start, 1, 1)
    for number in range(count):
        libc.mprotect(ctypes.c_void_p(start + 8192 * number), ctypes.c_size_t(4096), 1)
def in_children(count, act, seconds=1):
    for _ in range(count):
        if not os.fork():
            try:
                act()
                time.sleep(seconds)
            finally:
                os._exit(0)
    time.sleep(seconds)
"""
WAYS = {
    "private": "in_children(5, lambda: bytearray(b'x') * (80 << 20))",
    "shared": """\
def act():
    shared = mmap.mmap(-1, 80 << 20)
    for start in range(0, len(shared), 4096):
        shared[start] = 1
in_children(5, act)""",
    "shared and unmapped": """\
for _ in range(10):
    address = map(50 << 20, 3, 0x21)
    if address != 2**64 - 1:
        ctypes.memset(address, 1, 50 << 20)
        libc.munmap(address + 4096, (50 << 20) - 4096)
time.sleep(0.5)""",
    "shared zeros": """\
def act():
    with open("/dev/zero", "rb") as device:
        shared = mmap.mmap(device.fileno(), 80 << 20, mmap.MAP_SHARED, mmap.PROT_READ)
    sum(shared[start] for start in range(0, len(shared), 4096))
in_children(5, act)""",
    "sockets": """\
kept = []
def act():
    while True:
        kept.append(socket.socketpair())
        for each in kept[-1]:
            each.setblocking(False)
            try:
                while True:
                    each.send(bytes(1 << 16))
            except BlockingIOError:
                pass
in_children(6, act)""",
    "pipes": """\
def act():
    while True:
        _, end = os.pipe()
        os.set_blocking(end, False)
        os.write(end, bytes(1 << 16))
in_children(40, act)""",
    "page tables": """\
def act():
    start = map(60 << 30, 1, 0x4022)
    for address in range(start, start + (60 << 30), 2 << 20):
        ctypes.string_at(address, 1)
in_children(4, act)""",
    "files in memory": """\
for number in range(4):
    open(str(number), "wb").write(bytes(8 << 20))
bytes(100 << 20)""",
    "descriptors of memory": "os.memfd_create('x')",
    "mappings": "split(32000)\nin_children(21, lambda: None)",
    "mappings of a chain": """\
split(32000)
for _ in range(30):
    if os.fork():
        time.sleep(7)
        os._exit(0)
time.sleep(1)""",
    "mappings of each": "in_children(40, lambda: split(32000), 3)",
    "watches": """\
def act():
    pollers = [select.epoll() for _ in range(100)]
    while True:
        kept.append(os.eventfd(0))
        for number in range(400, 500):
            os.dup2(kept[-1], number)
            for poller in pollers:
                poller.register(number)
kept = []
in_children(3, act, 5)""",
    "first threads that end": """\
def end_first_thread():
    def act():
        time.sleep(0.3)
        kept.append(bytearray(b"x") * (150 << 20))
        time.sleep(3)
        os._exit(0)
    threading.Thread(target=act).start()
    libc.syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
kept = []
in_children(6, end_first_thread, 3)""",
    "sockets of threads": """\
def act():
    libc.syscall(436, 1000, 1000, 2)
    while True:
        kept.append(socket.socketpair())
        for each in kept[-1]:
            each.setblocking(False)
            try:
                while True:
                    each.send(bytes(1 << 16))
            except BlockingIOError:
                pass
kept = []
for _ in range(20):
    threading.Thread(target=act, daemon=True).start()
time.sleep(5)""",
}
FEW = ("private", "shared and unmapped", "page tables", "mappings")


@contextlib.contextmanager
def _own_group() -> Iterator[str | None]:
    """Move this process to a new group, and back at the end; its folder."""
    if probe()[GROUPS] is not None:
        yield None
        return
    above = cgroup.find_hierarchy()
    with cgroup.private_folder(above) as private:
        folder = Path(private.folder, "job-measured")
        folder.mkdir()
        Path(folder, "cgroup.procs").write_text("0", "ascii")
        try:
            yield str(folder)
        finally:
            Path(above.folder, "cgroup.procs").write_text("0", "ascii")
            folder.rmdir()


def _used(group: str | None) -> int:
    if group is None:
        fields = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
        return -int(fields["MemAvailable"].split()[0]) * 1024
    path = Path(group, "memory.usage_in_bytes")
    return int((path if path.exists() else Path(group, "memory.current")).read_text())


def peaks(tier: str, use_groups: str, root: str, *ways: str) -> dict[str, int]:
    """The most memory that each way comes to, beyond what there was before."""
    found = {}
    with (
        _own_group() as group,
        fork_server(Path(root), LIMITS, tier=Tier[tier], use_groups=bool(use_groups)) as server,
        server.run([], {}),
    ):
        for way in ways:
            before = _used(group)
            seen, done = [before], threading.Event()

            def watch(seen: list[int] = seen, done: threading.Event = done) -> None:
                while not done.is_set():
                    seen.append(_used(group))
                    time.sleep(0.002)

            watcher = threading.Thread(target=watch)
            watcher.start()
            with server.run([Cell("a", _CALLS + WAYS[way])], {}):
                pass
            done.set()
            watcher.join()
            found[way] = max(seen) - before
            left = [each for each in os.listdir(group or root) if each.startswith("job-")]
            assert not left
    return found


@pytest.mark.parametrize(
    ("tier", "use_groups", "ways"),
    [
        (Tier.ISOLATED, True, FEW),
        (Tier.CONFINED, False, FEW),
        *[
            pytest.param(tier, use_groups, tuple(WAYS), marks=pytest.mark.slow)
            for tier in (Tier.ISOLATED, Tier.CONFINED)
            for use_groups in (True, False)
        ],
    ],
)
def test_no_way_to_take_memory_passes_the_limit(
    tmp_path: Path, tier: Tier, use_groups: bool, ways: tuple[str, ...]
) -> None:
    words = (tier_here(tier).name, "yes" * use_groups, str(tmp_path), *ways)
    found = in_fresh_child(peaks, *words)
    limited = use_groups and probe()[GROUPS] is None
    most = LIMIT + ALLOWED[limited]
    assert {way: peak for way, peak in found.items() if peak > most} == {}
