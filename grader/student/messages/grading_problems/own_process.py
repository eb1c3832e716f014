"""Tests that run in the student's own process, and what the instructor's notebook does not pass."""


def stopped_in_own_process(kind: str, line: int) -> str:
    """Say to an instructor that a test ended with an error that is not known to be a student's."""
    return f"{kind} in line {line} of the test, which ran in the student's own process"


def refused_by_strict() -> str:
    """Say to an instructor why `--strict` leaves an exercise to manual grading."""
    return (
        "Its values cannot be sent to the judge, so its test would run in the student's own "
        "process, where a student who tries can forge the result. Without --strict it is judged."
    )


def can_be_forged(exercises: str) -> str:
    """Say to an instructor which points student code can forge."""
    return (
        f"Can be forged by a student who tries: {exercises}. The values cannot be sent to the "
        "judge, so the tests ran in the student's own process. --strict leaves them to manual "
        "grading."
    )


def accepted_all_the_same(cells: str) -> str:
    """Say to an instructor which tests judge students though their own notebook fails them."""
    return f"Accepted with --accept, though the instructor's own notebook does not pass: {cells}."


def cure_or_accept(fault: str, cell: str) -> str:
    """Say to an instructor what to do about a test that their own notebook does not pass."""
    return f"{fault} Correct the notebook or the test, or accept the test as it is: --accept {cell}"


def no_solution(fault: str) -> str:
    """Say to an instructor that their notebook leaves an exercise unsolved."""
    return f"The instructor's notebook has no solution for it. {fault}"
