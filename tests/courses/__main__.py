"""Grade nbgrader's own course and the ten assignments by stock nbgrader and by `course grade`.

Run by `make courses`, or

    python -m tests.courses [--write] [--no-stock] [--folder FOLDER] [ASSIGNMENT ...]

`--write` keeps the scores of stock nbgrader, with which the tests compare; `--no-stock` takes the
ones that are kept.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.courses import compare, quickstart, reasons, ten


def main() -> int:
    """Grade, compare and print; return how many cells differ without a reason."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    asked.add_argument("--write", action="store_true", help="keep the scores of stock nbgrader")
    asked.add_argument("--no-stock", action="store_true", help="take the scores that are kept")
    asked.add_argument("--folder", type=Path, help="work here, and leave it")
    given = asked.parse_args()
    unknown = 0
    with tempfile.TemporaryDirectory(prefix="courses-") as name:
        folder = given.folder or Path(name)
        stock = compare.kept()
        for assignment in given.assignments or [quickstart.NAME, *ten.ASSIGNMENTS]:
            unknown += one(folder / assignment, assignment, stock, not given.no_stock)
            if given.write:
                compare.keep(stock)
    return min(unknown, 1)


def one(folder: Path, name: str, stock: compare.Scores, run_stock: bool) -> int:
    """Grade one assignment; put stock's scores among the others; count what differs."""
    shutil.rmtree(folder, ignore_errors=True)
    if name == quickstart.NAME:
        made, assignment = quickstart.prepare(folder), quickstart.ASSIGNMENT
    else:
        made, assignment = ten.prepare(folder, ten.ASSIGNMENTS[name]), name
    if run_stock:
        start = time.monotonic()
        scores = compare.graded_by_stock(made.stock, made.updated, assignment)
        for place in [place for place in stock if place[0] == assignment]:
            del stock[place]
        stock |= scores
        print(f"{name}: stock took {time.monotonic() - start:.1f} s", flush=True)
    start = time.monotonic()
    ours, said = compare.graded_by_ours(made.ours, made.submitted, assignment)
    print(f"{name}: ours took {time.monotonic() - start:.1f} s", flush=True)
    expected = {place: score for place, score in stock.items() if place[0] == assignment}
    count = 0
    for difference in compare.differences(expected, ours):
        reason = reasons.reason_of(difference)
        count += reason is None
        print(f"  {difference}" + (f" ({reason})" if reason else ""))
    print(f"{name}: {len(expected)} cells, {count} differ without a reason", flush=True)
    if count:
        print(said)
    return count


if __name__ == "__main__":
    sys.exit(main())
