"""How fast a class is graded, beside stock `nbgrader autograde`. Run by `make bench`.

    python -m tests.benchmarks.grading [--count N] [--whole] [--stock N] [--write]

Both grade the same generated notebooks (`large_class.py`: six exercises, a training, three
figures), in turns in the same run, and their points are compared. CPU time is what the
whole machine spent meanwhile, so nothing else may run on it: of processes in namespaces of their
own, the kernel tells nobody what they took. `--stock` gives stock nbgrader
only the first N of the class; its time for a submission does not depend on how many there are.
`--whole` adds a class of 1,000. `--write` keeps the table in `tests/benchmarks/README.md`.
"""

import argparse
import contextlib
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests import stock_nbgrader
from tests.benchmarks import large_class
from tests.benchmarks.large_class import A_TENTH, ASSIGNMENT, HALF_A_SECOND, NOTEBOOK, Work

ROOT = Path(__file__).resolve().parents[2]
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- grading: made by `make bench` -->", "<!-- end of grading -->"
_MEGABYTE = 1 << 20
# Seconds that stock nbgrader works at a stretch.
_TURN = 45.0

OWN_WORK = """\
import json, sys, time
import matplotlib
matplotlib.use("Agg")
import io
import matplotlib.pyplot as plt
def show():
    for number in plt.get_fignums():
        plt.figure(number).savefig(io.BytesIO(), format="png", bbox_inches="tight")
    plt.close("all")
plt.show = show
cells = [c["source"] for c in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]]
spent = []
for _ in range(4):
    names, start = {}, time.process_time()
    for source in cells:
        try:
            exec(source, names)
        except Exception:
            pass
    spent.append(time.process_time() - start)
print(sorted(spent[1:])[1])
"""


@dataclass
class Measured:
    """What one command took."""

    seconds: float
    cpu: float
    first: float | None = None
    memory: float = 0.0
    points: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure, print, and keep the table if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=100, help="submissions in the class")
    asked.add_argument("--stock", type=int, help="how many of them stock nbgrader grades")
    asked.add_argument("--whole", action="store_true", help="also a class of 1,000")
    asked.add_argument("--write", action="store_true", help="keep the table in the README")
    given = asked.parse_args()
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')} on {hardware()}.",
        "",
        "| own work | submissions | what | a minute | CPU-s each | over the own work | "
        "first verdict | of stock |",
        "|---|---|---|---|---|---|---|---|",
    ]
    remarks: list[str] = []
    for work in (HALF_A_SECOND, A_TENTH):
        more = [10, *([1000] if given.whole and work == HALF_A_SECOND else [])]
        for row in rows(work, given.count, more, min(given.stock or given.count, given.count)):
            if row.startswith("|"):
                lines.append(row)
            else:
                remarks.append(row)
            print(row, flush=True)
    text = "\n".join([*lines, "", *remarks])
    print(f"\n{text}")
    if given.write:
        keep(text)


