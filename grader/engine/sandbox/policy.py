"""How much isolation grading requires."""

from grader.engine.sandbox.tiers import MEANING, Tier
from grader.student.text import CourseError


class SandboxError(CourseError):
    """Student code cannot be isolated on this machine as required."""


def require_isolation(tier: Tier, allow_weak: bool) -> None:
    """Refuse a tier below *confined* unless weak isolation is allowed.

    Raises
    ------
    SandboxError
        If student code would not be isolated.
    """
    if tier in (Tier.ISOLATED, Tier.CONFINED) or allow_weak:
        return
    raise SandboxError(
        f"On this machine student code would run with the isolation '{tier.value}': "
        f"{MEANING[tier]}. What would raise it: course doctor. "
        "To grade all the same: --allow-weak-isolation"
    )
