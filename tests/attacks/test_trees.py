"""No name and no kind of file in a submission stops the class or changes another result."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from grader.classroom.grading.whole_class import grade_class, local_pools
from grader.classroom.pages.report import write_report
from grader.classroom.results import read_results
from grader.classroom.submissions.forms.safe_names import student_id
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.attacks.trees import FILES, STUDENTS, nested_folders
from tests.classroom import judges
from tests.tiny_course import ASSIGNMENT, SOLUTIONS, make_course, notebook, write_submission

RUN = "a run"
POINTS = 5


def grade(workspace: Workspace, folder: Path) -> dict[str, Result]:
    results = grade_class(
        workspace,
        ASSIGNMENT,
        folder,
        RUN,
        judge=judges.by_text,
        make_pool=local_pools(1),
    )
    found = {each.student: each for each in results}
    assert len(found) == len(results)
    return found


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Path]]:
    """One class with all attacks, and honest students at both ends of the alphabet."""
    base = tmp_path_factory.mktemp("attacked")
    workspace, folder = Workspace(make_course(base / "course"), base / "work"), base / "in"
    for name in ("anna", "zoe"):
        write_submission(folder, name, notebook(SOLUTIONS))
    for name, attack in FILES.items():
        attack(write_submission(folder, name, notebook(SOLUTIONS)).parent)
    for name in STUDENTS:
        write_submission(folder, name, notebook(SOLUTIONS))
    deep = write_submission(folder, "deep", notebook(SOLUTIONS)).parent
    with ExitStack() as stack:
        stack.enter_context(nested_folders(deep, 1200, "d"))
        yield workspace, folder


@pytest.fixture(scope="module")
def results(attacked: tuple[Workspace, Path]) -> dict[str, Result]:
    return grade(*attacked)


def test_every_student_has_exactly_one_result_with_all_points(
    results: dict[str, Result],
) -> None:
    expected = {"anna", "zoe", "deep", *FILES, *(student_id(name) for name in STUDENTS)}
    assert set(results) == expected
    assert {name: r.points for name, r in results.items()} == dict.fromkeys(expected, POINTS)
    assert {name: r.problem for name, r in results.items() if r.problem} == {}


@pytest.mark.parametrize("name", ["links", "pipes and a socket", "deep"])
def test_what_was_left_out_is_said(results: dict[str, Result], name: str) -> None:
    assert any(note.startswith("Left out: ") for note in results[name].notes)


@pytest.mark.parametrize("name", [n for n in STUDENTS if student_id(n) != n])
def test_an_escaped_name_is_said(results: dict[str, Result], name: str) -> None:
    assert student_id(name) in results[student_id(name)].notes[0]


@pytest.mark.parametrize("name", ["anna"])
def test_honest_results_are_those_of_a_class_without_attacks(
    results: dict[str, Result], tmp_path: Path, name: str
) -> None:
    workspace = Workspace(make_course(tmp_path / "course"), tmp_path / "work")
    write_submission(tmp_path / "in", name, notebook(SOLUTIONS))
    (alone,) = grade(workspace, tmp_path / "in").values()
    assert without_process(alone) == without_process(results[name])


def without_process(result: Result) -> tuple[object, ...]:
    points = [(each.exercise, each.points, each.seed) for each in result.exercises]
    return result.student, points, result.problem, result.notes


def test_the_gradebook_and_the_report_have_all_of_them(
    attacked: tuple[Workspace, Path], results: dict[str, Result]
) -> None:
    workspace, _ = attacked
    with Gradebook(workspace.db_url) as gradebook:
        scores = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
    assert scores == dict.fromkeys(results, POINTS)
    write_report(workspace, ASSIGNMENT)
    assert [each.student for each in read_results(workspace, ASSIGNMENT)] == sorted(results)


def test_nothing_is_written_outside_of_the_folders_of_a_student(
    attacked: tuple[Workspace, Path], results: dict[str, Result]
) -> None:
    workspace, _ = attacked
    for folder in (
        workspace.submitted,
        workspace.repaired,
        workspace.autograded,
        workspace.results,
    ):
        # Names of ours begin with a dot; those of students never do.
        found = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
        assert found == set(results)
        assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert {path.name for path in workspace.work.iterdir()} <= {
        *("submitted", "repaired", "autograded", "feedback", "results", "report"),
        *("gradebook.db", "grading.log", ".grading"),
    }


def test_the_own_copies_can_be_graded_again(
    attacked: tuple[Workspace, Path], results: dict[str, Result]
) -> None:
    workspace, _ = attacked
    again = grade(workspace, workspace.submitted)
    assert {name: r.points for name, r in again.items()} == dict.fromkeys(results, POINTS)
    assert {path.name for path in workspace.submitted.iterdir()} == set(results)


# Names and kinds of files that no list contains.
file_names = st.binary(min_size=1, max_size=40).filter(
    lambda name: not {b"/"[0], 0} & set(name) and name not in (b".", b"..")
)
special_names = st.sampled_from([b"tiny.ipynb", b"TINY.ipynb", b"a.zip", b"timestamp.txt"])
paths = st.lists(file_names | special_names, min_size=1, max_size=3).map(tuple)
trees = st.dictionaries(paths, st.binary(max_size=20) | st.just(None), max_size=6)
students = st.dictionaries(
    file_names.filter(lambda name: not name.startswith(b".")), trees, min_size=1, max_size=4
)


def build(folder: Path, tree: dict[tuple[bytes, ...], bytes | None]) -> None:
    """Write the files of a tree; None is a link to a folder outside."""
    for parts, data in tree.items():
        path = os.path.join(os.fsencode(folder), *parts)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if data is None:
                os.symlink(b"/etc", path)
            else:
                with open(path, "wb") as file:
                    file.write(data)
        except OSError:
            # A file and a folder of the same name.
            continue


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("random") / "course")


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(students)
def test_a_class_of_random_trees(
    tmp_path_factory: pytest.TempPathFactory,
    course: Path,
    found: dict[bytes, dict[tuple[bytes, ...], bytes | None]],
) -> None:
    base = tmp_path_factory.mktemp("class")
    workspace, folder = Workspace(course, base / "work"), base / "in"
    honest = ("anna", "zoe")
    for name in honest:
        write_submission(folder, name, notebook(SOLUTIONS))
    for name, tree in found.items():
        (folder / os.fsdecode(name) / ASSIGNMENT).mkdir(parents=True, exist_ok=True)
        if os.fsdecode(name) not in honest:
            build(folder / os.fsdecode(name) / ASSIGNMENT, tree)
    results = grade(workspace, folder)
    assert set(results) == {student_id(os.fsdecode(name)) for name in found} | set(honest)
    assert [results[name].points for name in honest] == [POINTS, POINTS]
    assert [results[name].notes for name in honest] == [(), ()]
    shutil.rmtree(base)
