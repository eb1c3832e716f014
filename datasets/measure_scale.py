"""Measure ``datasets/scale_curves.csv``: accuracy against data, for networks of several sizes.

Run it from the root of the repository, with one thread for the arithmetic::

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python datasets/measure_scale.py [--out FILE]

It trains 192 networks on a made-up task and takes some minutes. What is trained, on what and how,
stands in `grader.student.experiments.scale_measurement`. A second run on the same machine, with the
same version of NumPy, writes the same bytes; elsewhere a last digit may differ.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grader.student.experiments.scale_measurement import AMOUNTS, RUNS, SIZES, Run, measure
from maker import parser_of, report


def text_of(run: Run) -> list[str]:
    """Return a run as the entries of a line."""
    return [f"{number:g}" if number != int(number) else str(int(number)) for number in run]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement from the command line; return the exit status."""
    description = "Measure datasets/scale_curves.csv."
    options = parser_of("scale_curves.csv", description).parse_args(arguments)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(Run._fields)
    total = len(SIZES) * len(AMOUNTS) * RUNS
    for number, run in enumerate(measure(), 1):
        writer.writerow(text_of(run))
        print(f"\r{number} of {total}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    options.out.write_bytes(table.getvalue().encode())
    report(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
