"""What must hold for every notebook of the course, those still to be written included."""

import json
import zipfile
from functools import lru_cache
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from grader.build import build_student_wheel, build_student_zip, find_differences
from grader.exercises import exercises_of, load_reference, mistaken_source, notebooks
from grader.exercises.exercise import changed_source
from grader.exercises.reference import variant_of
from grader.exercises.solving import solve
from grader.student.checking.judging import judge
from grader.student.lesson.check import load_questions
from grader.student.text import wrap_lines
from tests.notebook_order import exercises_in_order

ROOT = Path(__file__).parents[1]
NOTEBOOKS = notebooks()
EXERCISES = [(n, e) for n in NOTEBOOKS for e in exercises_in_order(n)]
MISTAKES = [(n, e, m) for n, e in EXERCISES for m in e.mistakes]
VARIANTS = [(n, e, v) for n, e in EXERCISES for v in e.variants]
SEEDS = range(5)


def label(value):
    return value if isinstance(value, str) else value.name


# The tests of one exercise follow one another, and `judge` changes no question.
@lru_cache(maxsize=len(SEEDS))
def hidden_question(notebook, name, seed):
    """Draw and solve the cases of an exercise, once for all of its mistakes and variants."""
    exercise, reference = exercises_of(notebook)[name], load_reference(notebook, ROOT)
    return solve(exercise, reference, np.random.default_rng(seed), with_mistakes=False)


def execute(path, folder, allow_errors):
    """Run a notebook in a folder of its own; a cell has 60 seconds."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    return notebook


def outputs(notebook):
    return [(cell, out) for cell in notebook.cells for out in cell.get("outputs", [])]


def test_every_text_has_its_exercises_and_every_exercise_its_text():
    texts = {
        p.relative_to(ROOT / "notebooks").with_suffix("").as_posix()
        for p in (ROOT / "notebooks").rglob("*.py")
    }
    assert texts == set(NOTEBOOKS)
    for name in NOTEBOOKS:
        assert set(load_reference(name, ROOT).sources) == set(exercises_of(name))


def test_what_is_generated_is_up_to_date():
    assert [str(d) for d in find_differences(ROOT)] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_source_runs_clean_and_earns_every_point(name, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ROOT", str(ROOT))
    notebook = execute(ROOT / "source" / f"{name}.ipynb", tmp_path, allow_errors=False)
    for cell, out in outputs(notebook):
        assert out.get("name") != "stderr", (cell.source, out.text)
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade") and out.output_type == "execute_result":
            assert float(out.data["text/plain"]) == mark["points"]
    earned = [o for _, o in outputs(notebook) if o.output_type == "execute_result"]
    assert len(earned) >= len(exercises_of(name))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_release_stops_only_at_its_open_exercises(name, tmp_path):
    notebook = execute(ROOT / "release" / f"{name}.ipynb", tmp_path, allow_errors=True)
    failed = {}
    for cell, out in outputs(notebook):
        assert out.get("name") != "stderr", (cell.source, out.text)
        if out.output_type == "error":
            failed[cell.metadata["nbgrader"]["grade_id"]] = out
    assert set(failed) == {f"check-{exercise}" for exercise in exercises_of(name)}
    for out in failed.values():
        assert out.ename == "NotImplementedError"
        # No frames: the message, on two lines where the name is long.
        assert len(out.traceback) <= 2
        assert "not written yet" in out.traceback[0]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_solution_is_in_what_students_get(name):
    public = (ROOT / "grader" / "student" / "public" / f"{name}.json").read_text("utf-8")
    released = (ROOT / "release" / f"{name}.ipynb").read_text("utf-8")
    code = "\n".join(
        "".join(cell["source"])
        for cell in json.loads(released)["cells"]
        if cell["cell_type"] == "code"
    )
    for source in load_reference(name, ROOT).sources.values():
        region = source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
        lines = [line.strip() for line in region.splitlines() if len(line.strip()) > 20]
        whole = "\n".join(line.strip() for line in region.strip().splitlines())
        for text in (public, code):
            assert "BEGIN SOLUTION" not in text
            assert "HIDDEN" not in text
            assert whole not in "\n".join(line.strip() for line in text.splitlines())
        assert not [line for line in lines if line in public]


def test_the_packages_for_students_hold_no_solution(tmp_path):
    solutions = [
        source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0].strip()
        for name in NOTEBOOKS
        for source in load_reference(name, ROOT).sources.values()
    ]
    weeks = sorted({name.split("/")[0] for name in NOTEBOOKS})
    packages = [build_student_wheel(ROOT, tmp_path)]
    packages += [build_student_zip(ROOT, week, tmp_path) for week in weeks]
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            names = archive.namelist()
            texts = [archive.read(n).decode("utf-8", "replace") for n in names]
        assert not [n for n in names if n.startswith(("grader/exercises", "notebooks", "source"))]
        for text in texts:
            assert "### BEGIN HIDDEN" not in text
            assert not [s for s in solutions if s in text or json.dumps(s)[1:-1] in text]


@pytest.mark.parametrize(("notebook", "exercise"), EXERCISES, ids=label)
def test_the_reference_is_right_on_public_and_on_hidden_cases(notebook, exercise):
    reference = load_reference(notebook, ROOT)
    function = reference.functions[exercise.name]
    verdict = judge(function, load_questions(notebook)[exercise.name])
    # Of a letter a student is told what it says, and not whether it is right.
    assert (verdict.lines[1:] == ()) == (not exercise.options)
    for seed in SEEDS:
        assert judge(function, hidden_question(notebook, exercise.name, seed)).share == 1.0


@pytest.mark.parametrize(("notebook", "exercise", "mistake"), MISTAKES, ids=label)
def test_every_mistake_is_named_by_the_check_and_rejected_by_the_hidden_test(
    notebook, exercise, mistake
):
    reference = load_reference(notebook, ROOT)
    source = mistaken_source(exercise, mistake, reference.sources[exercise.name])
    function = variant_of(reference, exercise.name, source)
    verdict = judge(function, load_questions(notebook)[exercise.name])
    assert len(wrap_lines(verdict.lines)) <= 4
    # What a student chose is not called wrong before the feedback page.
    if mistake.says and not exercise.options:
        assert verdict.mistake == mistake.name
    if mistake.rule:
        assert verdict.status == "rule"
        assert verdict.groups["value"] == 1.0
    for seed in SEEDS:
        question = hidden_question(notebook, exercise.name, seed)
        assert judge(function, question, explained=False).share < 1.0


@pytest.mark.parametrize(("notebook", "exercise", "variant"), VARIANTS, ids=label)
def test_every_accepted_variant_earns_every_point(notebook, exercise, variant):
    reference = load_reference(notebook, ROOT)
    source = changed_source(exercise.name, variant.change, reference.sources[exercise.name])
    function = variant_of(reference, exercise.name, source)
    verdict = judge(function, load_questions(notebook)[exercise.name])
    assert (verdict.status, verdict.lines[0]) == ("right", verdict.lines[0])
    for seed in SEEDS:
        assert judge(function, hidden_question(notebook, exercise.name, seed)).share == 1.0
