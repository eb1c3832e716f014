"""One grading of a class from its start to its end, over as many interruptions as there are."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.classroom.results import Record
from grader.classroom.workspace import Workspace


@dataclass(frozen=True)
class Attempt:
    """A grading that was begun.

    Parameters
    ----------
    name : str
        Its own.
    run : str
        What the seeds of the hidden cases are made from.
    fixed : bool
        Whether that run was asked for.
    force : bool
        Whether all are to be graded, changed or not.
    """

    name: str
    run: str
    fixed: bool
    force: bool

    def settles(self, record: Record, digest: str) -> bool:
        """Tell whether a record stands for a submission of this digest."""
        if not digest or record.digest != digest:
            return False
        if record.attempt == self.name:
            return True
        return not self.force and (not self.fixed or record.result.run == self.run)


def begin(workspace: Workspace, assignment: str, run: str | None, force: bool) -> Attempt:
    """Return the grading that was broken off, if it was asked for alike; else begin a new one."""
    path = _path(workspace, assignment)
    try:
        earlier = Attempt(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        earlier = None
    fixed = run is not None
    if earlier and (earlier.force, earlier.fixed) == (force, fixed) and run in (None, earlier.run):
        return earlier
    attempt = Attempt(secrets.token_hex(8), run or secrets.token_hex(8), fixed, force)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(asdict(attempt)) + "\n", encoding="utf-8")
    os.replace(unfinished, path)
    return attempt


def finish(workspace: Workspace, assignment: str) -> None:
    """Say that the grading came to its end: the next one is another."""
    _path(workspace, assignment).unlink(missing_ok=True)


def _path(workspace: Workspace, assignment: str) -> Path:
    # Beside the folders of the students, not in one.
    return workspace.results / f"{assignment}.unfinished"
