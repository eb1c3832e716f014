"""Counting the memory of a job's processes, where no control group does.

Only what `/proc` shows of a process that exists can be counted. So a job without a group has a
filter of system calls that refuses memory which belongs to no process: see
`grader.engine.sandbox.linux.seccomp.Filter`. What the kernel needs for the job is

- counted: page tables, threads, mappings;
- limited to a number: pipes, pairs of sockets, what epoll watches, locks on parts of files (see
  `grader.engine.fork_server.job.budget`); processes, descriptors, files and their names, queued
  signals (`grader.engine.sandbox.limits`);
- refused, because `grader.engine.sandbox.linux.syscalls` has no such calls: memfd, System V and
  POSIX shared memory, semaphores and message queues, inotify and fanotify, timers besides
  `setitimer`, keys, io_uring, BPF, `splice`, mounts, extended attributes, other sockets; and by
  their arguments huge pages, larger buffers, descriptors in messages.
"""

import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

_KILOBYTE: Final = 1024
# A stack, and a little more.
_THREAD: Final = 24 << 10
# Of all sockets of a job together; a socket can hold as much as its send buffer.
_SOCKET_BYTES: Final = 128 << 20
# Of all pipes of a job together; each has 16 pages.
_PIPE_BYTES: Final = 64 << 20
_PIPE_PAGES: Final = 16
# A mapping, its part of a tree, and what leads from its pages to it.
_MAPPING: Final = 384
# After a fork, each mapping has a link to the one of each process before.
_LINK: Final = 64
_BLOCK: Final = 1 << 16

MAX_MAPPINGS: Final = 1 << 16
"""How many mappings the processes of a job may have together, besides those they start with.

One process may have as many by default. Counting them takes 0.1 s, in which a job can do a lot.
"""


class Usage(NamedTuple):
    """The memory of a process in bytes.

    Parameters
    ----------
    private : int
        Pages that are not mapped from files; those shared after a fork are included.
    shared : int
        Pages of files in memory that it has mapped.
    kernel : int
        Its page tables, and what the kernel needs for its threads.
    """

    private: int
    shared: int
    kernel: int

    def beyond(self, base: "Usage") -> int:
        """Return how much more it is than what it started with."""
        return sum(max(0, mine - its) for mine, its in zip(self, base, strict=True))


_NOTHING: Final = Usage(0, 0, 0)


def _fields(pid: int, file: str) -> Mapping[str, int]:
    """Return the numbers in a file about a process, sizes in bytes."""
    text = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8", errors="replace")
    found = {}
    for line in text.splitlines():
        name, _, value = line.partition(":")
        words = value.split()
        # A process chooses its own name, which is in the file too.
        if words and words[0].isdecimal() and words[1:] in ([], ["kB"]):
            found[name] = int(words[0]) * (_KILOBYTE if words[1:] else 1)
    return found


def usage(pid: int) -> Usage:
    """Return the memory of a process, nothing if it has ended."""
    try:
        fields = _fields(pid, "status")
    except OSError:
        return _NOTHING
    private = fields.get("RssAnon", 0) + fields.get("VmSwap", 0)
    kernel = fields.get("VmPTE", 0) + _THREAD * fields.get("Threads", 0)
    return Usage(private, fields.get("RssShmem", 0), kernel)


def proportional_usage(pid: int) -> Usage:
    """Return the same, with each shared page divided by the number of its users.

    The sum over several processes is exact, but it is much slower than `usage`.
    """
    whole = usage(pid)
    try:
        fields = _fields(pid, "smaps_rollup")
    except OSError:
        return whole
    private = fields.get("Pss_Anon", 0) + fields.get("SwapPss", 0)
    return Usage(private, fields.get("Pss_Shmem", 0), whole.kernel)


def used_together(pids: Iterable[int], base: Usage, limit: int, files: int | None) -> int:
    """Return the memory of processes; if it is less than the limit, that much or less.

    Parameters
    ----------
    pids : iterable of int
    base : Usage
        Of the process that they were forked from.
    limit : int
        Bytes.
    files : int or None
        Bytes of all files in memory that they can have, None if that is not known.
    """
    pids = list(pids)
    rough = [usage(pid) for pid in pids]
    total = sum(each.beyond(base) for each in _without_files(rough, files))
    if total + (files or 0) <= limit:
        return total + (files or 0)
    exact = _without_files([proportional_usage(pid) for pid in pids], files)
    kernel = sum(max(0, each.kernel - base.kernel) for each in exact)
    pages = sum(each.private + each.shared for each in exact)
    return max(0, pages - base.private - base.shared) + kernel + (files or 0)


def _without_files(usages: Iterable[Usage], files: int | None) -> list[Usage]:
    """Leave out the mapped files if they are counted on their own."""
    return [each if files is None else each._replace(shared=0) for each in usages]


@dataclass
class MappingCounter:
    """Counts the mappings of a job's processes, beyond those that each starts with.

    Parameters
    ----------
    base : int
        How many the process has that they were forked from.
    """

    base: int
    _known: dict[int, tuple[str, int]] = field(default_factory=dict)

    def count(self, pids: Iterable[int]) -> int:
        """Return how many there are; if they are too many, a larger number than allowed.

        Those of a process that has not run since the last time are not counted again.
        """
        known, self._known = self._known, {}
        total = 0
        for pid in pids:
            executed = _executed(pid)
            before, number = known.get(pid, ("", 0))
            if not executed or executed != before:
                number = count_mappings(pid, self.base + MAX_MAPPINGS + 1 - total)
            self._known[pid] = (executed, number)
            total += max(0, number - self.base)
            if total > MAX_MAPPINGS:
                break
        return total


def size_of_mappings(count: int, processes: int) -> int:
    """Return how many bytes of the kernel some mappings of so many processes take at most."""
    return count * (_MAPPING + _LINK * processes)


def count_mappings(pid: int, most: int) -> int:
    """Return the number of mappings of a process; if it is more than the most, that or more."""
    found = 0
    try:
        with open(f"/proc/{pid}/maps", "rb", buffering=0) as maps:
            while found <= most and (block := maps.read(_BLOCK)):
                found += block.count(b"\n")
    except OSError:
        pass
    return found


def _executed(pid: int) -> str:
    """Return what is the same later if a process has not run; nothing if that cannot be said."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    lines = text.splitlines()
    # Switches are only known of the first thread.
    if "Threads:\t1" not in lines or any(line.startswith("State:\tR") for line in lines):
        return ""
    return " ".join(line for line in lines if "ctxt_switches" in line)


def size_of_files(folder: str) -> int:
    """Return the bytes of all files of a file system in memory, also of those without a name."""
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def private_address_space() -> int:
    """Return the bytes that this process may write to and shares with no other."""
    return _fields(os.getpid(), "status")["VmData"]


def max_pipes() -> int:
    """Return how many pipes a job may have."""
    return max(8, _PIPE_BYTES // (_PIPE_PAGES * os.sysconf("SC_PAGE_SIZE")))


def max_socket_pairs() -> int:
    """Return how many pairs of sockets a job may have, so that their buffers stay small."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        size = ours.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
    return max(8, _SOCKET_BYTES // (2 * size))
