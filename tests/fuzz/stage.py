"""Where fuzzed submissions are tried: a course, a class around each of them, and its results."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz import doors, oracles
from tests.fuzz.course import ASSIGNMENT, NAME, in_lines, make_course, solved
from tests.fuzz.grammar.markup import active_parts
from tests.fuzz.grammar.trees import Node, remove, write

HONEST = ("honest 1", "honest 2")
MOST_MEMORY = 700 << 20
MOST_CPU = 40.0


@dataclass
class Class:
    """A class that was graded: the folders, what the commands said, and the results."""

    root: Path
    work: Path
    results: Mapping[str, Any] = field(default_factory=dict)

    @property
    def executed(self) -> list[Path]:
        """The executed notebooks."""
        return sorted(self.work.glob(f"autograded/*/{ASSIGNMENT}/*.ipynb"))

    @property
    def pages(self) -> list[Path]:
        """The pages of feedback and report."""
        return sorted([*self.work.glob("feedback/**/*.html"), *self.work.glob("report/**/*.html")])


@dataclass
class Stage:
    """A course, and what an honest class of it comes to.

    Times count only where somebody explores: tests time nothing.
    """

    root: Path
    honest: dict[bool, Class] = field(default_factory=dict)
    is_timed: bool = False

    def graded(
        self, students: Mapping[bytes, Sequence[Node]], cheap: bool, folder: Path, *more: str
    ) -> Class:
        """Grade some students and two honest ones; require what holds for every class."""
        submitted = folder / "submitted by the class"
        write_class(submitted, students)
        work = folder / "work"
        words = ("--course", self.root, "grade", ASSIGNMENT, "--into", work, *more)
        ran = doors.command(
            *words, "--submitted", submitted, "--seed", "a run", "--jobs", "1", cheap=cheap
        )
        # 3: something that was handed in cannot be read, which is said.
        oracles.ends_normally(ran.code, ran.output, 3)
        oracles.terminal_is_clean(ran.output)
        oracles.require(
            ran.memory < MOST_MEMORY, "the main process needs much memory", f"{ran.memory >> 20} MB"
        )
        if self.is_timed:
            oracles.require(
                ran.cpu < MOST_CPU, "a class costs much time", f"{ran.cpu:.0f} s of CPU"
            )
        done = Class(self.root, work, read_results(work))
        oracles.one_result_each(done.results, len(list(submitted.iterdir())))
        if cheap in self.honest:
            expected = {name: self.honest[cheap].results[name] for name in HONEST}
            oracles.same_results(done.results, expected)
        return done

    def shown(self, done: Class) -> None:
        """Write the pages of a class; require what holds for all pages."""
        for verb in ("feedback", "report"):
            ran = doors.command("--course", self.root, verb, ASSIGNMENT, "--into", done.work)
            oracles.ends_normally(ran.code, ran.output)
            oracles.terminal_is_clean(ran.output)
            oracles.require(
                ran.memory < MOST_MEMORY and (ran.cpu < MOST_CPU or not self.is_timed),
                f"course {verb} costs much",
                f"{ran.memory >> 20} MB, {ran.cpu:.0f} s of CPU",
            )
        for table in done.work.glob("report/**/*.csv"):
            oracles.cells_are_text(table)

    def own_parts(self, cheap: bool) -> frozenset[str]:
        """What acts on the pages of an honest class: this project's own scripts and styles."""
        pages = self.honest[cheap].pages
        return frozenset().union(*(active_parts(page.read_text("utf-8")) for page in pages))


def honest_nodes(lines: bool = False) -> list[Node]:
    """The files of an honest student, with each source as one text or as lines."""
    notebook = in_lines(solved()) if lines else solved()
    return [Node(f"{NAME}.ipynb".encode(), "file", json.dumps(notebook).encode())]


def graded_untouched(course: Path, assignment: str, notebooks: Mapping[str, Any]) -> Any:
    """The result of one student of a course, who hands in these notebooks."""
    with scratch() as folder:
        for name, notebook in notebooks.items():
            data = json.dumps(notebook).encode()
            write(
                bytes(folder / "in" / "untouched" / assignment),
                [Node(f"{name}.ipynb".encode(), "file", data)],
            )
        words = ("--course", course, "grade", assignment, "--into", folder / "work")
        ran = doors.command(*words, "--submitted", folder / "in", "--jobs", "1", cheap=True)
        oracles.ends_normally(ran.code, ran.output)
        (path,) = folder.glob(f"work/results/**/{assignment}.json")
        return json.loads(path.read_text(encoding="utf-8"))


def write_class(submitted: Path, students: Mapping[bytes, Sequence[Node]]) -> None:
    """Write the folders of some students and of the honest ones."""
    for number, name in enumerate(HONEST):
        write(bytes(submitted / name / ASSIGNMENT), honest_nodes(lines=number == 1))
    for student, nodes in students.items():
        write(bytes(submitted) + b"/" + student + b"/" + ASSIGNMENT.encode(), nodes)


def read_results(work: Path) -> dict[str, Any]:
    """Points, messages and problem of each student, as the results' files say them."""
    found = {}
    for path in sorted(work.glob("results/**/*.json")):
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        if "exercises" in data:
            found[str(path.relative_to(work))] = data
    named: dict[str, Any] = {}
    for path_name, data in found.items():
        student = data["student"]
        named[student if student not in named else path_name] = {
            "points": {each["exercise"]: each["points"] for each in data["exercises"]},
            "messages": {each["exercise"]: each.get("message", []) for each in data["exercises"]},
            "problem": data.get("problem"),
            "notes": data.get("notes", []),
        }
    return named


def raw_tags(page: str) -> list[str]:
    """The lesson's own tags that a page shows as text."""
    return re.findall(r"&lt;/?(?:details|summary)", page)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder whose tree may become as deep as it likes."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        yield folder
    finally:
        remove(folder)


@contextmanager
def stage(cheap: Sequence[bool] = (True, False)) -> Iterator[Stage]:
    """A course, with an honest class graded by the cheap judge, the real one, or both."""
    with scratch() as folder:
        made = Stage(make_course(folder / "course").resolve())
        for each in cheap:
            honest = made.graded({}, each, folder / f"honest {each}")
            made.shown(honest)
            made.honest[each] = honest
        yield made
