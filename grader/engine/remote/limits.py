"""How much time and memory a student's functions get while they are judged."""

from dataclasses import dataclass, field

from grader.engine.remote.wire import FrameLimits


@dataclass(frozen=True)
class CallLimits:
    """What a student's functions may use.

    Parameters
    ----------
    call, total : float
        Seconds for one call, and for all calls of one graded cell.
    callbacks : int
        How often one call may call the judge's helpers.
    helper_arguments : FrameLimits
        Size of the arguments of a helper, which runs in the judge.
    helper_integer : int
        The largest integer among these arguments. A larger one, as a size or a count, could keep
        the judge busy or fill its memory.
    made : int
        Bytes of what all results of one graded cell are made into, as `wire.Budget` counts them:
        a test may keep them all.
    """

    call: float = 30.0
    total: float = 90.0
    callbacks: int = 50_000
    helper_arguments: FrameLimits = field(default_factory=lambda: FrameLimits(data=32 * 2**20))
    helper_integer: int = 100_000
    made: int = 2**30


DEFAULT_LIMITS = CallLimits()
