"""What one submission can cost a class: by the limits, and measured with the worst ones known.

    python -m tests.benchmarks.worst_submissions [--write] [--limits]

`--limits` prints the table of the README alone, and `--write` puts it there. Without them each
submission of `WORST` is graded beside an honest one, in a class of its own with all limits as they
are, and its feedback page is written. Of processes in namespaces of their own the kernel tells
nobody what they took: processor time is that of reading, judging and writing. It takes a while.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from grader.classroom.grading.pools.judging_limits import DEFAULT_LIMITS
from grader.classroom.grading.pools.pool import MAX_DEATHS
from grader.classroom.grading.whole_class import grade_class
from grader.classroom.pages.feedback import PAGE_LIMITS, write_feedback
from grader.classroom.submissions import limits as reading
from grader.classroom.workspace import Workspace
from grader.engine.judging.interface import NOTEBOOK_LIMITS
from tests.tiny_course import ASSIGNMENT, SOLUTIONS, make_course, notebook, write_submission

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- the most that a submission costs -->", "<!-- end of the most -->"

_RIGHT = SOLUTIONS["double"]
_MANY_OF_ONE_BUFFER = """

import json, struct
import grader.engine.remote.student_server as student_server


def send(sock, value, **how):
    size = 2**22
    many = ["l", *[["a", ">f8", [size // 8], 0]] * 60]
    result = ["d", ["found", True], ["value", many], ["code", None]]
    tree = ["d", ["nonce", value["nonce"]], ["result", result]]
    header = json.dumps({"value": tree, "buffers": [size]}).encode()
    sock.sendall(struct.pack(">4sIQ", b"NNW1", len(header), size) + header + bytes(size))


student_server.send = send
"""

WORST: Mapping[str, str] = {
    "a cell without end": f"{_RIGHT}\n\n\nwhile True:\n    pass",
    "a function without end": "def double(x):\n    while True:\n        pass",
    "memory without end": f"{_RIGHT}\n\n\na = []\nwhile True:\n    a.append(bytearray(2**26))",
    "output without end": f"{_RIGHT}\n\n\nwhile True:\n    print('x' * 10_000)",
    "colors without end": f"{_RIGHT}\n\n\nprint('\\x1b[31ma\\x1b[0m' * 3_000_000)",
    "many outputs": f"{_RIGHT}\n\n\nfor i in range(50_000):\n    display(i)",
    "one buffer, many arrays": _RIGHT + _MANY_OF_ONE_BUFFER,
    "a long range": "def double(x):\n    return range(150_000_000)",
    "large arrays": "import numpy as np\n\n\ndef double(x):\n    return np.ones(2**25)",
    "hidden lines, printed lines": (
        f"{_RIGHT}\n\n\n### BEGIN HIDDEN TESTS\n"
        + "".join(f"# a line of my own, number {i}\n" for i in range(2_000))
        + "### END HIDDEN TESTS\nprint('a line of my own\\n' * 400_000)"
    ),
    "branches with names": f"{_RIGHT}\n\n\nif 0: pass\n" + "elif (a := 1): pass\n" * 1_500,
    "long lines": f"{_RIGHT}\n\n\nif 0: np" + ".a" * 100_000,
    "magics": f"{_RIGHT}\n\n\n" + "%matplotlib inline\n" * 1_000,
    "brackets": f"{_RIGHT}\n\n\n" + "x = [" * 10_000,
}
"""The text of the first exercise of `tests.tiny_course`, by what is bad about it."""


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"


def table() -> list[str]:
    """Return the table of the README: what the limits allow one submission with one notebook."""
    judging, cell = DEFAULT_LIMITS, NOTEBOOK_LIMITS
    total = MAX_DEATHS * (
        reading.WALL_SECONDS
        + judging.start_seconds
        + judging.notebook_seconds
        + judging.cpu_seconds
    )
    return [
        "| step | time | processor | memory | disk |",
        "|---|---|---|---|---|",
        f"| reading and repairing | {reading.WALL_SECONDS:g} s | {reading.CPU_SECONDS} s | "
        f"{_size(reading.MEMORY_BYTES)} | {_size(2 * reading.MAX_BYTES)} |",
        f"| a notebook's cells and calls | {cell.judging_seconds:g} s | {cell.cpu_seconds} s for "
        f"each process | {_size(cell.job_memory)} | {_size(cell.scratch)} |",
        f"| the judge, for each notebook | {judging.cpu_seconds:g} s more | "
        f"{judging.cpu_seconds:g} s | {_size(judging.memory)} | {_size(judging.reply)} |",
        f"| a feedback page | {PAGE_LIMITS.wall_seconds:g} s | {PAGE_LIMITS.cpu_seconds} s | "
        f"{_size(PAGE_LIMITS.memory)} | |",
        f"| all but the page, tried {MAX_DEATHS} times if a process dies | {total / 60:.0f} min "
        "| | | |",
    ]


def readme_section() -> str:
    """Return the marked part of the README."""
    return "\n".join([BEGIN, *table(), END])


def measure(name: str, body: str, folder: Path) -> str:
    """Grade a submission and an honest one; return a line of what that took."""
    course = Workspace(make_course(folder / "course"), folder / "work")
    for student, text in (("worst", body), ("honest", _RIGHT)):
        write_submission(folder / "in", student, notebook({**SOLUTIONS, "double": text}))
    start, before = time.monotonic(), _processor_seconds()
    results = {each.student: each for each in grade_class(course, ASSIGNMENT, folder / "in")}
    pages = write_feedback(course, ASSIGNMENT)
    seconds, spent = time.monotonic() - start, _processor_seconds() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
    disk = sum(path.stat().st_size for path in course.work.rglob("*") if path.is_file())
    worst, honest = results["worst"], results["honest"]
    says = worst.problem or " ".join(worst.notes) or f"{worst.points:g} points"
    return (
        f"| {name} | {seconds:.0f} s | {spent:.0f} s | {_size(peak)} | {_size(disk)} | "
        f"{honest.points:g} of 5 | {len(pages)} | {says[:80]} |"
    )


def _processor_seconds() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))


def main() -> None:
    """Print the table of the limits, or measure the worst submissions."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--limits", action="store_true", help="print the table of the limits")
    asked.add_argument("--write", action="store_true", help="put it into the README")
    given = asked.parse_args()
    print(readme_section())
    if given.write:
        text = README.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{readme_section()}{after}", encoding="utf-8")
    if given.limits or given.write:
        return
    print(
        "\n| submission | time | processor | memory of a process | disk | honest | pages | says |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, body in WORST.items():
        with tempfile.TemporaryDirectory(prefix="course-bench-") as folder:
            print(measure(name, body, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
