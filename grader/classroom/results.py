"""The results on the disk: one JSON file for each submission, whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result, ResultError


@dataclass(frozen=True)
class Record:
    """A result, and what decides whether it still holds.

    Parameters
    ----------
    result : Result
    digest : str
        Of what was judged and of what judged it; empty where the next grading should try again.
    attempt : str
        Names the grading of the class that it comes from, over interruptions.
    unanswered : mapping of str to sequence of str
        By notebook, the grade ids of the cells that stand as they were handed out.
    timestamp : str or None
        When it was handed in, as ``timestamp.txt`` says.
    """

    result: Result
    digest: str = ""
    grading_id: str = ""
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timestamp: str | None = None

    def to_json(self) -> str:
        """Text of a JSON object: that of the result, with more keys."""
        more = {
            "digest": self.digest,
            "attempt": self.grading_id,
            "unanswered": {name: list(ids) for name, ids in self.unanswered.items()},
            "timestamp": self.timestamp,
        }
        data = {**json.loads(self.result.to_json()), **more}
        return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Record":
        """Read the text that `to_json` wrote, or that of a result alone.

        Raises
        ------
        ResultError
            If the text is anything else.
        """
        result = Result.from_json(text)
        data = json.loads(text)
        try:
            return cls(
                result,
                str(data.get("digest", "")),
                str(data.get("attempt", "")),
                {
                    str(name): tuple(map(str, ids))
                    for name, ids in data.get("unanswered", {}).items()
                },
                None if data.get("timestamp") is None else str(data["timestamp"]),
            )
        except (AttributeError, TypeError) as error:
            raise ResultError(f"This is not a record as the grader writes it ({error}).") from error


def write_record(
    workspace: Workspace,
    record: Record,
    notebooks: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a record, and the executed notebooks it goes with, in place of earlier ones.

    The record comes last: where there is one, all that belongs to it is there as well.

    Parameters
    ----------
    workspace : Workspace
    record : Record
    notebooks : mapping of str to str, optional
        JSON texts by name.
    files : mapping of str to bytes, optional
        The student's other files, which the notebooks may show.
    """
    student, assignment = record.result.student, record.result.assignment
    shutil.rmtree(workspace.feedback / student / assignment, ignore_errors=True)
    _replace(workspace, workspace.autograded / student / assignment, notebooks or {}, files or {})
    return _write_whole(record_path(workspace, assignment, student), record.to_json())


def record_path(workspace: Workspace, assignment: str, student: str) -> Path:
    """Return where the record of a submission is: ``results/<student>/<assignment>.json``."""
    return workspace.results / student / f"{assignment}.json"


def read_record(workspace: Workspace, assignment: str, student: str) -> Record | None:
    """Return the record of a submission; None where there is none that can be read."""
    try:
        return _read(record_path(workspace, assignment, student))
    except (OSError, ResultError):
        return None


def read_records(workspace: Workspace, assignment: str) -> Iterator[Record]:
    """Yield all records of an assignment, in the order of the students' names.

    Raises
    ------
    ResultError
        If a file is damaged; the text names it.
    """
    for path in sorted(workspace.results.glob(f"*/{assignment}.json")):
        yield _read(path)


def read_results(workspace: Workspace, assignment: str) -> tuple[Result, ...]:
    """All results of an assignment that are at the desk, in the order of the students' names."""
    return tuple(record.result for record in read_records(workspace, assignment))


def _read(path: Path) -> Record:
    try:
        return Record.from_json(path.read_text(encoding="utf-8"))
    except (ResultError, UnicodeDecodeError) as error:
        raise ResultError(f"{path}: {error}") from error


def _write_whole(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)
    return path


def _replace(
    workspace: Workspace, folder: Path, notebooks: Mapping[str, str], files: Mapping[str, bytes]
) -> None:
    """Put executed notebooks where earlier ones were; without any, take those away."""
    shutil.rmtree(folder, ignore_errors=True)
    if not notebooks:
        return
    # Beside the class, and not in a student's folder: the formgrader looks there.
    made = workspace.scratch / "executed"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for name, data in files.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, text in notebooks.items():
        (made / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    os.replace(made, folder)
