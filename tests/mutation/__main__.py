"""Mutation testing of the grader: `make mutants`, or `python -m tests.mutation [NAME ...]`.

A name is that of a notebook, such as week3/activations, or of one exercise of it, such as
week3/activations:tanh. For each exercise: how many single changes of its solution there are, how
many the hidden test rejects, how many do the same as the solution (`tests.mutation.equivalents`
says why), how many get through; how many of the rejected ones get a message beyond the first
difference; and how many are said to be what they are not.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from grader.exercises import Exercise, load_reference, notebooks
from grader.student.lesson.check import load_questions
from tests.mutation.measure import counts, fates
from tests.notebook_order import exercises_in_order

COLUMNS = ("killed", "equivalent", "survived", "named", "false")


def asked_for(names: Sequence[str]) -> Iterator[tuple[str, list[Exercise]]]:
    """Yield the notebooks that are asked for, all without a name, each with its exercises."""
    for name in names or notebooks():
        notebook, _, only = name.partition(":")
        yield notebook, [e for e in exercises_in_order(notebook) if only in ("", e.name)]


def names_in(description: str | None) -> list[str]:
    """Return the names on the command line; explain the command to whoever asks for help."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("names", nargs="*", metavar="NAME")
    return list(parser.parse_args().names)


def main(names: Sequence[str]) -> int:
    """Print a table for each notebook; return 1 if a mutant survives or a claim is false."""
    console, bad = Console(), 0
    for notebook, exercises in asked_for(names):
        table = Table("exercise", "mutants", *COLUMNS, title=notebook)
        notes = []
        reference, public = load_reference(notebook), load_questions(notebook)
        for exercise in exercises:
            found = fates(exercise, reference, public[exercise.name])
            number = counts(found)
            table.add_row(exercise.name, str(len(found)), *(str(number[c]) for c in COLUMNS))
            bad += number["survived"] + number["false"]
            notes += [
                f"{exercise.name}: {fate.kind}"
                f"{', said to be ' + str(fate.verdict.mistake) if fate.false_claim else ''}: "
                f"{fate.mutant.what}: {fate.mutant.line}"
                for fate in found
                if fate.kind == "survived" or fate.false_claim
            ]
        console.print(table)
        for note in notes:
            console.print(f"  {note}", markup=False, highlight=False)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(names_in(__doc__)))
