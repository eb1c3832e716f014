"""How tests run student code: with small limits, in each tier of isolation that there is."""

from dataclasses import replace

from grader.engine.fork_server import Limits
from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.tiers import Tier, tier_of

TIERS = (Tier.ISOLATED, Tier.CONFINED)


def tier_here(wanted: Tier) -> Tier:
    """Return a tier, or the best one below it where this machine has not got it."""
    return max(wanted, tier_of(probe()), key=list(Tier).index)


# Less than a student has, so that what has no end comes to one soon.
SMALL = Limits(
    cell_seconds=2,
    seconds=8,
    cpu_seconds=30,
    judging_seconds=60,
    memory=512 << 20,
    job_memory=700 << 20,
    processes=32,
    scratch=64 << 20,
    files=300,
    file_size=32 << 20,
    output=1 << 20,
)
# Cells of a lesson do real work.
PATIENT = replace(SMALL, cell_seconds=8, seconds=20)
