"""Tiers of isolation: how well this machine can isolate student code."""

import enum
from collections.abc import Mapping
from typing import Final


class Tier(enum.Enum):
    """How student code is isolated, best first."""

    ISOLATED = "isolated"
    CONFINED = "confined"
    LIMITED = "limited"
    VERDICT_ONLY = "verdict only"


MEANING: Final[Mapping[Tier, str]] = {
    Tier.ISOLATED: (
        "namespaces, Landlock, a filter of system calls and limits: student code sees the "
        "interpreter, its libraries and its own files, and nothing else exists for it"
    ),
    Tier.CONFINED: (
        "Landlock, a filter of system calls and limits: student code reads nothing but the "
        "interpreter, its libraries and its own files; it can find out which other files exist"
    ),
    Tier.LIMITED: (
        "limits on time and memory alone: student code can read and change what you can, and use "
        "the network"
    ),
    Tier.VERDICT_ONLY: (
        "nothing but the judging outside of the student's process: student code can read and "
        "change what you can, use the network, and leave processes behind"
    ),
}

NAMESPACES, LANDLOCK, SIGNALS = "namespaces", "Landlock", "Landlock for signals"
FILTER, NOTIFICATION = "system call filter", "fork notification"
GROUPS = "control groups"
FAILED = "the probes"


def tier_of(probes: Mapping[str, str | None]) -> Tier:
    """Return the tier of a machine.

    Parameters
    ----------
    probes : mapping of str to str or None
        For each mechanism why it does not work, None if it does; empty on other systems.
    """

    def works(*names: str) -> bool:
        return all(name in probes and probes[name] is None for name in names)

    if works(NAMESPACES, LANDLOCK, FILTER):
        return Tier.ISOLATED
    if works(LANDLOCK, FILTER, NOTIFICATION):
        return Tier.CONFINED
    return Tier.LIMITED if probes else Tier.VERDICT_ONLY