def rows(work: Work, count: int, more: list[int], stock: int) -> Iterator[str]:
    """Measure classes of one kind; yield a row of the table for each, and a remark on them all."""
    with tempfile.TemporaryDirectory(prefix="course-bench-") as name:
        folder = Path(name)
        course = large_class.make_course(folder / "course", work)
        large_class.make_class(folder / "in", max(count, *more), work)
        turns: list[Measured] = []
        owns = [own_work_of(folder / "in")]

        def ours_in_turn() -> None:
            turns.append(measured_ours(folder, course, count))
            owns.append(own_work_of(folder / "in"))

        stocks = measured_stock(folder, course, stock, ours_in_turn)
        own = statistics.mean(owns)
        print(f"{count} in turns with stock: " + ", ".join(f"{t.seconds:.1f} s" for t in turns))
        yield row(own, stock, "stock `nbgrader autograde`", stocks, stock, stocks.seconds / stock)
        counts = sorted({count, *more})
        runs: dict[int, list[Measured]] = {number: [] for number in counts}
        # Small classes before and after the large one, which takes minutes.
        for number in (*counts, *reversed(counts[:-1])):
            runs[number].append(measured_ours(folder, course, number))
        seconds = {number: mean_of(runs[number]).seconds for number in counts}
        for number in counts:
            ours = mean_of(turns if number == count else runs[number])
            # The others ran in other minutes than stock nbgrader.
            beside = stocks.seconds / stock if number == count else None
            yield row(own, number, "`course grade`", ours, number, beside)
            both = stocks.points.keys() & ours.points.keys()
            differ = {s for s in both if abs(stocks.points[s] - ours.points[s]) > 1e-9}
            if differ:
                print(f"Points differ for {len(differ)} of {len(both)}: {sorted(differ)[:5]}")
            print(
                f"{number}: {len(both) - len(differ)} of {len(both)} points equal; "
                f"private memory at most {ours.memory:.0f} MB for each worker",
                flush=True,
            )
        if len(seconds) > 2:
            yield straight_line(own, seconds)


def straight_line(own: float, seconds: dict[int, float]) -> str:
    """Say how well the time of a class is a fixed part and so much for each submission."""
    counts = sorted(seconds)
    few, many = counts[0], counts[-1]
    each = (seconds[many] - seconds[few]) / (many - few)
    fixed = seconds[few] - each * few
    off = max(abs(seconds[n] / (fixed + each * n) - 1) for n in counts)
    return (
        f"Own work {own:.2f} s: {fixed:.1f} s and {each:.3f} s for each submission; the line from "
        f"{few} to {many} is off by at most {100 * off:.0f} % in between."
    )


def mean_of(runs: list[Measured]) -> Measured:
    """Return what runs of the same took, on average."""
    return Measured(
        statistics.mean(run.seconds for run in runs),
        statistics.mean(run.cpu for run in runs),
        statistics.mean(run.first or 0.0 for run in runs),
        max(run.memory for run in runs),
        runs[-1].points,
    )


def row(
    own: float, count: int, what: str, took: Measured, divisor: int, stock: float | None
) -> str:
    """Return a row of the table."""
    each, cpu = took.seconds / divisor, took.cpu / divisor
    first = "" if took.first is None else f"{took.first:.1f} s"
    ratio = "" if stock is None else f"{stock / each:.1f} times"
    return (
        f"| {own:.2f} s | {count} | {what} | {60 / each:.0f} | {cpu:.2f} | "
        f"{cpu - own:.2f} | {first} | {ratio} |"
    )


def students(folder: Path, count: int) -> list[str]:
    """Return the names of the first students of a class."""
    return sorted(path.name for path in folder.iterdir())[:count]


def part_of(folder: Path, target: Path, count: int) -> Path:
    """Copy the first submissions of a class."""
    shutil.rmtree(target, ignore_errors=True)
    for student in students(folder, count):
        shutil.copytree(folder / student, target / student)
    return target


def own_work_of(folder: Path) -> float:
    """CPU-seconds of the cells of a submission alone, on average over the first of a class."""
    paths = (folder / s / ASSIGNMENT / f"{NOTEBOOK}.ipynb" for s in students(folder, 5))
    return statistics.mean(map(own_work, paths))


