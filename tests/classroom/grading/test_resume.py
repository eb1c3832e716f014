import pytest

from grader.classroom.grading.resume import mark_finished, start_or_resume
from grader.classroom.results import Record
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.tiny_course import ASSIGNMENT


def record(run: str, digest: str = "same", grading_id: str = "earlier") -> Record:
    return Record(Result("someone", ASSIGNMENT, "engine", run), digest, grading_id)


@pytest.mark.parametrize(("run", "force"), [(None, False), (None, True), ("named", True)])
def test_a_grading_that_was_broken_off_goes_on(
    tiny: Workspace, run: str | None, force: bool
) -> None:
    first = start_or_resume(tiny, ASSIGNMENT, run, force)
    assert start_or_resume(tiny, ASSIGNMENT, run, force) == first
    mark_finished(tiny, ASSIGNMENT)
    assert start_or_resume(tiny, ASSIGNMENT, run, force).grading_id != first.grading_id


def test_one_that_was_asked_for_otherwise_is_another(tiny: Workspace) -> None:
    first = start_or_resume(tiny, ASSIGNMENT, None, False)
    assert start_or_resume(tiny, ASSIGNMENT, None, True).grading_id != first.grading_id
    named = start_or_resume(tiny, ASSIGNMENT, "a", False)
    assert named.run == "a"
    assert start_or_resume(tiny, ASSIGNMENT, "b", False).grading_id != named.grading_id


def test_a_damaged_file_begins_anew(tiny: Workspace) -> None:
    start_or_resume(tiny, ASSIGNMENT, None, False)
    (tiny.results / ".week1.unfinished").write_text("{", encoding="utf-8")
    assert start_or_resume(tiny, ASSIGNMENT, None, False).run


def test_what_did_not_change_is_settled(tiny: Workspace) -> None:
    state = start_or_resume(tiny, ASSIGNMENT, None, False)
    assert state.is_up_to_date(record("any"), "same")
    assert not state.is_up_to_date(record("any"), "changed")
    assert not state.is_up_to_date(record("any", digest=""), "")


def test_force_settles_only_what_was_graded_since(tiny: Workspace) -> None:
    state = start_or_resume(tiny, ASSIGNMENT, None, True)
    assert not state.is_up_to_date(record("any"), "same")
    assert state.is_up_to_date(record("any", grading_id=state.grading_id), "same")


def test_a_named_run_settles_only_what_is_of_it(tiny: Workspace) -> None:
    state = start_or_resume(tiny, ASSIGNMENT, "named", False)
    assert not state.is_up_to_date(record("any"), "same")
    assert state.is_up_to_date(record("named"), "same")
