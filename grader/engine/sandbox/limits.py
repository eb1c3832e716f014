"""How much a notebook may use, and the part of it that the kernel limits for each process."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Parameters
    ----------
    cell_seconds : float
        Wall time of a cell; then it is interrupted as by a person, and the next cell runs.
    seconds : float
        Wall time of all cells together; then the notebook ends.
    cpu_seconds : int
        CPU time of each process.
    judging_seconds : float
        Wall time from the first cell until everything is ended, the judge's questions included.
    memory : int
        Bytes that a process may ask for beyond what it starts with.
    job_memory : int
        Bytes that all processes of the notebook may have together.
    processes : int
        Processes and threads at one time.
    scratch : int
        Bytes of all files together.
    file_size : int
        Bytes of one file.
    descriptors : int
        Open files of a process.
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
    file_size: int = 128 << 20
    descriptors: int = 512
    output: int = 16 << 20


def limit_process(limits: Limits, base: int, count_processes: bool) -> None:
    """Limit this process and all that it starts; none of them can take that back.

    Parameters
    ----------
    limits : Limits
    base : int
        Bytes of addresses that the process has to begin with.
    count_processes : bool
        Whether to limit their number. The kernel counts all processes of the account, so that
        this makes sense only where the job has a user namespace of its own.
    """
    # Windows has no such module, and reads only the numbers above.
    import resource

    size = base + limits.memory
    wanted = {
        resource.RLIMIT_AS: (size, size),
        # The first ends the process with a signal of its own, by which it can be told.
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_FSIZE: (limits.file_size, limits.file_size),
        resource.RLIMIT_NOFILE: (limits.descriptors, limits.descriptors),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_MEMLOCK: (0, 0),
    }
    if count_processes:
        wanted[resource.RLIMIT_NPROC] = (limits.processes, limits.processes)
    for kind, (soft, hard) in wanted.items():
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))
