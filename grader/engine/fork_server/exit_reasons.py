"""Why not all cells of a notebook were executed, in one sentence."""

import os
import signal

from grader.engine.sandbox.limits import Limits
from grader.student.messages import grading_problems


def exit_problem(status: int, limits: Limits) -> str | None:
    """Return the meaning of a wait status, None if the process exited.

    Parameters
    ----------
    status : int
        As returned by `os.waitpid`, of the process that executed the cells.
    limits : Limits
    """
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        if name == "SIGXCPU":
            return grading_problems.too_much_processor_time(limits.cpu_seconds)
        return grading_problems.died_of_signal(name)
    return None


def limit_problem(limit: str, limits: Limits) -> str:
    """Return which limit ended the whole job, its snapshots included."""
    match limit:
        case "memory":
            return grading_problems.too_much_memory(limits.job_memory)
        case "disk":
            return grading_problems.too_many_files(limits.scratch)
        case "files":
            return grading_problems.too_many_or_too_deep(limits.files, limits.depth)
        case "time":
            return grading_problems.too_much_judging_time(limits.judging_seconds)
    return grading_problems.died()
