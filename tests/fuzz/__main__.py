"""Fuzz submissions for as long as there is time, see also `make fuzz`.

    python -m tests.fuzz [--minutes 60] [--kind NAME ...] [--seed N] [--report FILE] ...

Each kind of submission in turn is drawn, tried and, where an invariant does not hold, shrunk. A
fault that was found, or that the report lists, is left alone, so that the next one can be found.
The code is 1 if there was any.
"""

import argparse
import random
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.internal.conjecture.engine as engine
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky

from tests.fuzz.kinds import Kind, kinds
from tests.fuzz.oracles import KNOWN, Violation
from tests.fuzz.stage import Stage, stage
from tests.fuzz.watch import close_servers, own_group

MOST_SHRINKING = 20
"""Seconds for making one example smaller."""

ROUND = 12
"""Examples of a kind before it is the next one's turn."""


class Explorer:
    """Tries kinds of submissions; remembers what was found."""

    def __init__(self, stage: Stage, report: Callable[[str], None], shrinks: bool = True) -> None:
        self._stage, self._report = stage, report
        self._phases = [Phase.generate, Phase.shrink] if shrinks else [Phase.generate]
        self.found = KNOWN
        self.tried = 0

    def explore(self, name: str, kind: Kind, number: int) -> None:
        """Try some examples of a kind."""
        wanted: list[str] = []
        last: list[Any] = []

        @seed(number)
        @settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=self._phases,
            suppress_health_check=list(HealthCheck),
        )
        @given(kind.strategy)
        def try_one(example: Any) -> None:
            self.tried += 1
            try:
                kind.check(self._stage, example)
            except Violation as violation:
                self._require_new(violation, example, wanted, last)
            except Exception as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{Path(place.filename).name}:{place.name}"
                other = Violation(
                    f"{type(error).__name__} in {where}", traceback.format_exc()[-900:]
                )
                self._require_new(other, example, wanted, last)

        try:
            try_one()
        except (Violation, Flaky):
            if not last:
                return
            violation, example = last
            self.found.add(violation.kind)
            shown = repr(example)
            shown = shown if len(shown) < 3000 else f"{shown[:1500]} ... {shown[-1400:]}"
            self._report(
                f"## {violation.kind}\n\n- kind: `{name}`, seed {number}\n- {violation}\n"
                f"- example: `{shown}`\n"
            )
        except Exception as error:
            details = traceback.format_exc()[-1500:]
            self._report(f"## {name}: hypothesis gave up, seed {number}\n\n{error!r}\n{details}\n")

    def _require_new(
        self, violation: Violation, example: Any, wanted: list[str], last: list[Any]
    ) -> None:
        """Raise a violation that is not known yet; while shrinking, only the one at hand."""
        if violation.kind in self.found:
            return
        if not wanted:
            wanted.append(violation.kind)
            print(f"... {violation.kind}", flush=True)
        if violation.kind == wanted[0]:
            last[:] = [violation, example]
            raise violation


def main(words: list[str]) -> int:
    """Explore until the time is over; return 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--kind", action="append", choices=sorted(kinds()))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--report", type=Path, help="its findings are left alone")
    parser.add_argument("--no-shrinking", action="store_true")
    options = parser.parse_args(words)
    warnings.simplefilter("ignore")
    engine.MAX_SHRINKING_SECONDS = MOST_SHRINKING  # type: ignore[misc]
    end = time.monotonic() + 60 * options.minutes
    chosen = {n: kind for n, kind in kinds().items() if not options.kind or n in options.kind}

    if options.report and options.report.exists():
        # What was reported before is left alone.
        lines = options.report.read_text(encoding="utf-8").splitlines()
        KNOWN.update(line[3:] for line in lines if line.startswith("## "))

    def report(text: str) -> None:
        print(text, flush=True)
        if options.report:
            options.report.parent.mkdir(parents=True, exist_ok=True)
            with options.report.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{text}\n")

    with own_group(), stage() as made:
        made.is_timed = True
        explorer = Explorer(made, report, not options.no_shrinking)
        number = options.seed
        while time.monotonic() < end:
            for name, kind in chosen.items():
                if time.monotonic() < end:
                    print(f"{name}, seed {number}, {explorer.tried} tried", flush=True)
                    explorer.explore(name, kind, number)
            number += 1
        close_servers()
    print(f"{explorer.tried} examples, {len(explorer.found)} findings")
    return bool(explorer.found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
