"""What `own_functions` says of the student's other notebook, which a lesson is built on."""

from collections.abc import Mapping, Sequence
from pathlib import Path

_OPEN_IT = "Open it in JupyterLab; if it does not open there either, take your last copy of it."


def unreadable(path: Path, reason: str | None) -> str:
    """Say that the system does not let the file be read."""
    return f"{path} cannot be read ({reason}). {_OPEN_IT}"


def damaged(path: Path) -> str:
    """Say that the file is no notebook."""
    return f"{path} is damaged: it is not a notebook any more. {_OPEN_IT}"


# ------------------------------------------------------------- why a function cannot be taken


def no_file(file: str) -> str:
    """Say that the file is missing."""
    return f"{file} is not in this folder"


def not_defined() -> str:
    """Say that no cell defines the function."""
    return "it is not there"


def not_python(line: int | None, error: object) -> str:
    """Say that the cell of the function cannot be parsed."""
    where = f"line {line} of its cell is" if line else "its cell is"
    return f"{where} not Python ({error})"


def decorated() -> str:
    """Say that defining the function would run a decorator."""
    return "it has a decorator (an @ line above def); take that away"


def computed_default() -> str:
    """Say that defining the function would compute a default value."""
    return "the default value of an argument is computed; write a plain value there"


def failing_line(line: str, error: str) -> str:
    """Say that an import or a constant that the function uses fails."""
    return f"its line {line!r} fails ({error})"


def of_helper(helper: str, reason: str) -> str:
    """Say what is wrong with a function that the function calls."""
    return f"it calls {helper}: {reason}"


def not_written() -> str:
    """Say that the function is still a stub."""
    return "it is not written yet"


def not_right() -> str:
    """Say that the function fails the public cases of its exercise."""
    return "it is not right yet"


def where_to_write(file: str, number: str | None) -> str:
    """Say where the function is to be written; `number` is that of its exercise, if it is one."""
    return f"open {file}, exercise {number}" if number else f"open {file}"


def name_in_traceback(name: str, number: int) -> str:
    """Return what tracebacks show for the file of a function that was taken."""
    return f"<{name} of your other notebook {number}>"


def to_do(name: str, reason: str, where: str) -> str:
    """Return the error of a function that could not be taken, when it is called."""
    return f"{name}: {reason}; {where}"


# ------------------------------------------------------------------------------- the report


def course_copy(file: str) -> str:
    """Say that the course's own copy takes the place of a missing file."""
    return f"{file} is not in this folder, so the course's own copy of it is used."


def defined_twice(name: str, file: str) -> str:
    """Say which of several definitions counts."""
    return f"{name} is defined twice in {file}: the last one counts."


def file_missing(file: str) -> tuple[str, str]:
    """Say that nothing could be taken, because the file is missing."""
    return (
        f"{file} is not in this folder, and this lesson is built on your functions in it.",
        "Put it beside this notebook and run this cell again. Until then you can read on.",
    )


def taken(file: str, names: Sequence[str]) -> str:
    """Say which functions were taken."""
    return f"Taken from {file}: {', '.join(names)}."


def not_ready(file: str, reasons: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Say which functions could not be taken; with the name of each come reason and place."""
    return (
        f"Not ready in {file}:",
        *(f"  {name}: {reason} ({where})" for name, (reason, where) in reasons.items()),
        "Put that right there, save the notebook, and run this cell again.",
    )
