"""The processes of a job, seen from outside of it: who they are, what memory they have."""

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
    """Return the processes that come from one, children of ended ones included.

    Parameters
    ----------
    ancestor : int
        Its own number is not in the result. Orphans have to fall to it or to one of its children.
    """
    if ancestor == os.getpid() == 1:
        # Process 1 of a pid namespace: all others come from it.
        return [pid for pid in _everyone() if pid != ancestor]
    parents = dict(_parents())
    known = {ancestor}
    found: list[int] = []
    while new := [pid for pid, parent in parents.items() if parent in known and pid not in known]:
        known.update(new)
        found += new
    return found


def _everyone() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _parents() -> Iterator[tuple[int, int]]:
    for pid in _everyone():
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The name of the program stands in brackets and may hold anything.
        yield pid, int(text.rpartition(")")[2].split()[1])


def own_memory(pid: int) -> int:
    """Return the bytes of a process that belong to no file, those shared with others included."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE


def proportional_memory(pid: int) -> int:
    """Return the bytes of a process, each page shared with n others counted as a part.

    Exact over several processes, and much slower than `own_memory`.
    """
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return own_memory(pid)
    kinds = ("Pss_Anon", "Pss_Shmem")
    return sum(
        int(line.split()[1]) * 1024 for line in text.splitlines() if line.partition(":")[0] in kinds
    )


def address_space() -> int:
    """Return the bytes of addresses that this process has asked for."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE


def be_first_to_go() -> None:
    """Have the kernel end this process, and what it starts, before others if memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def too_large(ancestor: int, base: int, limit: int) -> bool:
    """Tell whether the processes that come from one have more memory together than they may.

    Parameters
    ----------
    ancestor : int
        Number of the process.
    base : int
        Bytes that each of them shares with the process it was forked from.
    limit : int
        Bytes.
    """
    everyone = descendants(ancestor)
    if sum(max(0, own_memory(pid) - base) for pid in everyone) <= limit:
        return False
    return sum(map(proportional_memory, everyone)) > limit + base


def end_all(ancestor: int) -> None:
    """End all processes that come from this one, and wait until there are none.

    Orphans have to fall to this process: it is a subreaper.
    """
    while True:
        # As process 1: everyone else in this pid namespace, all at once.
        everyone = [-1] if os.getpid() == 1 else descendants(ancestor)
        for pid in everyone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(_PAUSE)
