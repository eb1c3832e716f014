"""A course folder and notebooks made by commit 247127c are graded as that commit graded them.

The points and the gradebook change only as `FOR_FORM` says. Where a message is changed on purpose,
the option ``--rewrite-golden`` overwrites ``feedback_outputs.json``.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from traitlets.utils.importstring import import_item

from grader.classroom.results import read_results
from grader.classroom.workspace import Workspace
from grader.cli import course
from grader.engine.nbgrader_integration import load_config
from tests.compatibility.make_fixture import ASSIGNMENT, NOTEBOOK, RUN, page_outputs

OLD = Path(__file__).with_name("made_by_247127c")
FEEDBACK = Path(__file__).with_name("feedback_outputs.json")
# What belongs to one grading, and messages, which the feedback pages show.
NOT_COMPARED = ("digest", "attempt", "message", "engine")

FOR_FORM = {"sigmoid": 0.4, "relu": 0.4, "sigmoid_backward": 0.8, "share_saturated": 0.4}
"""What the student ben earned for results of the right shape of which no part was right. The form
of a result alone earns nothing any more."""


def results(folder: Path) -> dict[str, Any]:
    """Return the result files in a folder by student, without what is not compared."""

    def kept(values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name not in NOT_COMPARED}

    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"), object_hook=kept)
        for path in sorted(folder.glob(f"*/{ASSIGNMENT}.json"))
    }


def gradebook_entries(url: str) -> list[tuple[Any, ...]]:
    """Return all scores and comments in a gradebook."""
    with Gradebook(url) as gradebook:
        entries: list[tuple[Any, ...]] = []
        for submission in gradebook.assignment_submissions(ASSIGNMENT):
            student, (notebook,) = submission.student_id, submission.notebooks
            entries.append((student, submission.score, str(submission.timestamp)))
            for each in notebook.grades:
                entries.append((student, each.name, each.auto_score, each.manual_score))
            for each in notebook.comments:
                entries.append((student, each.name, each.auto_comment, each.manual_comment))
    return sorted(entries, key=repr)


def restored(folder: Path) -> Workspace:
    """Copy the old course and what the old grading wrote, with its gradebook."""
    shutil.copytree(OLD / "course", folder / "course")
    shutil.copytree(OLD / "graded", folder / "work")
    database = folder / "work" / "gradebook.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript((OLD / "graded" / "gradebook.sql").read_text(encoding="utf-8"))
    return Workspace(folder / "course", folder / "work")


def run_course(workspace: Workspace, *words: str) -> None:
    """Run the command `course` in a workspace."""
    common = ["--course", str(workspace.root)]
    done = CliRunner().invoke(course, [*common, *words, "--into", str(workspace.work)])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Continue the grading that the old commit did not finish, and write feedback and report."""
    workspace = restored(tmp_path_factory.mktemp("old"))
    submitted = ("--submitted", str(OLD / "submitted"))
    run_course(workspace, "grade", ASSIGNMENT, *submitted, "--seed", RUN, "--force")
    run_course(workspace, "feedback", ASSIGNMENT)
    run_course(workspace, "report", ASSIGNMENT)
    yield workspace


def test_every_student_has_the_same_points_and_notes(graded: Workspace) -> None:
    expected = results(OLD / "graded" / "results")
    for each in expected["ben"]["exercises"]:
        if each["exercise"] in FOR_FORM:
            each["points"] -= FOR_FORM[each["exercise"]]
            each["groups"]["shape"] = 0.0
    assert results(graded.results) == expected


def test_the_gradebook_has_the_same_scores_and_comments(graded: Workspace, tmp_path: Path) -> None:
    before = gradebook_entries(restored(tmp_path).db_url)
    assert ("ben", "check-sigmoid_backward", 0.8, 2.5) in before
    now = [_without_form(entry) for entry in before]
    assert ("ben", "check-sigmoid_backward", 0.0, 2.5) in now
    assert sorted(now, key=repr) == gradebook_entries(graded.db_url)


def _without_form(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return an entry of the old gradebook with the points that it has now."""
    student, what, *scores = entry
    if student != "ben":
        return entry
    if isinstance(what, float):
        # The manual score of sigmoid_backward counts in place of the automatic one.
        return (student, what - sum(FOR_FORM.values()) + FOR_FORM["sigmoid_backward"], *scores)
    points = FOR_FORM.get(what.removeprefix("check-"))
    if points is None or scores[0] != points:
        return entry
    return (student, what, 0.0, *scores[1:])


def test_feedback_pages_have_the_same_outputs_and_comments(
    graded: Workspace, request: pytest.FixtureRequest
) -> None:
    pages = sorted(graded.feedback.glob(f"*/{ASSIGNMENT}/{NOTEBOOK}.html"))
    outputs = {page.parts[-3]: page_outputs(page) for page in pages}
    if request.config.getoption("--rewrite-golden"):
        text = json.dumps(outputs, ensure_ascii=False, indent=1)
        FEEDBACK.write_text(text + "\n", encoding="utf-8")
    assert outputs == json.loads(FEEDBACK.read_text(encoding="utf-8"))


def test_the_report_is_the_same(graded: Workspace) -> None:
    table = Path("report", f"{ASSIGNMENT}.csv")
    expected = (OLD / "graded" / table).read_text(encoding="utf-8")
    points = [f"{each:g}" for each in (*FOR_FORM.values(), sum(FOR_FORM.values()))]
    expected = expected.replace(f"ben,0,{','.join(points)},", "ben,0,0,0,0,0,0,")
    assert (graded.work / table).read_text(encoding="utf-8") == expected


def test_an_interrupted_grading_is_resumed(graded: Workspace) -> None:
    unfinished = OLD / "graded" / "results" / f"{ASSIGNMENT}.unfinished"
    expected = json.loads(unfinished.read_text(encoding="utf-8"))["name"]
    records = (path.read_text(encoding="utf-8") for path in graded.results.rglob("*.json"))
    assert {json.loads(text)["attempt"] for text in records} == {expected}
    assert not (graded.results / unfinished.name).exists()


def test_results_are_read_without_grading(tmp_path: Path) -> None:
    workspace = restored(tmp_path)
    points = {each.student: each.points for each in read_results(workspace, ASSIGNMENT)}
    assert points == {"ana": 11, "ben": 2, "chris": 4}
    run_course(workspace, "report", ASSIGNMENT)


def test_the_settings_name_classes_that_exist() -> None:
    config = load_config(Workspace(OLD / "course", OLD / "course"))
    names = [*config.Autograde.autograde_preprocessors, *config.GenerateFeedback.preprocessors]
    assert "grader.classroom.hidden.HideHiddenTests" in names
    for name in names:
        assert isinstance(import_item(name), type), name
