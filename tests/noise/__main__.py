"""Is every verdict independent of the seed? `make noise`, or `python -m tests.noise [NAME ...]`.

Each hidden test is run with 1000 seeds: the reference and every accepted variant must never lose a
point, and every known mistake must always lose some. With 200 seeds, every known mistake and 300
mutants of the solutions must always earn the same points. What a function can return without any
knowledge may earn 2 % of a notebook, the best of each exercise taken together. A name is that of a
notebook, such as week3/activations, or of one exercise of it, such as week3/activations:tanh.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from rich.console import Console
from rich.table import Table

from grader.exercises import exercises_of, load_reference
from tests.mutation.__main__ import asked_for
from tests.noise.knowledge import MOST, Best, best_without_knowledge, share_of_notebook
from tests.noise.measure import Noise, noise
from tests.noise.points import Points, drawn_mutants, mistakes, mutated, points

COLUMNS = ("seeds", "right", "failed", "wrong", "passed", "parts", "earning", "varying", "free")


@dataclass(frozen=True)
class Job:
    """What to measure of one exercise."""

    notebook: str
    name: str
    mutants: Sequence[int]


@dataclass(frozen=True)
class Measured:
    """What was measured of one exercise."""

    noise: Noise
    points: Points
    free: Best

    @property
    def row(self) -> tuple[str, ...]:
        """The numbers in the columns of the table."""
        parts = " or ".join(str(len(names)) for names in self.points.parts)
        found = self.noise
        numbers = (found.seeds, found.right, len(found.failed), found.wrong, len(found.passed))
        earning, varying = len(self.points.shares), len(self.points.varying)
        return (*map(str, (*numbers, parts, earning, varying)), f"{self.free.share:.0%}")

    @property
    def is_quiet(self) -> bool:
        """Whether no verdict, no points and no part depend on the seed."""
        return self.noise.is_quiet and not self.points.varying and len(self.points.parts) == 1

    @property
    def notes(self) -> Iterator[str]:
        """What depends on the seed, and with which seeds."""
        for what, seeds in {**self.noise.failed, **self.noise.passed}.items():
            yield f"{what}: {len(seeds)} seeds, such as {seeds[:3]}"
        for what, shares in self.points.varying.items():
            found = [
                f"{share:.3f} with {len(seeds)} seeds, such as {seeds[:3]}"
                for share, seeds in shares.items()
            ]
            yield f"{what}: {'; '.join(found)}"
        if len(self.points.parts) > 1:
            yield f"the parts are {' or '.join(map(str, self.points.parts))}"
        if self.free.share:
            yield f"{self.free.name} earns {self.free.share:.0%}"


def _measured(seeds: int, seeds_of_points: int, job: Job) -> Measured:
    exercise, reference = exercises_of(job.notebook)[job.name], load_reference(job.notebook)
    judged = mistakes(exercise, reference) | mutated(exercise, reference, job.mutants)
    few = [str(seed) for seed in range(min(seeds, seeds_of_points))]
    return Measured(
        noise(job.notebook, exercise, reference, map(str, range(seeds))),
        points(job.notebook, exercise, reference, judged, few),
        best_without_knowledge(job.notebook, exercise, reference, few[:3])
        if not exercise.options
        else Best(job.name, "", 0.0),
    )


def main() -> int:
    """Print a table for each notebook; return 1 if a verdict or points depend on the seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.noise", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--seeds-of-points", type=int, default=200)
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=None, help="processes; one for each processor")
    asked = parser.parse_args()
    console, bad = Console(), 0
    drawn = drawn_mutants(asked.mutants)
    with ProcessPoolExecutor(asked.jobs) as pool:
        measure = partial(_measured, asked.seeds, asked.seeds_of_points)
        for notebook, exercises in asked_for(asked.names):
            jobs = [Job(notebook, e.name, drawn.get((notebook, e.name), ())) for e in exercises]
            table, notes = Table("exercise", *COLUMNS, title=notebook), []
            free = []
            for job, found in zip(jobs, pool.map(measure, jobs), strict=True):
                table.add_row(job.name, *found.row)
                notes += [f"{job.name}: {note}" for note in found.notes]
                bad += not found.is_quiet
                free.append(found.free)
            share = share_of_notebook(notebook, free)
            bad += share > MOST
            notes.append(f"without knowledge: {share:.1%} of the points of the notebook")
            console.print(table)
            for note in notes:
                console.print(f"  {note}", markup=False, highlight=False)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
