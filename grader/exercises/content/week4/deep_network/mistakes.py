"""Mistakes that several exercises share."""

from grader.exercises.exercise import Edit, Mistake


def fixed_depth_mistakes(old: str, says: str, raises: tuple[str, str]) -> tuple[Mistake, ...]:
    """Make mistakes of depths written as numbers; `says` speaks of the {depth}."""
    return tuple(
        Mistake(
            f"depth_{depth}",
            Edit(old, str(depth)),
            says=says.replace("{depth}", str(depth)),
            raises=raises,
        )
        for depth in (2, 3, 4)
    )
