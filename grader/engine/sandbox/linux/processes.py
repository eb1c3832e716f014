"""The processes of a job: finding them and ending them."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_PAUSE = 0.002
# In `/proc/PID/stat`, counted from the state.
_THREADS_FIELD = 17


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


def kill_uncountable(pids: Iterable[int]) -> bool:
    """Kill the processes whose first thread has ended while others go on; return if there are any.

    `/proc` shows neither the memory nor the files of such a process. Only student code that calls
    the kernel itself gets there; a process that is ending may, too, and for it nothing changes.
    """
    found = False
    for pid in pids:
        with contextlib.suppress(OSError):
            pidfd = os.pidfd_open(pid)
            try:
                text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
                fields = text.rpartition(")")[2].split()
                if fields[0] == "Z" and int(fields[_THREADS_FIELD]) > 1:
                    found = True
                    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            finally:
                os.close(pidfd)
    return found


def prefer_for_oom_killer() -> None:
    """Have the kernel kill this process and its children before others if memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


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
