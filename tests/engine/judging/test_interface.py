from hypothesis import given
from hypothesis import strategies as st

from grader.engine.judging.interface import submission_seed


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=2, max_size=2, unique=True))
def test_seeds_differ_by_assignment_student_and_run(parts: list[tuple[str, str, str]]) -> None:
    if not any("\0" in part for each in parts for part in each):
        assert submission_seed(*parts[0]) != submission_seed(*parts[1])


def test_a_seed_is_the_same_on_every_machine() -> None:
    assert submission_seed("week1", "Zoë", "run") == "15968fbcf94612b4f2a5f36b0b84efee"