def own_work(path: Path) -> float:
    """CPU-seconds of a student's cells alone, in a process that has imported all before."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OWN_WORK, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.splitlines()[-1])


def measured_stock(folder: Path, course: Path, count: int, other: Callable[[], None]) -> Measured:
    """Grade with nbgrader as it comes, its own settings and its own execution, in turns with ours.

    A machine becomes slower or faster within minutes: so stock nbgrader stands still every now and
    then while the other one has its turn, and only the time in between is its own.
    """
    workspace = stock_nbgrader.make_workspace(course, ASSIGNMENT, folder / "stock")
    part_of(folder / "in", workspace / "submitted", count)
    command = [*stock_nbgrader.COMMAND, "autograde", ASSIGNMENT, "--log-level=CRITICAL"]
    took, process = Measured(0.0, 0.0), _started(command, workspace)
    while process.returncode is None:
        before, start = machine_cpu(), time.monotonic()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_TURN)
        running = process.returncode is None
        stopped = [process.pid, *_descendants(process.pid)] if running else []
        for pid in stopped:
            _signal(pid, signal.SIGSTOP)
        took.seconds += time.monotonic() - start
        took.cpu += machine_cpu() - before
        other()
        for pid in reversed(stopped):
            _signal(pid, signal.SIGCONT)
    _require(process.returncode, command)
    took.points = points_in(workspace / "gradebook.db")
    shutil.rmtree(workspace)
    return took


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def measured_ours(folder: Path, course: Path, count: int) -> Measured:
    """Grade with `course grade`, into an empty folder."""
    workspace, submitted = folder / "work", part_of(folder / "in", folder / "part", count)
    shutil.rmtree(workspace, ignore_errors=True)
    words = ["--course", str(course), "grade", ASSIGNMENT]
    into = ["--submitted", str(submitted), "--into", str(workspace)]
    command = [sys.executable, "-c", "from grader.cli import main; main()", *words, *into]
    took = measured(command, folder, workspace / "results")
    took.points = points_in(workspace / "gradebook.db")
    return took


def points_in(gradebook: Path) -> dict[str, float]:
    """Points of each student, as nbgrader reads them."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{gradebook}") as opened:
        return {s.student_id: s.score for s in opened.assignment_submissions(ASSIGNMENT)}


def measured(command: list[str], cwd: Path, results: Path) -> Measured:
    """Run a command to its end; measure it and all that it started."""
    before, start = machine_cpu(), time.monotonic()
    process = _started(command, cwd)
    took = Measured(0.0, 0.0)
    watcher = threading.Thread(target=_watch, args=(process, start, results, took))
    watcher.start()
    code = process.wait()
    took.seconds = time.monotonic() - start
    watcher.join()
    took.cpu = machine_cpu() - before
    _require(code, command)
    return took


def _started(command: list[str], cwd: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=stock_nbgrader.environment(),
    )


def _require(code: int, command: list[str]) -> None:
    if code:
        raise SystemExit(f"{command} ended with code {code}")


def _watch(process: "subprocess.Popen[bytes]", start: float, results: Path, took: Measured) -> None:
    """Note when the first result is there, and the most private memory, divided by the workers.

    What students' cells run in belongs to no single worker, because the workers share it.
    """
    while process.poll() is None:
        if took.first is None and any(results.glob("*/*.json")):
            took.first = time.monotonic() - start
        together = sum(map(_private, _descendants(process.pid)))
        took.memory = max(took.memory, together / len(os.sched_getaffinity(0)))
        time.sleep(0.05 if took.first is None else 0.5)


def _children(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def _descendants(pid: int) -> list[int]:
    return [each for child in _children(pid) for each in (child, *_descendants(child))]


def _private(pid: int) -> float:
    """Megabytes that a process shares with no other."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    kilobytes = (int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return sum(kilobytes) * 1024 / _MEGABYTE


def machine_cpu() -> float:
    """CPU-seconds that all processors together have worked, in their own code and the kernel's."""
    first = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()
    user, nice, system, _idle, _waiting, irq, softirq = map(int, first[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def hardware() -> str:
    """Name the processor, the system and the versions."""
    import nbgrader
    import numpy

    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        name = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), name)
    load = os.getloadavg()[0]
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, NumPy {numpy.__version__}, nbgrader {nbgrader.__version__}, "
        f"one BLAS thread; load of the machine before it began {load:.1f}"
    )


def keep(text: str) -> None:
    """Put the table into the README, in place of the one that is there."""
    whole = README.read_text(encoding="utf-8")
    before, _, rest = whole.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
