"""The result files: one JSON file for each submission, each written atomically."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.classroom.machine_errors import is_of_machine, not_written
from grader.classroom.workspace import Workspace
from grader.engine.judging.not_judged import exercise_not_judged
from grader.engine.judging.result import Result, ResultError
from grader.exercises.judge_names import TRUSTED
from grader.student.messages import file_repairs, grading_problems


@dataclass(frozen=True)
class Record:
    """A result, and what is needed to tell whether it is still valid.

    Parameters
    ----------
    result : Result
    digest : str
        Of the submission and of all that judged it; empty if the next grading should try again.
    grading_id : str
        Of the grading of the class, which may have been interrupted and resumed.
    unanswered : mapping of str to sequence of str
        By notebook, the grade ids of the cells that the student did not change.
    timestamp : str or None
        Time of the submission, from ``timestamp.txt``.
    """

    result: Result
    digest: str = ""
    grading_id: str = ""
    unanswered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timestamp: str | None = None

    def to_json(self) -> str:
        """Return the text of a JSON object: that of the result, with more keys."""
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
        """Read the text that `to_json` wrote, or the text of a result.

        Raises
        ------
        ResultError
            If it is any other text.
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
    """Write a record and its executed notebooks; replace those of an earlier submission.

    The record is written last, so that everything that belongs to a record exists.

    Parameters
    ----------
    workspace : Workspace
    record : Record
    notebooks : mapping of str to str, optional
        JSON text of each executed notebook, by name.
    files : mapping of str to bytes, optional
        The student's other files, which the notebooks may display.

    Raises
    ------
    MachineError
        If this machine cannot write results; see `grader.classroom.machine_errors`.
    """
    student, assignment = record.result.student, record.result.assignment
    shutil.rmtree(workspace.feedback / student / assignment, ignore_errors=True)
    folder = workspace.autograded / student / assignment
    try:
        notes = _replace_notebooks(workspace, folder, notebooks or {}, files or {})
    except Exception as error:
        if is_of_machine(error):
            raise not_written(f"The result of {student}", error) from error
        # The points are saved; without a digest, the next grading tries again.
        notes = [file_repairs.not_stored(f"{type(error).__name__}: {str(error)[:200]}")]
        record = replace(record, digest="")
    result = replace(record.result, notes=(*record.result.notes, *notes))
    text = replace(record, result=result).to_json()
    try:
        return _write_atomically(record_path(workspace, assignment, student), text)
    except OSError as error:
        raise not_written(f"The result of {student}", error) from error


def record_path(workspace: Workspace, assignment: str, student: str) -> Path:
    """Return the path of a record: ``results/<student>/<assignment>.json``."""
    return workspace.results / student / f"{assignment}.json"


def read_record(workspace: Workspace, assignment: str, student: str) -> Record | None:
    """Return the record of a submission; None if there is none, or if it is damaged."""
    try:
        return _read(record_path(workspace, assignment, student))
    except (OSError, ResultError):
        return None


def read_records(workspace: Workspace, assignment: str) -> Iterator[Record]:
    """Yield all records of an assignment, ordered by the students' names.

    If a file is damaged, nothing is known of its points: its record says that the submission was
    not judged.
    """
    for path in sorted(workspace.results.glob(f"*/{assignment}.json")):
        try:
            yield _read(path)
        except (OSError, ResultError) as error:
            yield _damaged(workspace, assignment, path, error)


def read_results(workspace: Workspace, assignment: str) -> tuple[Result, ...]:
    """Return all results of an assignment, ordered by the students' names."""
    return tuple(record.result for record in read_records(workspace, assignment))


def _read(path: Path) -> Record:
    try:
        return Record.from_json(path.read_text(encoding="utf-8"))
    except (ResultError, UnicodeDecodeError) as error:
        raise ResultError(f"{path}: {error}") from error


def _damaged(workspace: Workspace, assignment: str, path: Path, error: Exception) -> Record:
    """Return the record for a file that cannot be read."""
    fault = grading_problems.damaged_record(error)
    cells = workspace.graded_cells(assignment)
    exercises = tuple(exercise_not_judged(assignment, cell, fault) for cell in cells)
    return Record(Result(path.parent.name, assignment, TRUSTED, "", exercises, fault))


def _write_atomically(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    # Half a surrogate pair, which is no text, can be in a message from student code.
    unfinished.write_text(text, encoding="utf-8", errors="replace")
    os.replace(unfinished, path)
    return path


def _replace_notebooks(
    workspace: Workspace, folder: Path, notebooks: Mapping[str, str], files: Mapping[str, bytes]
) -> list[str]:
    """Replace the executed notebooks of a student; without new ones, delete the earlier ones.

    Returns a sentence about the other files that this machine cannot store.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if not notebooks:
        return []
    # Not in a student's folder, where nbgrader's formgrader would find it.
    new_folder = workspace.scratch / "executed"
    shutil.rmtree(new_folder, ignore_errors=True)
    new_folder.mkdir(parents=True)
    failed = []
    for name, data in files.items():
        path = new_folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except (OSError, ValueError) as error:
            if is_of_machine(error):
                raise
            failed.append(name)
    for name, text in notebooks.items():
        (new_folder / f"{name}.ipynb").write_bytes(text.encode("utf-8", "replace"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    os.replace(new_folder, folder)
    if not failed:
        return []
    return [file_repairs.files_left_out(file_repairs.NOT_COPIED, len(failed), failed[:5])]
