"""Is every verdict independent of the seed? `make noise`, or `python -m tests.noise [NAME ...]`.

Each hidden test is run with 1000 seeds: the reference and every accepted variant must never lose a
point, and every known mistake must always lose some. A name is that of a notebook, such as
week3/activations, or of one exercise of it, such as week3/activations:tanh.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from rich.console import Console
from rich.table import Table

from grader.exercises import exercises_of, load_reference
from tests.mutation.__main__ import asked_for
from tests.noise.measure import Noise, noise


def _noise(seeds: int, place: tuple[str, str]) -> Noise:
    notebook, name = place
    exercise = exercises_of(notebook)[name]
    return noise(notebook, exercise, load_reference(notebook), map(str, range(seeds)))


def main() -> int:
    """Print a table for each notebook; return 1 if a verdict depends on the seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.noise", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=None, help="processes; one for each processor")
    asked = parser.parse_args()
    console, bad = Console(), 0
    with ProcessPoolExecutor(asked.jobs) as pool:
        for notebook, exercises in asked_for(asked.names):
            table = Table("exercise", "seeds", "right", "failed", "wrong", "passed", title=notebook)
            places = [(notebook, exercise.name) for exercise in exercises]
            notes = []
            for (_, name), found in zip(
                places, pool.map(partial(_noise, asked.seeds), places), strict=True
            ):
                numbers = (found.seeds, found.right, len(found.failed))
                table.add_row(name, *map(str, (*numbers, found.wrong, len(found.passed))))
                bad += not found.is_quiet
                for what, seeds in {**found.failed, **found.passed}.items():
                    notes.append(f"{name}: {what}: {len(seeds)} seeds, such as {seeds[:3]}")
            console.print(table)
            for note in notes:
                console.print(f"  {note}", markup=False, highlight=False)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
