"""The cells of a notebook: what was repaired."""

from collections.abc import Sequence

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def several_cells(exercise: str, cells: int, judged: Sequence[int]) -> str:
    """Say which of several cells of an exercise, counted from 0, were judged: none, one or more."""
    if not judged:
        return f"There are {cells} cells of {exercise}; none of them contains an answer."
    which = " and the ".join(
        "last" if i == cells - 1 else _ORDINALS[i] if i < len(_ORDINALS) else f"one number {i + 1}"
        for i in judged
    )
    verb = "was" if len(judged) == 1 else "were"
    return f"There are {cells} cells of {exercise}; the {which} {verb} judged."


def cell_type(exercise: str, kind: str) -> str:
    """Say that the cell of an exercise was no code cell."""
    return f"The cell of {exercise} was {kind} and is code again."


def split_cell(exercise: str) -> str:
    """Say that the parts of an exercise were joined."""
    return f"The cell of {exercise} was split and is one again."


def repaired_line(exercise: str, line: int, before: str, after: str) -> str:
    """Say what a line with characters that Python does not know was, and is now."""
    return f"In {_cell_of(exercise)}, line {line} was {before[:80]!r} and is {after[:80]!r} now."


def more_repaired_lines(exercise: str, lines: int) -> str:
    """Say how many more lines of a cell were repaired."""
    more = "1 more line was" if lines == 1 else f"{lines} more lines were"
    return f"In {_cell_of(exercise)}, {more} repaired."


def _cell_of(exercise: str) -> str:
    return f"the cell of {exercise}" if exercise else "a cell of the student's own"


def outside_its_cell(exercise: str) -> str:
    """Say that the function of an exercise was taken from another cell."""
    return f"The function {exercise} was found outside its cell."


def beside_its_cell(exercise: str) -> str:
    """Say that the text of an exercise was taken from a cell of the student's own."""
    return f"The cell of {exercise} was untouched; its text was in a cell beside it."


def no_cell(exercise: str) -> str:
    """Say that an exercise is missing."""
    return f"The cell of {exercise} is missing."


def restored(cell: str) -> str:
    """Say that a missing check or locked cell was restored."""
    return f"The cell {cell} was missing and is restored."


def changed(cell: str) -> str:
    """Say that a changed check or locked cell was restored."""
    return f"The cell {cell} was changed and is restored."


def instructors(cell: str) -> str:
    """Say that a check was the instructor's, with hidden tests, and not the one handed out."""
    return f"The cell {cell} is that of the instructor's own notebook; the one handed out is used."


def repeated(cell: str, times: int) -> str:
    """Say that copies of a check or locked cell were removed."""
    return f"The cell {cell} was there {times} times; once is enough."


def moved() -> str:
    """Say that cells were put into their order."""
    return "Cells were moved; they stand in their order again."
