"""The state of a grading on the disk, so that it can be resumed when it was interrupted."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.results import Record
from grader.classroom.workspace import Workspace


@dataclass(frozen=True)
class GradingState:
    """A grading of the class that was started and is not finished.

    Parameters
    ----------
    grading_id : str
        Unique; the results that belong to this grading contain it.
    run : str
        Name of the run, from which the seeds of the hidden cases are made.
    run_given : bool
        Whether the user chose the run.
    force : bool
        Whether to grade everything, changed or not.
    """

    grading_id: str
    run: str
    run_given: bool
    force: bool

    def is_up_to_date(self, record: Record, digest: str) -> bool:
        """Return whether a record is still valid for a submission with this digest."""
        if not digest or record.digest != digest:
            return False
        if record.grading_id == self.grading_id:
            return True
        return not self.force and (not self.run_given or record.result.run == self.run)

    def to_json(self) -> str:
        """Return the text of a JSON object."""
        data = {
            "name": self.grading_id,
            "run": self.run,
            "fixed": self.run_given,
            "force": self.force,
        }
        return json.dumps(data) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "GradingState":
        """Read the text that `to_json` wrote; any other raises a ValueError, Key- or TypeError."""
        data = json.loads(text)
        return cls(data["name"], data["run"], data["fixed"], data["force"])


def start_or_resume(
    workspace: Workspace, assignment: str, run: str | None, force: bool
) -> GradingState:
    """Return the state of an interrupted grading with the same options, or save a new one."""
    path = _path(workspace, assignment)
    earlier = _read(path) or _read(_old_path(workspace, assignment))
    given = run is not None
    if (
        earlier
        and (earlier.force, earlier.run_given) == (force, given)
        and run in (None, earlier.run)
    ):
        return earlier
    state = GradingState(secrets.token_hex(8), run or secrets.token_hex(8), given, force)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(state.to_json(), encoding="utf-8")
    os.replace(unfinished, path)
    return state


def mark_finished(workspace: Workspace, assignment: str) -> None:
    """Delete the state, so that the next grading is a new one."""
    _path(workspace, assignment).unlink(missing_ok=True)
    old = _old_path(workspace, assignment)
    if old.is_file():
        old.unlink()


def _read(path: Path) -> GradingState | None:
    try:
        return GradingState.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _path(workspace: Workspace, assignment: str) -> Path:
    # Beside the students' folders, because it belongs to all of them. None of their names begins
    # with a dot: see `grader.classroom.submissions.forms.safe_names`.
    return workspace.results / f".{assignment}.unfinished"


def _old_path(workspace: Workspace, assignment: str) -> Path:
    """Return where an earlier version saved the state."""
    return workspace.results / f"{assignment}.unfinished"
