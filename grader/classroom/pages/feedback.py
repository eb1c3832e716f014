"""Write feedback pages: the notebooks with points and messages, without hidden tests."""

import html
import re
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback

from grader.classroom.machine_errors import MachineError, is_of_machine, not_written
from grader.classroom.pages.static_page import static_page
from grader.classroom.workspace import Workspace, private_files
from grader.engine.nbgrader_integration import SubmissionConverter, load_config, nbgrader_session
from grader.limited_fork import CAN_FORK, Ending, ForkLimits, ForkResult, run_in_fork
from grader.student.messages import grading_problems

PAGE_LIMITS = ForkLimits(wall_seconds=300.0, cpu_seconds=60, memory=2_000_000_000)
"""What making one page may take. A page shows what a student wrote, and some of the libraries that
make it take more time than that is long."""

_WRITTEN, _FAILED, _MACHINE = b"written", b"failed", b"machine"


class _GenerateFeedback(SubmissionConverter, GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter, for one submission."""


@dataclass(frozen=True)
class Feedback:
    """The feedback pages of one student, or why there are none."""

    student: str
    pages: tuple[Path, ...] = ()
    problem: str | None = None


@private_files()
def write_feedback(workspace: Workspace, assignment: str) -> tuple[Feedback, ...]:
    """Write ``feedback/<student>/<assignment>/<notebook>.html`` for all graded notebooks.

    Parameters
    ----------
    workspace : Workspace
    assignment : str

    Returns
    -------
    tuple of Feedback
        One for each student with graded notebooks. If a page cannot be written, the others are.

    Raises
    ------
    MachineError
        If this machine cannot write files.
    """
    notebooks = {cell.notebook for cell in workspace.graded_cells(assignment)}
    feedback = []
    for folder in sorted(workspace.autograded.glob(f"*/{assignment}")):
        paths = tuple(sorted(p for p in folder.glob("*.ipynb") if p.stem in notebooks))
        if paths:
            feedback.append(_write_pages(workspace, assignment, folder.parent.name, paths))
    return tuple(feedback)


def feedback_pages(workspace: Workspace, assignment: str, student: str) -> tuple[Path, ...]:
    """Return the feedback pages of one student that exist."""
    return tuple(sorted((workspace.feedback / student / assignment).glob("*.html")))


def _write_pages(
    workspace: Workspace, assignment: str, student: str, paths: tuple[Path, ...]
) -> Feedback:
    """Write the pages of one student, where possible in a fork within `PAGE_LIMITS`."""

    def work() -> bytes:
        return b"\n".join(_try_to_write(workspace, assignment, student, paths))

    allowed = ForkLimits(
        PAGE_LIMITS.wall_seconds * len(paths),
        PAGE_LIMITS.cpu_seconds * len(paths),
        PAGE_LIMITS.memory,
    )
    done = run_in_fork(work, allowed) if CAN_FORK else ForkResult(Ending.REPLY, work())
    kind, _, text = done.reply.partition(b"\n")
    if kind == _WRITTEN:
        return Feedback(student, feedback_pages(workspace, assignment, student))
    # A page that was not made safe to open must not stay.
    shutil.rmtree(workspace.feedback / student / assignment, ignore_errors=True)
    if kind == _MACHINE:
        raise MachineError(text.decode())
    what = text.decode() if kind == _FAILED else _why_ended(done, allowed)
    reason = f"No feedback page could be made ({what})."
    return Feedback(student, problem=f"{reason} Details: {workspace.log.name}")


def _try_to_write(
    workspace: Workspace, assignment: str, student: str, paths: tuple[Path, ...]
) -> tuple[bytes, bytes]:
    """Write the pages of one student; return whether that worked, and why not."""
    with nbgrader_session(workspace) as log:
        try:
            _GenerateFeedback(assignment, student, paths, load_config(workspace), log).start()
            for page in feedback_pages(workspace, assignment, student):
                ungraded = _ungraded_cells(workspace, assignment, page.stem, student)
                shown = _without_points(page.read_text(encoding="utf-8"), ungraded)
                page.write_text(static_page(_with_exercise_names(shown)), encoding="utf-8")
        except Exception as error:
            if is_of_machine(error):
                found = not_written(f"The feedback page of {student}", error)
                return _MACHINE, str(found).encode("utf-8", "replace")
            log.exception("Feedback on %s of %s", assignment, student)
            what = workspace.redacted(f"{type(error).__name__}: {error}")
            return _FAILED, what.encode("utf-8", "replace")
    return _WRITTEN, b""


def _why_ended(done: ForkResult, allowed: ForkLimits) -> str:
    match done.ending:
        case Ending.TIME:
            return grading_problems.worker_took_too_long(allowed.wall_seconds)
        case Ending.PROCESSOR:
            return grading_problems.worker_used_too_much_processor_time(allowed.cpu_seconds)
        case Ending.MEMORY:
            return "MemoryError"
        case Ending.SIGNAL:
            return grading_problems.worker_killed(signal.Signals(done.number).name)
    return grading_problems.worker_exited(done.number)


def _ungraded_cells(
    workspace: Workspace, assignment: str, notebook: str, student: str
) -> list[str]:
    """Return the grade ids of the cells that have no points yet, neither judged nor by hand."""
    with Gradebook(workspace.db_url) as gradebook:
        try:
            found = gradebook.find_submission_notebook(notebook, assignment, student)
        except MissingEntry:
            return []
        scores = {each.name: (each.auto_score, each.manual_score) for each in found.grades}
    return [name for name, known in scores.items() if known == (None, None)]


def _without_points(page: str, ungraded: list[str]) -> str:
    """Take out the zeros that nbgrader writes where there are no points yet."""
    for grade_id in ungraded:
        name = re.escape(f'<a href="#{html.escape(grade_id)}">')
        page = re.sub(rf"({name}[^<]*</a>) \(Score: [^)/]*/", r"\1 (not graded yet, of", page)
    if ungraded:
        page = re.sub(r"(<h4>[^<]*)\(Score: ", r"\1(Score so far: ", page, count=1)
    return page


def _with_exercise_names(page: str) -> str:
    """Put the exercise names in the list at the top, where nbgrader writes "Test cell"."""
    return re.sub(r'(<a href="#check-(\w+)">)Test cell</a>', r"\1\2</a>", page)
