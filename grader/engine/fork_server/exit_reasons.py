"""Why not all cells of a notebook were executed, in one sentence."""

import os
import signal
from collections.abc import Mapping
from typing import Final

from grader.engine.sandbox.limits import Limits

DIED: Final = "The process that ran the notebook died"
_BY_SIGNAL: Final[Mapping[str, str]] = {
    "SIGSEGV": "it reached for memory that is not there, or called itself too deeply",
    "SIGKILL": "it was killed",
    "SIGABRT": "it aborted",
    "SIGSYS": "it asked the system for something of another processor",
    "SIGXFSZ": "it wrote a file that is larger than allowed",
}


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
            return f"The notebook used more than {limits.cpu_seconds} seconds of processor time."
        reason = _BY_SIGNAL.get(name, name)
        return f"{DIED}: {reason}."
    return None


def limit_problem(limit: str, limits: Limits) -> str:
    """Return which limit ended the whole job, its snapshots included."""
    return {
        "memory": (
            f"All processes of the notebook together took more than {_size(limits.job_memory)} of "
            "memory."
        ),
        "disk": f"The files of the notebook took more than {_size(limits.scratch)}.",
        "time": f"The notebook and its judging took more than {limits.judging_seconds:g} seconds.",
    }.get(limit, f"{DIED}.")


def _size(size: int) -> str:
    return f"{size / 2**30:.3g} GB" if size >= 1 << 30 else f"{size / 2**20:.3g} MB"
