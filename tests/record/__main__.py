"""Record what students read and what they earn, and compare it with an earlier record.

`python -m tests.record write FOLDER [NAME ...]` records the code of this checkout, in a few
minutes; `python -m tests.record compare FOLDER [NAME ...]` records it again, prints each difference
from the record in FOLDER, and exits with 1 if there are any. A name is that of a notebook, such as
week3/activations, or of one exercise of it, such as week3/activations:tanh. `points` in place of
`compare` lists the known mistakes whose points have changed by more than 5 % of their exercise.

Recorded are, for every exercise, the reference, the stub, every known mistake and every variant,
and for some exercises every mutant: the whole message of the visible check, and points, groups and
message of the hidden test, with one fixed seed. Then the cells of the notebooks in `source/` and
`release/`, without the paths of modules, and the public cases, whose floats may differ in the last
digits. A public case may hold the result of a mistaken training that rounding errors dominate; on
another processor it is listed as a difference.

No record is committed: it has megabytes, and messages quote digits that depend on the processor.
Make it from the commit to compare with, on the same machine:

    git worktree add ../before COMMIT
    (cd ../before && /path/to/.venv/bin/python -m tests.record write /path/to/record)
    .venv/bin/python -m tests.record compare /path/to/record
    git worktree remove ../before

For a commit whose modules have other names, copy `tests/record` into the worktree and change the
imports in its `project.py`: nothing else of the record imports from `grader`.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.record.difference import differences
from tests.record.points import changes
from tests.record.recorder import Entries, read, record, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or compare; return 1 if anything differs."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.record",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=("write", "compare", "points"))
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument(
        "--now", type=Path, metavar="FOLDER", help="compare with this record, and record nothing"
    )
    asked = parser.parse_intermixed_args(arguments)
    if asked.action == "write":
        if asked.folder.is_dir() and any(asked.folder.iterdir()):
            parser.error(f"{asked.folder} is not empty: a record needs a folder of its own")
        write(record(asked.names, asked.jobs), asked.folder)
        return 0
    before = read(asked.folder, asked.names)
    if not before:
        parser.error(f"{asked.folder} has no record of that")
    now = read(asked.now, asked.names) if asked.now else record(asked.names, asked.jobs)
    if asked.action == "points":
        return _print_points(before, now)
    found = differences(before, now)
    for difference in found:
        print(f"{difference}\n")
    number = Counter(difference.notebook for difference in found)
    compared = {
        notebook: len(before.get(notebook, {}) | now.get(notebook, {}))
        for notebook in sorted(before | now)
    }
    for notebook, entries in compared.items():
        print(f"{notebook}: {number[notebook]} of {entries} entries differ")
    return 1 if found else 0


def _print_points(before: dict[str, Entries], now: dict[str, Entries]) -> int:
    reasons: Counter[str] = Counter()
    for change in changes(before, now):
        shares = f"{change.before.share:.0%} -> {change.now.share:.0%}"
        print(f"{change.notebook}:{change.exercise} {change.mistake}: {shares}: {change.reason}")
        reasons[change.reason] += 1
    print(f"{reasons.total()} known mistakes")
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(main())
