"""Mutation testing of the grader: `make mutants`, or `python -m tests.mutation [NOTEBOOK ...]`.

For each exercise: how many single changes of its solution there are, how many the hidden test
rejects, how many do the same as the solution, how many get through; how many of the rejected ones
get a message beyond the first difference; and how many are said to be what they are not.
"""

import sys

from rich.console import Console
from rich.table import Table

from grader.exercises import exercises_of, load_reference, notebooks
from grader.student.lesson import load_questions
from tests.mutation.measure import counts, fates

COLUMNS = ("killed", "equivalent", "survived", "named", "false")


def main(names: list[str]) -> int:
    """Print a table for each notebook; return 1 if a mutant survives or a claim is false."""
    console, bad = Console(), 0
    for notebook in names or notebooks():
        table = Table("exercise", "mutants", *COLUMNS, title=notebook)
        notes = []
        reference, public = load_reference(notebook), load_questions(notebook)
        for name, exercise in exercises_of(notebook).items():
            found = fates(exercise, reference, public[name])
            number = counts(found)
            table.add_row(name, str(len(found)), *(str(number[c]) for c in COLUMNS))
            bad += number["survived"] + number["false"]
            notes += [
                f"{name}: {fate.kind}{', false claim' * fate.false_claim}: {fate.mutant.what}"
                for fate in found
                if fate.kind != "killed" or fate.false_claim
            ]
        console.print(table)
        for note in notes:
            console.print(f"  {note}", markup=False, highlight=False)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
