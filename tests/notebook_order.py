"""The exercises of a notebook as students meet them."""

from grader.exercises import Exercise, exercises_of, load_reference


def exercises_in_order(notebook: str) -> list[Exercise]:
    """Return the exercises of a notebook in the order of its cells."""
    known = exercises_of(notebook)
    return [known[name] for name in load_reference(notebook).sources]
