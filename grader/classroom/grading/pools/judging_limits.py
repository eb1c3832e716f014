"""What judging one submission may take, beside what its notebooks may: time, processor, memory.

The judge has no sandbox, but works on what a student wrote and what a student's functions gave.
Its limits are on each submission, so that what an earlier one left behind takes nothing from it.
"""

import contextlib
import signal
from dataclasses import dataclass
from pathlib import Path

from grader.engine.judging.interface import NOTEBOOK_LIMITS, Job
from grader.limited_fork import held_bytes


@dataclass(frozen=True)
class JudgingLimits:
    """Limits of the process that judges, for one submission.

    Parameters
    ----------
    start_seconds : float
        Wall time that the process may take to start, and the libraries of student code to load.
    notebook_seconds : float
        Wall time of all that happens in the student's process, for each notebook.
    cpu_seconds : float
        Processor time of the judge itself, for each notebook: as much as a notebook may take.
    memory : int
        Bytes that it may add to what the process held before: as much as a notebook may take.
    reply : int
        Bytes of the result with all notebooks.
    """

    start_seconds: float = 120.0
    notebook_seconds: float = NOTEBOOK_LIMITS.judging_seconds
    cpu_seconds: float = float(NOTEBOOK_LIMITS.cpu_seconds)
    memory: int = NOTEBOOK_LIMITS.job_memory
    reply: int = 1 << 30

    def seconds(self, job: Job) -> float:
        """Return the most wall time of a submission."""
        more = job.limits.judging_seconds - NOTEBOOK_LIMITS.judging_seconds
        for_each = self.notebook_seconds + self.cpu_seconds + more
        return self.start_seconds + for_each * max(1, len(job.notebooks))

    def processor_seconds(self, job: Job) -> float:
        """Return the most processor time of the judge for a submission."""
        return self.cpu_seconds * max(1, len(job.notebooks))


DEFAULT_LIMITS = JudgingLimits()


def limit_this_process(job: Job, limits: JudgingLimits = DEFAULT_LIMITS) -> int:
    """Limit what this process may take from now on, until it is called for the next submission.

    Too much memory raises a MemoryError, and too much processor time ends the process with SIGPROF.
    Processes that it starts are not counted; they inherit a limit of memory above their own.

    Returns
    -------
    int
        Bytes that the process holds now, 0 where the system does not say.
    """
    held = held_bytes()
    if held:
        # macOS and Windows do not tell what is held; there the limit of time is what remains.
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        wanted = held + limits.memory
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    if hasattr(signal, "setitimer"):
        # In C, by the kernel: code that never comes back to Python is ended as well.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, limits.processor_seconds(job))
    return held


def end_limits() -> None:
    """Let this process wait for its next submission without a limit of processor time."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def be_killed_first() -> None:
    """Have the kernel end this process before others, should the machine run out of memory."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800", encoding="utf-8")
