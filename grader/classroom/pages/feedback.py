"""Write feedback pages: the notebooks with points and messages, without hidden tests."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateFeedback

from grader.classroom.machine_errors import is_of_machine, not_written
from grader.classroom.pages.static_page import static_page
from grader.classroom.workspace import Workspace, private_files
from grader.engine.nbgrader_integration import SubmissionConverter, load_config, nbgrader_session


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
    with nbgrader_session(workspace) as log:
        try:
            _GenerateFeedback(assignment, student, paths, load_config(workspace), log).start()
            pages = feedback_pages(workspace, assignment, student)
            for page in pages:
                named = _with_exercise_names(page.read_text(encoding="utf-8"))
                page.write_text(static_page(named), encoding="utf-8")
        except Exception as error:
            if is_of_machine(error):
                raise not_written(f"The feedback page of {student}", error) from error
            # A page that was not made safe to open must not stay.
            shutil.rmtree(workspace.feedback / student / assignment, ignore_errors=True)
            log.exception("Feedback on %s of %s", assignment, student)
            what = workspace.redacted(f"{type(error).__name__}: {error}")
            reason = f"No feedback page could be made ({what})."
            return Feedback(student, problem=f"{reason} Details: {workspace.log.name}")
    return Feedback(student, pages)


def _with_exercise_names(page: str) -> str:
    """Put the exercise names in the list at the top, where nbgrader writes "Test cell"."""
    return re.sub(r'(<a href="#check-(\w+)">)Test cell</a>', r"\1\2</a>", page)
