"""How much a job may still make of what only the supervisor counts.

What takes memory that belongs to no process has a number. Pipes and pairs of sockets are counted
again when so many have been made; a watch or a lock on a part of a file is small, and a job may
make so many in all.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grader.engine.sandbox.linux import memory, processes

# Of each about 200 bytes of the kernel.
_MAX_WATCHES: Final = 1 << 17
_MAX_PART_LOCKS: Final = 1 << 17
# Counting takes no more than this part of the time where little was closed since the last time;
# the limits are checked in the rest.
_MOST_OF_TIME: Final = 0.1
# Where at least this part is free again, there is no hurry: the next count comes after as many.
_MUCH: Final = 0.25


@dataclass
class Budget:
    """How many are left of each.

    Parameters
    ----------
    forks : int
    pipes : int
    socket_pairs : int
    watches : int
        How many descriptors epoll may still be told to watch.
    part_locks : int
        How often a part of a file may still be locked or unlocked.
    """

    forks: int
    pipes: int = field(default_factory=memory.max_pipes)
    socket_pairs: int = field(default_factory=memory.max_socket_pairs)
    watches: int = _MAX_WATCHES
    part_locks: int = _MAX_PART_LOCKS
    _next_count: float = 0.0

    def take_fork(self) -> bool:
        """Return whether there may be another fork, and count it."""
        self.forks -= 1
        return self.forks >= 0

    def take_watch(self) -> bool:
        """Return whether epoll may watch another descriptor, and count it."""
        self.watches -= 1
        return self.watches >= 0

    def take_part_lock(self) -> bool:
        """Return whether another part of a file may be locked or unlocked, and count it."""
        self.part_locks -= 1
        return self.part_locks >= 0

    def take_pipe(self) -> bool:
        """Return whether there may be another pipe, and count it."""
        if self.pipes <= 0:
            self._count_again()
        self.pipes -= 1
        return self.pipes >= 0

    def take_socket_pair(self) -> bool:
        """Return whether there may be another pair of sockets, and count it."""
        if self.socket_pairs <= 0:
            self._count_again()
        self.socket_pairs -= 1
        return self.socket_pairs >= 0

    def _count_again(self) -> None:
        """Count the sockets and pipes that the processes of the job still have."""
        started = time.monotonic()
        if started < self._next_count:
            return
        pids = processes.descendants(os.getpid())
        found = {link for pid in pids for link in _open_files(pid)}
        sockets, pipes = (
            sum(link.startswith(kind) for link in found) for kind in ("socket:", "pipe:")
        )
        most_pairs, most_pipes = memory.max_socket_pairs(), memory.max_pipes()
        self.socket_pairs, self.pipes = most_pairs - sockets // 2, most_pipes - pipes
        if min(self.socket_pairs / most_pairs, self.pipes / most_pipes) >= _MUCH:
            return
        now = time.monotonic()
        self._next_count = now + (now - started) / _MOST_OF_TIME


def _open_files(pid: int) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                yield os.readlink(Path(f"/proc/{pid}/fd", name))
