"""Resource limits of a notebook, and those of them that the kernel enforces for each process."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.engine.sandbox.reserved_memory import MOST_RESERVED

_QUEUED_SIGNALS = 1024
# Several cells without an end must not take the time of all cells below.
_MOST_OF_WHAT_IS_LEFT = 2 / 3
_LEAST_SECONDS = 0.1
_CELLS = 3  # so many cells without an end take the time of a notebook


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Parameters
    ----------
    cell_seconds : float
        Wall time of a cell; then it gets a KeyboardInterrupt, and the next cell runs. See
        `seconds_of_cell`.
    seconds : float
        Wall time of all cells together; then the notebook ends.
    cpu_seconds : int
        CPU time of each process.
    judging_seconds : float
        Wall time from the first cell until the job ends, the judge's requests included.
    memory : int
        Bytes of private memory that a process may add to what it starts with. Mapped libraries
        do not count, nor what libraries hold that a cell imports: see `reserved_memory`.
    job_memory : int
        Bytes of all processes of the notebook together.
    processes : int
        Processes and threads at the same time.
    scratch : int
        Bytes of all files together.
    files : int
        Files and folders together.
    depth : int
        Levels of folders. Where the scratch folder is a file system of its own, it may be deeper.
    file_size : int
        Bytes of one file.
    descriptors : int
        Open file descriptors of a process.
    output : int
        Bytes of all outputs together; the rest is left out.
    """

    cell_seconds: float = 60.0
    seconds: float = 180.0
    cpu_seconds: int = 180
    judging_seconds: float = 600.0
    memory: int = 2 << 30
    job_memory: int = 3 << 30
    processes: int = 64
    scratch: int = 256 << 20
    files: int = 4096
    depth: int = 100
    file_size: int = 128 << 20
    descriptors: int = 512
    output: int = 16 << 20

    def seconds_of_cell(self, seconds: float, cpu_seconds: float) -> float:
        """Return the wall time that the next cell gets, so that those after it get some as well.

        Parameters
        ----------
        seconds, cpu_seconds : float
            What the cells before it took.
        """
        left = min(self.seconds - seconds, self.cpu_seconds - cpu_seconds)
        return min(self.cell_seconds, max(_LEAST_SECONDS, round(left * _MOST_OF_WHAT_IS_LEFT, 1)))

    def with_cells_of(self, cell_seconds: float) -> "Limits":
        """Return limits with another wall time for each cell, and as much more for all of them."""
        seconds = max(self.seconds, _CELLS * cell_seconds)
        more = seconds - self.seconds
        return replace(
            self,
            cell_seconds=cell_seconds,
            seconds=seconds,
            cpu_seconds=round(self.cpu_seconds + more),
            judging_seconds=self.judging_seconds + more,
        )

    @property
    def group_memory(self) -> int:
        """Bytes of a control group: files in memory count there, as the processes do."""
        return self.job_memory + min(self.scratch, self.job_memory // 8)


def limit_process(limits: Limits, base_size: int, count_processes: bool, reserved: int = 0) -> None:
    """Limit this process and all its children, irrevocably.

    Parameters
    ----------
    limits : Limits
    base_size : int
        Bytes of private address space that the process starts with.
    count_processes : bool
        Whether to limit the number of processes. The kernel counts all processes of an account,
        so the job needs a user namespace of its own.
    reserved : int
        How many of the processes are kept for `reserve_of_processes`.
    """
    # Windows lacks this module, and uses only the numbers above.
    import resource

    size = base_size + limits.memory
    values = {
        # Soft, because what a library reserves is not counted: `reserved_memory`.
        resource.RLIMIT_DATA: (size, size + MOST_RESERVED),
        # The soft limit sends SIGXCPU, by which the cause is known.
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_FSIZE: (limits.file_size, limits.file_size),
        resource.RLIMIT_NOFILE: (limits.descriptors, limits.descriptors),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_MEMLOCK: (0, 0),
        resource.RLIMIT_SIGPENDING: (_QUEUED_SIGNALS, _QUEUED_SIGNALS),
    }
    if count_processes:
        most = limits.processes
        values[resource.RLIMIT_NPROC] = (max(1, most - reserved), most)
    for kind, (soft, hard) in values.items():
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))


@contextlib.contextmanager
def reserve_of_processes() -> Iterator[None]:
    """Start processes in this block even if student code has started as many as it may.

    Student code can do the same; then the snapshots of its own notebook lack processes.
    """
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))
