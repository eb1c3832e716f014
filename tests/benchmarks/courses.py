"""What grading other courses costs over the students' own work, beside stock nbgrader.

    python -m tests.benchmarks.courses [--count N] [--stock N] [--write] [ASSIGNMENT ...]

The ten assignments of `tests/courses`, each with a class whose students are right and wrong in
turns. Stock nbgrader grades the first few of each class, before and after ours. CPU time is that of
a control group, if one can be made: then it does not matter what else runs on the machine.
`--write` keeps the table in `tests/benchmarks/README.md`.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests import stock_nbgrader
from tests.benchmarks import grading
from tests.courses import ten

BEGIN, END = "<!-- courses: made by `make bench` -->", "<!-- end of courses -->"
HEAD = (
    "| assignment | notebooks | own work | stock, CPU-s over it | ours, CPU-s over it | "
    "of stock, CPU | of stock, a minute |\n|---|---|---|---|---|---|---|"
)
_GROUPS = Path("/sys/fs/cgroup")

# The cells of a notebook in IPython, as both graders run them, and nothing else.
OWN_WORK = """\
import contextlib, io, json, sys, time
import matplotlib
matplotlib.use("Agg")
from IPython.core.interactiveshell import InteractiveShell
cells = [c for c in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]]
sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
shell = InteractiveShell.instance()
shell.showtraceback = lambda *a, **k: None
shell.enable_gui = lambda gui=None: None
spent = []
for _ in range(4):
    shell.reset()
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source in sources:
            shell.run_cell(source)
    spent.append(time.process_time() - start)
print(sorted(spent[1:])[1], file=sys.__stdout__)
"""


@dataclass(frozen=True)
class Took:
    """What a command took, for each notebook."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Row:
    """What one assignment costs, for each notebook."""

    name: str
    notebooks: int
    own: float
    stock: Took
    ours: Took

    def __str__(self) -> str:
        return (
            f"| {self.name} | {self.notebooks} | {self.own:.2f} s | "
            f"{self.stock.cpu - self.own:.2f} | {self.ours.cpu - self.own:.2f} | "
            f"{self.stock.cpu / self.ours.cpu:.1f} times | "
            f"{self.stock.seconds / self.ours.seconds:.1f} times |"
        )


def main() -> None:
    """Measure, print, and keep the table if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    asked.add_argument("--count", type=int, default=100, help="students in each class")
    asked.add_argument("--stock", type=int, default=6, help="how many of them stock grades")
    asked.add_argument("--write", action="store_true", help="keep the table in the README")
    given = asked.parse_args()
    made: list[Row] = []
    print(HEAD)
    for name in given.assignments or ten.ASSIGNMENTS:
        made.append(measured(name, given.count, given.stock))
        print(made[-1], flush=True)
    stock = statistics.median(r.stock.cpu - r.own for r in made)
    ours = statistics.median(r.ours.cpu - r.own for r in made)
    median = f"| *median* | | | {stock:.2f} | {ours:.2f} | | |"
    print(median)
    if given.write:
        said = f"Measured {time.strftime('%Y-%m-%d')} on {grading.hardware()}."
        said += f" Classes of {given.count}, of which stock graded {given.stock}."
        text = "\n".join([said, "", HEAD, *map(str, made), median])
        whole = grading.README.read_text(encoding="utf-8")
        before, _, rest = whole.partition(BEGIN)
        after = rest.partition(END)[2]
        grading.README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def measured(name: str, count: int, stock_count: int) -> Row:
    """Grade a class of one assignment by both."""
    assignment = ten.ASSIGNMENTS[name]
    with tempfile.TemporaryDirectory(prefix="course-bench-") as temporary:
        folder = Path(temporary)
        made = ten.prepare(folder / "made", assignment)
        # What hangs takes the time that the settings give it: no cost of grading.
        kinds = ["right"] if name == "trouble" else ["right", "wrong"]
        for number in range(count):
            for kind in ("submitted", "updated"):
                of = getattr(made, kind) / kinds[number % len(kinds)]
                shutil.copytree(of, folder / kind / f"student-{number:03d}")
        few = sorted((folder / "updated").iterdir())[:stock_count]
        own = statistics.mean(
            own_work(path)
            for kind in kinds
            for path in sorted((made.updated / kind).rglob("*.ipynb"))
        )
        half = len(few) // 2
        for student in few[:half]:
            shutil.copytree(student, made.stock / "submitted" / student.name)
        stock = [*stock_nbgrader.COMMAND, "autograde", name, "--log-level=CRITICAL"]
        first = run(stock, made.stock)
        words = [
            "--course",
            str(made.ours),
            "grade",
            name,
            "--submitted",
            str(folder / "submitted"),
        ]
        ours = run([sys.executable, "-c", "from grader.cli import main; main()", *words], folder)
        shutil.rmtree(made.stock / "submitted")
        for student in few[half:]:
            shutil.copytree(student, made.stock / "submitted" / student.name)
        second = run(stock, made.stock)
        number = len(assignment.notebooks)
        return Row(
            name,
            number,
            own,
            Took(
                (first.seconds + second.seconds) / (len(few) * number),
                (first.cpu + second.cpu) / (len(few) * number),
            ),
            Took(ours.seconds / (count * number), ours.cpu / (count * number)),
        )


def own_work(path: Path) -> float:
    """CPU-seconds of the cells of a notebook, in a shell that has run them before."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "copy"
        shutil.copytree(path.parent, copy)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", OWN_WORK, str(copy / path.name)],
            cwd=copy,
            env=stock_nbgrader.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
    return float(done.stdout.splitlines()[-1])


def run(command: list[str], folder: Path) -> Took:
    """Run a command; return its seconds and the CPU-seconds of all that it started."""
    with group() as (enter, spent):
        before, start = spent(), time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", enter, *command],
            cwd=folder,
            env=stock_nbgrader.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        # 3: something could not be judged.
        if done.returncode not in (0, 3):
            raise SystemExit(f"{command} ended with code {done.returncode}: {done.stderr[-2000:]}")
        return Took(time.monotonic() - start, spent() - before)


@contextlib.contextmanager
def group() -> Iterator[tuple[str, Callable[[], float]]]:
    """Make a control group that counts CPU time; without one, the whole machine is counted.

    Yields
    ------
    str
        Text for Python that enters the group and becomes the command behind it.
    callable
        Returns the CPU-seconds spent so far.
    """
    become = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
    for parent, file in ((_GROUPS / "cpuacct", "cpuacct.usage"), (_GROUPS, "cpu.stat")):
        made = parent / f"course-bench-{os.getpid()}"
        try:
            made.mkdir()
        except OSError:
            continue
        usage = made / file
        if not usage.exists():
            made.rmdir()
            continue
        enter = f"open({str(made / 'cgroup.procs')!r}, 'w').write('0')\n{become}"

        def spent(usage: Path = usage) -> float:
            words = usage.read_text(encoding="ascii").split()
            return int(words[0]) / 1e9 if len(words) == 1 else int(words[1]) / 1e6

        try:
            yield enter, spent
        finally:
            # The last process may still be ending.
            for _ in range(50):
                with contextlib.suppress(OSError):
                    made.rmdir()
                    break
                time.sleep(0.1)
        return
    yield become, grading.machine_cpu


if __name__ == "__main__":
    main()
