import pytest

from grader.classroom.grading.run import begin, finish
from grader.classroom.results import Record
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.tiny_course import ASSIGNMENT


def record(run: str, digest: str = "same", attempt: str = "earlier") -> Record:
    return Record(Result("someone", ASSIGNMENT, "engine", run), digest, attempt)


@pytest.mark.parametrize(("run", "force"), [(None, False), (None, True), ("named", True)])
def test_a_grading_that_was_broken_off_goes_on(
    tiny: Workspace, run: str | None, force: bool
) -> None:
    first = begin(tiny, ASSIGNMENT, run, force)
    assert begin(tiny, ASSIGNMENT, run, force) == first
    finish(tiny, ASSIGNMENT)
    assert begin(tiny, ASSIGNMENT, run, force).name != first.name


def test_one_that_was_asked_for_otherwise_is_another(tiny: Workspace) -> None:
    first = begin(tiny, ASSIGNMENT, None, False)
    assert begin(tiny, ASSIGNMENT, None, True).name != first.name
    named = begin(tiny, ASSIGNMENT, "a", False)
    assert named.run == "a"
    assert begin(tiny, ASSIGNMENT, "b", False).name != named.name


def test_a_damaged_file_begins_anew(tiny: Workspace) -> None:
    begin(tiny, ASSIGNMENT, None, False)
    (tiny.results / "week1.unfinished").write_text("{", encoding="utf-8")
    assert begin(tiny, ASSIGNMENT, None, False).run


def test_what_did_not_change_is_settled(tiny: Workspace) -> None:
    attempt = begin(tiny, ASSIGNMENT, None, False)
    assert attempt.settles(record("any"), "same")
    assert not attempt.settles(record("any"), "changed")
    assert not attempt.settles(record("any", digest=""), "")


def test_force_settles_only_what_was_graded_since(tiny: Workspace) -> None:
    attempt = begin(tiny, ASSIGNMENT, None, True)
    assert not attempt.settles(record("any"), "same")
    assert attempt.settles(record("any", attempt=attempt.name), "same")


def test_a_named_run_settles_only_what_is_of_it(tiny: Workspace) -> None:
    attempt = begin(tiny, ASSIGNMENT, "named", False)
    assert not attempt.settles(record("any"), "same")
    assert attempt.settles(record("named"), "same")
