"""What a student's own assert compared, and whether it or the result is at fault."""

from collections.abc import Sequence

from grader.student.text import listed


def compared_by_assert(sides: Sequence[tuple[str, str]]) -> str:
    """Say what the values were that an assert compared, given as pairs (source, value)."""
    return f"Here {listed([f'{source} is {value}' for source, value in sides])}."


def assert_at_fault(line: int, function: str) -> str:
    """Say that all results are right without an assert."""
    return (
        f"Without line {line} of {function} all results are right, so it is the assert that is "
        "wrong. Correct it, or delete it."
    )


def result_at_fault(fact: str = "") -> str:
    """Say that a result is wrong without an assert, too, and how if that is not said below."""
    return f"Without the assert the result is wrong{': ' * bool(fact)}{fact}."
