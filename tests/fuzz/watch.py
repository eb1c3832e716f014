"""Watches a fork server and this process, from outside, while a program is judged."""

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from grader.engine.remote.limits import DEFAULT_LIMITS as CALL_LIMITS
from grader.engine.remote.wire.values import DEFAULT_LIMITS as FRAME_LIMITS
from tests.fuzz import doors, oracles
from tests.fuzz.course import NAME, RIGHT, answered
from tests.fuzz.stage import Stage, scratch


def errors_of(notebook: str) -> list[str]:
    """The errors that cells show."""
    cells = json.loads(notebook)["cells"] if notebook else []
    return [
        str(output.get("evalue"))
        for cell in cells
        for output in cell.get("outputs", ())
        if output["output_type"] == "error"
    ]


_open: dict[tuple[Path, str], Any] = {}


class Watch:
    """Watches a fork server and this process while a program is judged."""

    def __init__(self, stage: Stage, tier: Any = None) -> None:
        key = (stage.root, str(tier))
        if key not in _open:
            context = doors.server(stage.root, *([tier] if tier else []))
            server = context.__enter__()
            honest = doors.judge(server, stage.root, NAME, json.dumps(answered(RIGHT)), {})
            doors.judge(server, stage.root, NAME, json.dumps(answered({"relu": "1 / 0"})), {})
            _open[key] = context, server, (honest.points, errors_of(honest.notebook))
        _, self.server, self.honest = _open[key]
        self._root = stage.root
        self.addresses: list[str] = []

    def __enter__(self) -> "Watch":
        self._modules = set(sys.modules)
        self._folder = scratch()
        place = self._folder.__enter__()
        place.chmod(0o755)
        self._listeners = []
        for kind, number in ((socket.SOCK_DGRAM, 2), (socket.SOCK_STREAM, 1)):
            for address in (f"{place}/socket{number}", f"\0fuzz-{os.getpid()}-{number}"):
                listener = socket.socket(socket.AF_UNIX, kind)
                listener.bind(address)
                if kind == socket.SOCK_STREAM:
                    listener.listen()
                else:
                    os.chmod(address, 0o777) if address[0] == "/" else None
                listener.setblocking(False)
                self._listeners.append(listener)
                self.addresses.append(address)
        self._meter = Meter()
        self._meter.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._meter.stop()
        for listener in self._listeners:
            listener.close()
        self._folder.__exit__(None, None, None)

    @property
    def new_modules(self) -> set[str]:
        """Modules that this process has imported since."""
        return set(sys.modules) - self._modules

    def require_nothing_reached(self) -> None:
        """No socket of this machine was reached."""
        for listener, address in zip(self._listeners, self.addresses, strict=True):
            with suppress(BlockingIOError):
                if listener.type == socket.SOCK_STREAM:
                    listener.accept()
                else:
                    listener.recv(10)
                oracles.require(False, "a socket of the machine is reached", ascii(address))

    def require_no_locks(self) -> None:
        """No file that jobs share was locked meanwhile."""
        self._meter.stop()
        shared = {path.stat().st_ino for path in self._root.rglob("*")}
        locked = self._meter.locked & shared
        oracles.require(not locked, "a job locks a file that others use", str(locked))

    def require_limits(self, kind: str) -> None:
        """The job stayed below its limit as the machine sees it, and the judge below its own."""
        self._meter.stop()
        most = doors.LIMITS.job_memory + (512 << 20)
        oracles.require(
            self._meter.job < most, f"a job is over its limit of memory ({kind})", self._meter.text
        )
        # A test may keep what all results of its cell are made into, while one more is read.
        kept = CALL_LIMITS.made + FRAME_LIMITS.made
        oracles.require(
            self._meter.own < kept, f"the judge needs much memory ({kind})", self._meter.text
        )


class Meter(threading.Thread):
    """Measures the memory of this process and of its control group, from outside."""

    GROUPS = Path("/sys/fs/cgroup/memory")

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._end = threading.Event()
        self._start_job, self._start_own = self._job(), self._own()
        self.job = self.own = 0
        self.locked: set[int] = set()

    @property
    def text(self) -> str:
        """What was measured."""
        return f"the job {self.job >> 20} MB, the judge {self.own >> 20} MB more than before"

    def run(self) -> None:
        while not self._end.wait(0.01):
            self.own = max(self.own, self._own() - self._start_own)
            locks = Path("/proc/locks").read_text().split("\n")
            # Locks for reading keep no reader out.
            self.locked |= {
                int(line.split()[-3].split(":")[2]) for line in locks if " WRITE " in line
            }
            # The judge is in the same group as its jobs.
            own = self._own() - self._start_own
            self.job = max(self.job, self._job() - self._start_job - max(own, 0))

    def stop(self) -> None:
        """End the measuring."""
        self._end.set()
        if self.is_alive():
            self.join()

    def _job(self) -> int:
        group = self.GROUPS / f"fuzz-{os.getpid()}"
        try:
            words = (group / "memory.stat").read_text().split()
            stat = dict(zip(words[::2], map(int, words[1::2]), strict=True))
            kernel = int((group / "memory.kmem.usage_in_bytes").read_text())
        except OSError:
            return 0
        return stat["total_rss"] + stat.get("total_shmem", 0) + kernel

    @staticmethod
    def _own() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def own_group() -> Iterator[None]:
    """Put this process into a memory control group of its own, where version 1 lets it."""
    group = Meter.GROUPS / f"fuzz-{os.getpid()}"
    with suppress(OSError):
        group.mkdir()
        (group / "cgroup.procs").write_text(str(os.getpid()))
    yield


def close_servers() -> None:
    """Stop the fork servers that are kept."""
    for context, *_ in _open.values():
        context.__exit__(None, None, None)
    _open.clear()
