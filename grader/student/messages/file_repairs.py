"""What is said of a submission's files: what was repaired, and what could not be read."""

from collections.abc import Sequence

_MAX_FOLDERS = 5

# ------------------------------------------------------------------------------ the submission


def no_folder(assignment: str, others: Sequence[str]) -> str:
    """Say that a student has no folder for the assignment, and which folders they have."""
    present = f" There is: {', '.join(others[:_MAX_FOLDERS])}." if others else ""
    return f"There is no folder {assignment!r} from this student.{present}"


def folder_is_link(assignment: str) -> str:
    """Say that the folder of the assignment is a symbolic link."""
    return f"The folder {assignment!r} is a link, which is not followed."


def unreadable_submission(reason: str | None) -> str:
    """Say that a submission cannot be read at all."""
    return f"The submission cannot be read ({reason})."


def no_notebook(name: str, others: Sequence[str]) -> str:
    """Say that a notebook is missing, and which files there are."""
    present = f"there is only {', '.join(others)}" if others else "there is no notebook at all"
    return f"{name}.ipynb was not handed in; {present}."


def other_notebook(name: str) -> str:
    """Say that a file of the right name has none of the exercises."""
    return f"{name}.ipynb holds none of the exercises: it is another notebook."


def other_file_name(name: str, file: str) -> str:
    """Say in which file a notebook was found."""
    return f"{name} was handed in as {file}."


def left_out(file: str, size: int) -> str:
    """Say that a file is too large, in bytes, to be sent to the judge."""
    return f"{file} has {size // 1_000_000} MB and was left out."


def no_time(text: str) -> str:
    """Say that the file with the time of submission has something else in it."""
    return f"timestamp.txt holds no time ({text!r}); it was left out."


# ------------------------------------------------------------------------------------- one file


def too_large(file: str, size: int) -> str:
    """Say that a file is too large, in bytes, to be opened."""
    return f"{file} has {size // 1_000_000} MB, more than is opened: outputs must be cleared."


def unpacked(file: str) -> str:
    """Say that notebooks were taken out of a zip file."""
    return f"{file} is a zip, which was unpacked."


def zip_without_notebook(file: str) -> str:
    """Say that a zip file has no notebook in it."""
    return f"{file} is a zip with no notebook in it."


def zip_with_too_many(file: str, notebooks: int) -> str:
    """Say that a zip file has more notebooks in it than are read."""
    return f"{file} is a zip with {notebooks} notebooks in it."


def damaged_zip(file: str, error: Exception) -> str:
    """Say that a zip file cannot be unpacked."""
    return f"{file} is a damaged zip ({error})."


def utf16(file: str) -> str:
    """Say that a file is not in UTF-8."""
    return f"{file} is in UTF-16 and was read as that."


def nul_bytes(file: str) -> str:
    """Say that NUL bytes were removed from a file."""
    return f"{file} holds NUL bytes, which were left out."


def empty_file(file: str) -> str:
    """Say that there is nothing in a file."""
    return f"{file} is an empty file."


def script(file: str) -> str:
    """Say that a Python file was judged in place of a notebook."""
    return f"{file} is a script, judged as one cell."


def not_json(file: str) -> str:
    """Say that a file is no JSON at all."""
    return f"{file} is damaged: it is no JSON text."


def damaged_json(file: str, line: int, column: int) -> str:
    """Say where the JSON of a file is wrong."""
    where = f"line {line}, column {column}"
    return f"{file} is damaged: its JSON breaks off or is wrong at {where}."


def cells_before_damage(damage: str, cells: int) -> str:
    """Say how many cells of a damaged file were judged."""
    return f"{damage} The {cells} cells before were judged."


def not_a_notebook(file: str) -> str:
    """Say that a JSON file is no notebook."""
    return f"{file} is no Jupyter notebook."


def no_cells(file: str) -> str:
    """Say that a notebook has no cells."""
    return f"{file} is a notebook without cells."


# ------------------------------------------------------------------------------------- one cell


def several_cells(exercise: str, cells: int) -> str:
    """Say which of several cells of an exercise was judged."""
    return f"There are {cells} cells of {exercise}; the last one was judged."


def cell_type(exercise: str, kind: str) -> str:
    """Say that the cell of an exercise was no code cell."""
    return f"The cell of {exercise} was {kind} and is code again."


def split_cell(exercise: str) -> str:
    """Say that the parts of an exercise were joined."""
    return f"The cell of {exercise} was split and is one again."


def outside_its_cell(exercise: str) -> str:
    """Say that the function of an exercise was taken from another cell."""
    return f"The function {exercise} was found outside its cell."


def no_cell(exercise: str) -> str:
    """Say that an exercise is missing."""
    return f"The cell of {exercise} is missing."


def restored(cell: str) -> str:
    """Say that a missing check or locked cell was restored."""
    return f"The cell {cell} was missing and is restored."


def changed(cell: str) -> str:
    """Say that a changed check or locked cell was restored."""
    return f"The cell {cell} was changed and is restored."


def repeated(cell: str, times: int) -> str:
    """Say that copies of a check or locked cell were removed."""
    return f"The cell {cell} was there {times} times; once is enough."


def moved() -> str:
    """Say that cells were put into their order."""
    return "Cells were moved; they stand in their order again."
