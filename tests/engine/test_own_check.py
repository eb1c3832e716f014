"""A reader who learns alone gets verdicts on letters, and only on those that are there."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import course
from grader.engine.judging.interface import Job, JudgedSubmission
from grader.engine.judging.result import ExerciseResult, Result
from grader.engine.own_check import REVEALED, check_notebook, reveal
from grader.exercises.hidden_test import judge_hidden
from grader.student.text import CourseError

ROOT = Path(__file__).parents[2]
NOTEBOOK = "week3/activations"
RIGHT, WRONG, OPEN = "hundred_times_larger", "output_for_temperature", "fifty_linear_units"
OLD = '    """Activation functions for a forecast of the temperature.\n    """\n'


def judge(job: Job, root: Path) -> JudgedSubmission:
    """Judge the questions of a notebook in this process."""
    [text] = job.notebooks.values()
    results = []
    for cell in json.loads(text)["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in (RIGHT, WRONG, OPEN):
            space: dict[str, object] = {}
            exec("".join(cell["source"]), space)
            verdict = judge_hidden(space[name], NOTEBOOK, name, "a seed")
            results.append(ExerciseResult(NOTEBOOK, name, verdict.share, 1.0, {}, verdict.lines))
    return JudgedSubmission(Result("reader", job.assignment, "test", "run", tuple(results)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    notebook = json.loads((ROOT / "release" / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in (RIGHT, WRONG):
            cell["source"] = f'def {name}():\n    return "d"\n'
    path = tmp_path / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def texts(path: Path) -> dict[str, str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {c["metadata"][REVEALED]: c["source"] for c in cells if REVEALED in c["metadata"]}


def test_each_letter_that_is_there_gets_its_verdict_once(path: Path) -> None:
    before = json.loads(path.read_text(encoding="utf-8"))["cells"]
    checked = check_notebook(path, ROOT, judge)
    assert [each.result.exercise for each in checked if each.is_choice] == [RIGHT, WRONG]
    for _ in range(2):
        assert reveal(path, ROOT, checked) == [RIGHT, WRONG]
        assert f"**{RIGHT}: your choice is right.** The letter is **d**." in texts(path)[RIGHT]
        assert f"**{WRONG}: another letter is right.** The letter is **a**." in texts(path)[WRONG]
        assert OPEN not in texts(path)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell for cell in cells if REVEALED not in cell["metadata"]] == before
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_notebook_of_an_earlier_release_gets_its_own_letters(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(
        json.dumps(f"def {WRONG}():\n")[1:-1], json.dumps(f"def {WRONG}():\n{OLD}")[1:-1]
    )
    path.write_text(text, encoding="utf-8")
    reveal(path, ROOT, check_notebook(path, ROOT, judge))
    assert "The letter is **c**." in texts(path)[WRONG]


def test_what_is_no_notebook_of_the_course_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"week3/activations\.ipynb"):
        check_notebook(tmp_path / "mine.ipynb", ROOT, judge)
    path.write_text('{"cells": [1]}', encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        check_notebook(path, ROOT, judge)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "x",
        {},
        {"cell_type": "code", "metadata": {}},
        {"cell_type": "code", "metadata": None, "source": ""},
        {"metadata": {}, "source": ""},
        *({"cell_type": "raw", "metadata": {}, "source": each} for each in (None, 5, {}, ["a", 5])),
    ],
)
def test_a_notebook_with_a_damaged_cell_is_told(path: Path, cell: object) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].insert(1, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be read as a notebook: a cell has no text"):
        check_notebook(path, ROOT, judge)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": {}}', "[" * 100_000, "5", "\x81"])
def test_what_is_no_notebook_at_all_is_told(path: Path, text: str) -> None:
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CourseError, match="cannot be read as a notebook"):
        check_notebook(path, ROOT, judge)


def test_a_mark_of_byte_order_and_a_lone_surrogate_stop_nothing(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].insert(1, {"cell_type": "raw", "metadata": {}, "source": "\ud800"})
    path.write_text(json.dumps(notebook), encoding="utf-8-sig")
    checked = check_notebook(path, ROOT, judge)
    assert reveal(path, ROOT, checked) == [RIGHT, WRONG]


def test_the_command_keeps_the_verdict_for_reveal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.engine.judging.trusted_judge.judge_one", judge)
    words = ["--course", str(ROOT), "check", str(path)]
    shown = CliRunner().invoke(course, words).output
    assert f"{RIGHT}  has a letter; --reveal" in shown
    assert f"{OPEN}  is not written yet" in shown
    assert not texts(path)
    shown = CliRunner().invoke(course, [*words, "--reveal"]).output
    assert f"Verdicts in {path}: {RIGHT}, {WRONG}" in shown
    assert set(texts(path)) == {RIGHT, WRONG}
