"""The attacks through `course grade` and through stock nbgrader, side by side; on pages, by trees.

    python -m tests.attacks [NAME ...]

Stock nbgrader runs them with all rights of this account, so those that would harm the machine,
read private files or run for a long time are left out there.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.classroom.submissions.forms.safe_names import student_id
from grader.classroom.workspace import Workspace
from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job, submission_seed
from grader.engine.judging.submission import judge_submission
from tests import stock_nbgrader, tiny_course
from tests.attacks import (
    bypasses,
    own_process_course,
    pages,
    system_course,
    test_bypasses,
    test_lesson,
    test_own_process,
    test_system,
    test_trees,
    test_verdicts,
    trees,
    verdicts_course,
)
from tests.attacks.system_attack import attacks
from tests.sandboxed import PATIENT, SMALL

ROOT = Path(__file__).parents[2]
# Its own timeout, 60 s for each cell, does not end every submission.
_MOST_OF_STOCK = 180.0
# Attacks that run forever or fill the memory if nothing stops them.
_ENDLESS = (
    "busy",
    "deep",
    "does_not_end",
    "drip",
    "endless",
    "flood",
    "garbage",
    "hostile",
    "huge",
    "large",
    "long",
    "loop",
    "many",
)


@dataclass(frozen=True)
class Entry:
    """An attack: its submission, its expected points, and whether stock nbgrader may run it."""

    name: str
    expected_points: float
    job: Job
    harmless: bool


@dataclass(frozen=True)
class Graded:
    """The grading of an attack: points, the executed notebooks, and whether it was graded.

    `marked` are the points of which the grader says that they can be forged.
    """

    points: float
    notebooks: tuple[str, ...]
    graded: bool = True
    marked: float = 0.0


Grader = Callable[[Job], Graded]
Suite = Callable[[Path], Iterator[Entry]]


def _is_harmless(name: str) -> bool:
    return not any(word in name for word in _ENDLESS)


def _system(root: Path) -> Iterator[Entry]:
    paths = system_course.make_course(root)
    for attack in attacks():
        job = system_course.submission(attack.bodies(paths), attack.files, attack.name)
        yield Entry(f"system/{attack.name}", attack.score, job, not attack.harms)


def _verdicts(root: Path) -> Iterator[Entry]:
    verdicts_course.make_course(root)
    for path in test_verdicts.ATTACKS:
        attack = test_verdicts.load(path)
        names = [name for name in ("double", "shift") if hasattr(attack, name.upper())]
        answers = {name: getattr(attack, name.upper()) for name in names}
        text = json.dumps(verdicts_course.notebook(answers))
        job = Job(path.stem, verdicts_course.ASSIGNMENT, "a run", {verdicts_course.NOTEBOOK: text})
        yield Entry(f"verdicts/{path.stem}", attack.SCORE, job, _is_harmless(path.stem))


def _own_process(root: Path) -> Iterator[Entry]:
    own_process_course.make_course(root)
    for path in test_own_process.ATTACKS:
        attack = test_verdicts.load(path)
        job = test_own_process.submission(attack, path.stem)
        deserved = attack.SCORE - getattr(attack, "FORGED", 0.0)
        yield Entry(f"own_process/{path.stem}", deserved, job, _is_harmless(path.stem))


def _lesson(root: Path) -> Iterator[Entry]:
    (root / "source").symlink_to(ROOT / "source")
    for path in test_lesson.ATTACKS:
        attack = test_verdicts.load(path)
        answers = {name: getattr(attack, name.upper()) for name in attack.SCORE}
        text = test_lesson.notebook(answers)
        job = Job(path.stem, test_lesson.ASSIGNMENT, "a run", {test_lesson.NOTEBOOK: text})
        yield Entry(f"lesson/{path.stem}", sum(attack.SCORE.values()), job, _is_harmless(path.stem))


def _bypasses(root: Path) -> Iterator[Entry]:
    (root / "source").symlink_to(ROOT / "source")
    for parts in bypasses.singles():
        text = test_lesson.notebook({"propagate": bypasses.cell(*parts)})
        name = "-".join(parts)
        job = Job(name, test_lesson.ASSIGNMENT, "a run", {test_lesson.NOTEBOOK: text})
        yield Entry(f"bypasses/{name}", bypasses.SCORE, job, harmless=True)


def _our_grader(server: ForkServer, root: Path) -> Grader:
    def grade(job: Job) -> Graded:
        judged = judge_submission(server, job, root, test_system.SHORT)
        points = sum(each.points or 0.0 for each in judged.result.exercises)
        marked = sum(each.points or 0.0 for each in judged.result.exercises if each.forgeable)
        return Graded(points, tuple(judged.notebooks.values()), not judged.result.problem, marked)

    return grade


def _stock_grader(workspace: Path) -> Grader:
    def grade(job: Job) -> Graded:
        place = Path(job.student, job.assignment)
        files = {f"{name}.ipynb": text.encode() for name, text in job.notebooks.items()}
        for name, data in {**files, **job.files}.items():
            path = workspace / "submitted" / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        seed = submission_seed(job.assignment, job.student, job.run)
        stock_nbgrader.run(
            workspace,
            "autograde",
            job.assignment,
            f"--student={job.student}",
            more={"COURSE_SEED": seed, "COURSE_ROOT": str(ROOT), "COURSE_GRADING": "1"},
            seconds=_MOST_OF_STOCK,
        )
        made = [workspace / "autograded" / place / f"{name}.ipynb" for name in job.notebooks]
        if not all(path.is_file() for path in made):
            return Graded(0, (), graded=False)
        with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}") as gradebook:
            try:
                points = gradebook.find_submission(job.assignment, job.student).score
            except MissingEntry:
                return Graded(0, (), graded=False)
        return Graded(points, tuple(path.read_text(encoding="utf-8") for path in made))

    return grade


def _try_attack(grade: Grader, entry: Entry, watched: Path) -> tuple[bool, str]:
    """Grade an attack; return whether it had no effect, and its points and effects as text."""
    before = test_system.state_of(watched)
    graded = grade(entry.job)
    effects = [] if graded.graded else ["not graded"]
    for text in graded.notebooks:
        marked = [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
        own = [c["outputs"] for c in marked if not c["metadata"].get("nbgrader", {}).get("grade")]
        effects += ["read a secret"] if system_course.SECRET in json.dumps(own) else []
    if graded.marked and graded.points > entry.expected_points:
        effects += [f"{graded.marked:g} marked as possibly forged"]
    effects += ["changed files"] if test_system.state_of(watched) != before else []
    is_as_expected = abs(graded.points - entry.expected_points) < 1e-9 and not effects
    shown = ", ".join([f"{graded.points:g}", *effects])
    return is_as_expected, shown if is_as_expected else f"[bold red]{shown}[/]"


def _try_suite(
    make: Suite, root: Path, wanted: list[str]
) -> Iterator[tuple[Entry, bool, str, str]]:
    """Try the attacks of a suite; yield each with the results of both graders."""
    root.mkdir()
    entries = [
        entry for entry in make(root) if not wanted or any(word in entry.name for word in wanted)
    ]
    if not entries:
        return
    of_lesson = make in (_lesson, _bypasses)
    course = ROOT if of_lesson else root
    workspace = stock_nbgrader.make_workspace(
        root, entries[0].job.assignment, root.parent / "stock"
    )
    with fork_server(course, PATIENT if of_lesson else SMALL) as server:
        for entry in entries:
            is_as_expected, ours = _try_attack(_our_grader(server, course), entry, root)
            stock = _try_attack(_stock_grader(workspace), entry, root)[1] if entry.harmless else "-"
            yield entry, is_as_expected, ours, stock


def _trees(root: Path) -> Iterator[tuple[str, str]]:
    """Grade a class with all attacks by file trees; yield each with its effect, if it had any."""
    submitted = root / "in"
    workspace = Workspace(tiny_course.make_course(root / "course"), root / "work")
    answers = tiny_course.notebook(tiny_course.SOLUTIONS)
    folders = {}
    for name in ("honest", *trees.FILES, *trees.STUDENTS, "deep"):
        home = tiny_course.write_submission(submitted, name, answers).parent
        folders[name] = home
        if name in trees.FILES:
            trees.FILES[name](home)
    with trees.nested_folders(folders["deep"], 1200, "d"):
        found = test_trees.grade(workspace, submitted)
    for name in folders:
        result = found.get(student_id(name))
        points = None if result is None else result.points
        effect = "" if points == test_trees.POINTS else f"[bold red]{points} points[/]"
        yield f"trees/{student_id(name)}", effect
    more = "" if len(found) == len(folders) else f"[bold red]{len(found)} results[/]"
    yield f"trees/as many results as students, {len(folders)}", more


def _print_others(console: Console, wanted: list[str]) -> None:
    """Print what acts on pages, here and as nbconvert shows it, and what trees of files do."""
    table = Table("attack", "course", "nbconvert", title="Pages, and trees of files")
    acting, acting_there, tried = 0, 0, 0
    for name, cell in pages.attacks():
        if not wanted or any(word in name for word in wanted):
            ours, theirs = (pages.effects(cell, rebuilt) for rebuilt in (True, False))
            table.add_row(name, f"[bold red]{escape(ours)}[/]" if ours else "0", escape(theirs))
            tried, acting = tried + 1, acting + bool(ours)
            acting_there += theirs not in ("", pages.NO_PAGE)
    console.print(f"pages: {acting} of {tried} act, {acting_there} as nbconvert shows them")
    if not wanted or "trees" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            effects = list(_trees(Path(folder)))
        for name, effect in effects:
            table.add_row(escape(name), effect or "0", "-")
        stopped = sum(bool(effect) for _, effect in effects)
        console.print(f"trees of files: {stopped} of {len(effects)} attacks came to something")
    console.print(table)


def main() -> None:
    """Print the tables, then how many attacks had an effect."""
    console = Console()
    table = Table("attack", "deserves", "course grade", "nbgrader", title="Points")
    tried, ours_failed, stock_tried, stock_failed = 0, 0, 0, 0
    for make in (_verdicts, _system, _own_process, _lesson, _bypasses):
        with tempfile.TemporaryDirectory() as folder:
            for entry, is_as_expected, ours, stock in _try_suite(
                make, Path(folder, "course"), sys.argv[1:]
            ):
                table.add_row(entry.name, f"{entry.expected_points:g}", ours, stock)
                tried, ours_failed = tried + 1, ours_failed + (not is_as_expected)
                stock_tried += stock != "-"
                stock_failed += stock.startswith("[bold red]")
    console.print(table)
    console.print(f"course grade: {ours_failed} of {tried} attacks came to something")
    console.print(f"nbgrader: {stock_failed} of {stock_tried} attacks came to something")
    pairs = [parts for parts in bypasses.pairs() if not sys.argv[1:] or "bypasses" in sys.argv]
    unseen = sum(not test_bypasses.broken_rules(bypasses.cell(*parts)) for parts in pairs)
    console.print(f"pairs of bypasses: the text shows all but {unseen} of {len(pairs)}")
    _print_others(console, sys.argv[1:])


if __name__ == "__main__":
    main()
