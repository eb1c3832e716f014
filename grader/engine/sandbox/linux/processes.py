"""The processes of a job: finding them, measuring their memory, ending them."""

import contextlib
import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

_PAGE = resource.getpagesize()
_PAUSE = 0.002


def descendants(ancestor: int) -> list[int]:
    """Return the pids of all descendants of a process, also those with ended parents.

    Parameters
    ----------
    ancestor : int
        Its own pid is not in the result. Orphans must be reparented to it or a descendant.
    """
    if ancestor == os.getpid() == 1:
        # Process 1 of a pid namespace: all others are its descendants.
        return [pid for pid in _all_pids() if pid != ancestor]
    parents = dict(_parent_pids())
    known = {ancestor}
    found: list[int] = []
    while new := [pid for pid, parent in parents.items() if parent in known and pid not in known]:
        known.update(new)
        found += new
    return found


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _parent_pids() -> Iterator[tuple[int, int]]:
    for pid in _all_pids():
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The name of the program is in parentheses and can contain anything.
        yield pid, int(text.rpartition(")")[2].split()[1])


def private_memory(pid: int) -> int:
    """Return the bytes of a process that are not mapped from files, shared pages included."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE


def proportional_memory(pid: int) -> int:
    """Return the bytes of a process, with each shared page divided by the number of its users.

    The sum over several processes is exact, but it is much slower than `private_memory`.
    """
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return private_memory(pid)
    kinds = ("Pss_Anon", "Pss_Shmem")
    return sum(
        int(line.split()[1]) * 1024 for line in text.splitlines() if line.partition(":")[0] in kinds
    )


def address_space() -> int:
    """Return the size of this process's address space in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE


def prefer_for_oom_killer() -> None:
    """Have the kernel kill this process and its children before others if memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def exceeds_memory(ancestor: int, shared_memory: int, limit: int) -> bool:
    """Return whether the descendants of a process use more memory together than the limit.

    Parameters
    ----------
    ancestor : int
        The pid of the process.
    shared_memory : int
        Bytes that each descendant shares with the process it was forked from.
    limit : int
        Bytes.
    """
    pids = descendants(ancestor)
    if sum(max(0, private_memory(pid) - shared_memory) for pid in pids) <= limit:
        return False
    return sum(map(proportional_memory, pids)) > limit + shared_memory


def kill_descendants(ancestor: int) -> None:
    """Kill all descendants of a process, and wait until there are none.

    Parameters
    ----------
    ancestor : int
        This process, or one that is its ancestor; orphans are reparented to this process, which
        is a subreaper.
    """
    while True:
        # For process 1, -1 means all other processes of this pid namespace at once.
        pids = [-1] if os.getpid() == 1 else descendants(ancestor)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(_PAUSE)
