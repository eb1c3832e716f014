"""The trusted judge in plain nbgrader: a preprocessor that replaces `Execute`.

`nbgrader_config.py` refers to it, so that `nbgrader autograde` and formgrader's button judge as
`course grade` does.
"""

import json
import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbgrader.preprocessors import SaveAutoGrades
from traitlets import Bool, Unicode

from grader.engine.fork_server import ForkServer
from grader.engine.judging.cell.autograder_tests import visible
from grader.engine.judging.cell.outcome import is_marked_not_judged
from grader.engine.judging.not_judged import solution_fault
from grader.engine.judging.notebook import grading_environment, judge_notebook
from grader.engine.judging.reference_run import run_reference
from grader.engine.judging.trusted_judge import cached_server
from grader.student.text import CourseError

_MAX_FILE_BYTES = 100 * 2**20


class SaveJudgedGrades(SaveAutoGrades):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's `SaveAutoGrades`, which also knows exercises that were not judged.

    They get no automatic score, and are marked as needing manual grading.
    """

    def _add_score(self, cell: Any, resources: Any) -> None:
        super()._add_score(cell, resources)
        if not is_marked_not_judged(cell.get("outputs", ())):
            return
        task = resources["nbgrader"]
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            task["notebook"],
            task["assignment"],
            task["student"],
        )
        grade.auto_score, grade.needs_manual_grade = None, True
        self.gradebook.db.commit()


class _OwnRun(NamedTuple):
    """Why tests judge nobody, by grade id, and which run in the student's own process."""

    faults: Mapping[str, str]
    own_process: Collection[str]


class ExecuteAndJudge(Preprocessor):
    """Runs a student's cells in the sandbox, and the hidden tests in this process.

    The verdicts become the outputs of the check cells, where nbgrader reads them.
    """

    # One preprocessor is made for each notebook.
    _runs_by_notebook: ClassVar[dict[bytes, _OwnRun]] = {}

    # nbconvert skips a preprocessor that is not enabled.
    enabled = Bool(True).tag(config=True)
    course_root = Unicode("", help="The folder that holds source/.").tag(config=True)
    allow_weak_isolation = Bool(
        False, help="Run student code where this machine cannot shut it in."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with its outputs.

        Raises
        ------
        CourseError
            If the course has no such notebook, or student code cannot be isolated.
        """
        task = resources["nbgrader"]
        root = Path(self.course_root or os.environ.get("COURSE_ROOT", ".")).resolve()
        path = root / "source" / task["assignment"] / f"{task['notebook']}.ipynb"
        if not path.is_file():
            raise CourseError(f"There is no instructor notebook {path}. Run: course build")
        source = json.loads(path.read_text(encoding="utf-8"))
        content = json.loads(json.dumps(nb))
        server = cached_server(root, self.allow_weak_isolation)
        files = dict(self._files(task, Path(resources["metadata"]["path"])))
        files.pop(path.name, None)
        seed = os.environ.get("COURSE_SEED") or secrets.token_hex(8)
        own = self._own_run(server, root, path)
        with grading_environment(root, seed):
            judged = judge_notebook(
                server, content, source, files, faults=own.faults, own_process=own.own_process
            )
        if judged.problem:
            self.log.warning("%s of %s: %s", path.stem, task["student"], judged.problem)
        for grade_id, outcome in judged.outcomes.items():
            if outcome.fault:
                self._report(f"{grade_id} in {path.stem} of {task['student']}. {outcome.fault}")
        return nbformat.from_dict(judged.content), resources  # type: ignore[no-untyped-call]

    def _report(self, what: str) -> None:
        """Log what was not judged.

        Raises
        ------
        CourseError
            If nbgrader's own preprocessor follows, which would give all points for it.
        """
        self.log.error("Not judged, needs manual grading: %s", what)
        followers = self.config.Autograde.get("autograde_preprocessors", ())
        if not any(str(each).endswith(SaveJudgedGrades.__name__) for each in followers):
            raise CourseError(
                f"Not judged: {what}\nFor a grade without points, replace "
                "nbgrader.preprocessors.SaveAutoGrades in nbgrader_config.py by "
                "grader.engine.preprocessor.SaveJudgedGrades."
            )

    def _own_run(self, server: ForkServer, root: Path, source: Path) -> _OwnRun:
        """Return how the tests of a notebook judge, found out once for each process."""
        content = source.read_bytes()
        if content not in self._runs_by_notebook:
            files = dict(_files_in(source.parent))
            files.pop(source.name, None)
            with grading_environment(root, "own solution"):
                run = run_reference(server, json.loads(content), files)
            faults = {
                name: solution_fault(each.points, each.max_points, each.fault, each.message)
                for name, each in run.outcomes.items()
            }
            found = {name: fault for name, fault in faults.items() if fault}
            self._runs_by_notebook[content] = _OwnRun(found, run.own_process)
        return self._runs_by_notebook[content]

    def _files(self, task: dict[str, str], folder: Path) -> Iterator[tuple[str, bytes]]:
        """Iterate over the files beside the notebook: the student's, then the course's own."""
        # The parent is the exporter, whose parent is the converter.
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        folders = [folder]
        if coursedir is not None:
            submitted = coursedir.format_path(
                coursedir.submitted_directory, task["student"], task["assignment"]
            )
            folders.insert(0, Path(submitted))
        for each in folders:
            yield from _files_in(each)


def _files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Iterate over the regular files in a folder; symbolic links are skipped."""
    for parent, names, files in os.walk(folder):
        names[:] = [name for name in names if name != ".ipynb_checkpoints"]
        for name in files:
            path = Path(parent, name)
            if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_FILE_BYTES:
                continue
            content = path.read_bytes()
            if path.suffix == ".ipynb":
                content = _without_hidden_tests(content)
            yield path.relative_to(folder).as_posix(), content


def _without_hidden_tests(notebook: bytes) -> bytes:
    """Return another notebook without the hidden tests, which nbgrader has inserted."""
    try:
        content = json.loads(notebook)
        for cell in content["cells"]:
            source = cell["source"]
            cell["source"] = visible(source if isinstance(source, str) else "".join(source))
            cell.pop("outputs", None) if cell["cell_type"] != "code" else cell.update(outputs=[])
        return json.dumps(content).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return b"" if b"HIDDEN" in notebook else notebook
