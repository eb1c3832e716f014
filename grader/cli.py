"""The command `course`: one function for each subcommand, which calls the other packages.

They are imported inside the functions, so that `course --help` is fast.
"""

import gc
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from grader.startup import speed_up_imports

if TYPE_CHECKING:
    from grader.classroom.workspace import Workspace

_NOT_JUDGED = 3  # the exit code of a grading in which something that was handed in has no points
_FOLDER = click.Path(path_type=Path, file_okay=False)


class _Course(click.Group):
    """The group of subcommands; a `CourseError` is shown without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from grader.student.text import CourseError

            if isinstance(error, CourseError):
                raise click.ClickException(_shown(error)) from error
            if isinstance(error, click.UsageError):
                # It may quote an argument that is the name of a student's folder.
                raise click.UsageError(_shown(error.format_message()), error.ctx) from error
            raise


@click.group(cls=_Course, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course",
    "root",
    type=_FOLDER,
    envvar="COURSE_ROOT",
    help="The course folder; without it, the one around the current folder.",
)
@click.version_option(package_name="neural-notebooks")
@click.pass_context
def course(ctx: click.Context, root: Path | None) -> None:
    """Build the lessons, hand them out, grade a class."""
    ctx.obj = root


def _root() -> Path:
    given: Path | None = click.get_current_context().obj
    if given is not None:
        return given.resolve()
    from grader.exercises import course_root

    return course_root()


def _workspace(into: Path | None, db: str | None = None) -> "Workspace":
    from grader.classroom.grading.course_setup import course_workspace

    return course_workspace(_root(), into, db)


_into = click.option(
    "--into",
    type=_FOLDER,
    help="Folder for the gradebook and all that grading makes; without it, the course folder.",
)
_db = click.option(
    "--db",
    envvar="COURSE_DB",
    help="Address of the gradebook, such as postgresql+psycopg://USER@HOST/NAME; without it, "
    "gradebook.db in the folder of --into.",
)


@course.command()
@click.option("--check", is_flag=True, help="Change nothing; fail if something is out of date.")
def build(check: bool) -> None:
    """Make source/ and release/ from the texts in notebooks/."""
    from grader.build import build_course, require_up_to_date

    if check:
        require_up_to_date(_root())
        changed = []
    else:
        changed = build_course(_root())
    for path in changed:
        _echo(f"made  {path}")
    if not changed:
        _echo("Everything is up to date.")


@course.command()
@click.argument("assignment")
@click.option(
    "--submitted",
    type=_FOLDER,
    required=True,
    help="The submissions, laid out as DIR/<student>/ASSIGNMENT/<notebook>.ipynb.",
)
@_into
@_db
@click.option("--seed", help="Repeat the hidden cases of the run of this name.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many to judge at a time; without it, one on each core.",
)
@click.option("--force", is_flag=True, help="Grade also what has not changed since it was graded.")
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="Judge on the Dask cluster of this scheduler (needs the extra [cluster]).",
)
@click.option(
    "--allow-weak-isolation",
    "weak",
    is_flag=True,
    help="Run student code also where this machine cannot shut it in: see course doctor.",
)
@click.option(
    "--strict", is_flag=True, help="Leave to manual grading what a student who tries can forge."
)
@click.option(
    "--accept",
    metavar="CELL",
    multiple=True,
    help="Judge by the test of this cell, now and later, though your own notebook fails it.",
)
def grade(
    assignment: str,
    submitted: Path,
    into: Path | None,
    db: str | None,
    seed: str | None,
    jobs: int | None,
    force: bool,
    scheduler: str | None,
    weak: bool,
    strict: bool,
    accept: tuple[str, ...],
) -> None:
    """Grade a class and show the points.

    The same command goes on where it was broken off, and leaves alone what has not changed.
    The exit code is 3 if something has no points and is to be graded manually: an exercise on which
    the grader failed, or a submission that cannot be read. It is 1 if nothing could be graded.
    """
    from grader.classroom.grading.accepted import ChoiceOfTests
    from grader.classroom.grading.whole_class import cluster_pools, grade_class, local_pools
    from grader.engine.judging.trusted_judge import judge_one, judge_one_weakly
    from grader.terminal import SafeConsole

    if scheduler and jobs:
        raise click.UsageError("--jobs is for this machine, --scheduler for a cluster: not both.")
    make_pool = cluster_pools(scheduler) if scheduler else local_pools(jobs)
    workspace, console = _workspace(into, db), SafeConsole()
    judge = judge_one_weakly if weak else judge_one
    results = grade_class(
        workspace,
        assignment,
        submitted,
        seed,
        console,
        force=force,
        make_pool=make_pool,
        judge=judge,
        choice=ChoiceOfTests(strict, accept),
    )
    # Imported late: it imports nbgrader, which would delay the start of the workers by seconds.
    from grader.classroom.pages.terminal_table import is_read, terminal_table

    console.print(terminal_table(workspace, assignment, results))
    _print_problems(results)
    _echo(f"Judged by: {'; '.join(sorted({result.engine for result in results}))}")
    runs, gradebook = {result.run for result in results}, workspace.gradebook_location
    if len(runs) == 1:
        _echo(f"Gradebook: {gradebook}   the same cases again: --seed {runs.pop()}")
    else:
        _echo(f"Gradebook: {gradebook}   results of {len(runs)} runs: {workspace.results}")
    if not all(result.is_judged and is_read(workspace, result) for result in results):
        sys.exit(_NOT_JUDGED)


@course.command()
@click.argument("assignment")
@_into
@_db
def feedback(assignment: str, into: Path | None, db: str | None) -> None:
    """Write a feedback page for each student, without hidden tests."""
    from grader.classroom.pages.feedback import write_feedback
    from grader.student.text import CourseError

    workspace = _workspace(into, db)
    written = write_feedback(workspace, assignment)
    if not written:
        raise CourseError(
            f"Nothing of {assignment} was graded in {workspace.work}. "
            f"Run: course grade {assignment} --submitted DIR"
        )
    _echo(f"{sum(len(each.pages) for each in written)} pages in {workspace.feedback}")
    _print_problems(written)


@course.command()
@click.argument("assignment")
@_into
def report(assignment: str, into: Path | None) -> None:
    """Show the points of a class; write them as CSV and as a page."""
    from grader.classroom.pages.report import write_report
    from grader.classroom.pages.terminal_table import terminal_table
    from grader.classroom.results import read_results
    from grader.terminal import SafeConsole

    workspace = _workspace(into)
    page, results = write_report(workspace, assignment), read_results(workspace, assignment)
    SafeConsole().print(terminal_table(workspace, assignment, results))
    _print_problems(results)
    _echo(f"Open {_relative_to_cwd(page)}")


@course.command()
@click.argument("assignment", required=False)
@click.option("--folder", type=_FOLDER, default=Path("work"), show_default=True)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
def lab(assignment: str | None, folder: Path, no_browser: bool) -> None:
    """Copy the student notebooks into a working folder and open JupyterLab there."""
    from grader.classroom.jupyterlab import copy_release, start_jupyterlab

    root = _root()
    done = copy_release(root, folder, assignment)
    for path in done.copied:
        _echo(f"new   {path}")
    for path in done.kept:
        _echo(f"kept  {path} (your work; the course's own copy is in {root / 'release'})")
    sys.exit(start_jupyterlab(root, folder, browser=not no_browser))


@course.command()
@click.argument("notebook")
@click.argument("exercise")
@click.argument("number", type=click.IntRange(min=1), default=1)
def hint(notebook: str, exercise: str, number: int) -> None:
    """Print a hint for an exercise, gentle first: NUMBER 2 is the next one."""
    from grader.student.lesson import load_questions
    from grader.student.text import CourseError

    questions = load_questions(notebook)
    if exercise not in questions:
        raise CourseError(
            f"There is no exercise {exercise!r} in {notebook}. There is: {', '.join(questions)}."
        )
    hints = questions[exercise].hints
    if number > len(hints):
        raise CourseError(f"{exercise} has {len(hints)} hints; there is no number {number}.")
    summary, text = hints[number - 1]
    _echo(f"Hint {number} of {len(hints)} for {exercise}: {summary}\n{text}")
    if number < len(hints):
        _echo(f"\nThe next one: course hint {notebook} {exercise} {number + 1}")


@course.command()
@click.argument("notebook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--reveal",
    is_flag=True,
    help="Write the verdict on each question of choice into the notebook, below its check.",
)
@click.option(
    "--allow-weak-isolation",
    "weak",
    is_flag=True,
    help="Run the notebook also where this machine cannot isolate it: see course doctor.",
)
def check(notebook: Path, reveal: bool, weak: bool) -> None:
    """Judge a notebook of your own, such as work/week3/activations.ipynb, if you learn alone."""
    from grader.engine import own_check
    from grader.engine.judging.trusted_judge import judge_one, judge_one_weakly
    from grader.student.messages import verdicts

    root = _root()
    checked = own_check.check_notebook(notebook, root, judge_one_weakly if weak else judge_one)
    for each in checked:
        if each.is_choice:
            _echo(verdicts.waits_for_reveal(each.result.exercise))
        else:
            _echo("\n".join(each.result.message))
    if reveal:
        revealed = own_check.reveal(notebook, root, checked)
        _echo(f"Verdicts in {notebook}: {', '.join(revealed) or 'no question has a letter yet'}")


@course.command()
@click.argument("assignment", required=False)
@click.option("--out", type=_FOLDER, default=Path("dist"), show_default=True)
def package(assignment: str | None, out: Path) -> None:
    """Make what students get: the notebooks and the package that they import."""
    from grader.build import package as make_package

    for path in make_package(_root(), assignment, out):
        _echo(path)


@course.command()
@click.option("--folder", type=_FOLDER, default=Path("demo"), show_default=True)
def demo(folder: Path) -> None:
    """Build the course, invent a small class, grade it, and write feedback and report."""
    from grader.build import build_course
    from grader.classroom.demo import ASSIGNMENT, create_class
    from grader.classroom.grading.whole_class import grade_class
    from grader.classroom.pages.feedback import write_feedback
    from grader.classroom.pages.report import write_report
    from grader.classroom.pages.terminal_table import terminal_table
    from grader.classroom.workspace import Workspace
    from grader.terminal import SafeConsole

    root, console = _root(), SafeConsole()
    build_course(root)
    workspace = Workspace(root, folder)
    students = create_class(workspace, ASSIGNMENT)
    submitted = _relative_to_cwd(workspace.submitted)
    console.print(f"A class of {len(students)} invented students is in {submitted}")
    results = grade_class(workspace, ASSIGNMENT, workspace.submitted, console=console)
    console.print(terminal_table(workspace, ASSIGNMENT, results))
    _print_problems(results)
    _print_problems(write_feedback(workspace, ASSIGNMENT))
    _echo(f"Open {_relative_to_cwd(write_report(workspace, ASSIGNMENT))}")


@course.command()
@_into
def doctor(into: Path | None) -> None:
    """Tell how well student code is shut in on this machine, and who can read the course."""
    from grader.classroom.permissions import describe_permissions
    from grader.engine.doctor import diagnose

    found = diagnose(_root())
    _echo("\n".join([*found.lines, "", *describe_permissions(_workspace(into))]))
    sys.exit(not found.is_usable)


def _print_problems(students: Any) -> None:
    from grader.classroom.pages.points import instructor_lines

    results = [each for each in students if hasattr(each, "exercises")]
    # What was not judged for one reason is told once.
    faults = {exercise.fault for each in results for exercise in each.exercises}
    for each in students:
        for sentence in filter(None, (each.problem, *getattr(each, "notes", ()))):
            if sentence not in faults:
                # Lines of a sentence are indented: none can pass for one about another student.
                _echo(f"{_shown(each.student, keep='')}: " + sentence.replace("\n", "\n    "))
    for sentence in instructor_lines(results):
        _echo(sentence.replace("\n", "\n    "))


def _shown(text: object, keep: str = "\n") -> str:
    """Return a text as a terminal may get it: names and texts of students may be in it."""
    from grader.student.text import printable

    return printable(str(text), keep)


def _echo(text: object) -> None:
    click.echo(_shown(text))


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the traceback of an error that is a bug of this project."""
    sys.stderr.write(_shown("".join(traceback.format_exception(kind, error, trace))))


def _relative_to_cwd(path: Path) -> Path:
    """Return the path relative to the current folder, if it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def main() -> None:
    """Entry point of the command `course`."""
    speed_up_imports()
    sys.excepthook = _show_bug
    try:
        course()
    finally:
        # Without this, Python collects garbage for a third of a second at exit.
        gc.freeze()


if __name__ == "__main__":
    main()
