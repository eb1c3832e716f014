"""How much isolation grading asks for."""

from grader.engine.sandbox.errors import SandboxError
from grader.engine.sandbox.tiers import MEANING, Tier


def require(tier: Tier, allow_weak: bool) -> None:
    """Refuse a tier below *confined* unless it is asked for.

    Raises
    ------
    SandboxError
        If student code would not be shut in.
    """
    if tier in (Tier.ISOLATED, Tier.CONFINED) or allow_weak:
        return
    raise SandboxError(
        f"On this machine student code would run with the isolation '{tier.value}': "
        f"{MEANING[tier]}. What would raise it: course doctor. "
        "To grade all the same: --allow-weak-isolation"
    )
