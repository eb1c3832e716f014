"""Do messages name the cause? `make diagnosis`, or `python -m tests.diagnosis [NAME ...]`.

For each exercise, of the known mistakes and of the single changes of its solution: how many there
are, the share whose message names the cause, and how many messages claim what is not so, which
must be none. A cause is named by a known mistake, or by a fact about the numbers that holds in
every case, or by a rule that is not kept. "place" is the share beyond these for which at least a
line or an error is explained. A name is that of a notebook, such as week3/activations, or of one
exercise of it, such as week3/activations:tanh.

Without a name there is a last table: mistakes that no catalog has, made by the operators of
`tests.diagnosis.causes`, those that may be looked at and those held out, by one edit and by two,
for `check()` and for the judge; beside each share what it was before changed copies were tried.
"""

import sys
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from grader.exercises import load_reference
from grader.student.lesson.check import load_questions
from tests.diagnosis.measure import Diagnosis, counts, of_mistakes, of_mutants
from tests.diagnosis.told import measured, operators_of
from tests.mutation.__main__ import asked_for, names_in

BEFORE = {
    (False, 1): (0.10, 0.64),
    (False, 2): (0.08, 0.81),
    (True, 1): (0.08, 0.68),
    (True, 2): (0.07, 0.82),
}
"""The shares named and placed of the mistakes of seed 7, with both doors, before."""

SEED, OF_EACH, PAIRS = 7, 12, 100
MADE_COLUMNS = ("operators", "edits", "door", "mistakes", "named", "was", "placed", "was", "untrue")
COLUMNS = ("exercise", "mistakes", "named", "wrong", "mutants", "named", "place", "wrong")


def _share(number: Counter[str], *kinds: str) -> str:
    total = sum(number[kind] for kind in ("name", "fact", "place", ""))
    return f"{sum(number[k] for k in kinds) / total:.0%}" if total else ""


def _row(name: str, known: Counter[str], single: Counter[str]) -> list[str]:
    def total(number: Counter[str]) -> str:
        return str(sum(number[kind] for kind in ("name", "fact", "place", "")))

    told = [total(known), _share(known, "name", "fact"), str(known["wrong"])]
    told += [total(single), _share(single, "name", "fact"), _share(single, "place")]
    return [name, *told, str(single["wrong"])]


def _notes(name: str, found: Sequence[Diagnosis], catalogued: bool) -> list[str]:
    return [
        f"{name}: {'WRONG CLAIM' if d.wrong_claim else 'not named'}: {d.what}: {d.verdict.lines}"
        for d in found
        if d.wrong_claim or (catalogued and d.by not in ("name", "fact"))
    ]


def made_mistakes(console: Console) -> int:
    """Print the table of made mistakes; return how many messages have an untrue claim."""
    table, untrue = Table(*MADE_COLUMNS, title="made mistakes"), 0
    for (held_out, edits), before in BEFORE.items():
        number = OF_EACH if edits == 1 else PAIRS
        for door, found in measured(operators_of(held_out), edits, number, SEED).items():
            wrong = sum(bool(one.untrue) for one in found)
            shares = [sum(getattr(one, what) for one in found) for what in ("named", "placed")]
            named, placed = (f"{share / len(found):.0%}" for share in shares)
            row = ["held out" if held_out else "looked at", str(edits), door, str(len(found))]
            row += [named, f"{before[0]:.0%}", placed, f"{before[1]:.0%}", str(wrong)]
            table.add_row(*row)
            untrue += wrong
    console.print(table)
    return untrue


def main(names: Sequence[str]) -> int:
    """Print a table for each notebook and a sum; return 1 if a claim is wrong."""
    console = Console()
    all_known: Counter[str] = Counter()
    all_single: Counter[str] = Counter()
    for notebook, exercises in asked_for(names):
        table = Table(*COLUMNS, title=notebook)
        notes = []
        reference, public = load_reference(notebook), load_questions(notebook)
        for exercise in exercises:
            known = list(of_mistakes(exercise, reference, public[exercise.name]))
            single = list(of_mutants(exercise, reference, public[exercise.name]))
            table.add_row(*_row(exercise.name, counts(known), counts(single)))
            all_known += counts(known)
            all_single += counts(single)
            notes += [*_notes(exercise.name, known, True), *_notes(exercise.name, single, False)]
        console.print(table)
        for note in notes:
            console.print(f"  {note}", markup=False, highlight=False)
    table = Table(*COLUMNS, title="all")
    table.add_row(*_row("", all_known, all_single))
    console.print(table)
    untrue = 0 if names else made_mistakes(console)
    return 1 if all_known["wrong"] + all_single["wrong"] + untrue else 0


if __name__ == "__main__":
    sys.exit(main(names_in(__doc__)))
