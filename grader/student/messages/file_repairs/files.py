"""A submission and its files: which were taken, and what could not be read."""

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
    present = f"there is only {_listed(others)}" if others else "there is no notebook at all"
    return f"{name}.ipynb was not handed in; {present}."


def other_notebook(name: str) -> str:
    """Say that a file of the right name has none of the exercises."""
    return f"{name}.ipynb holds none of the exercises: it is another notebook."


def other_file_name(name: str, file: str) -> str:
    """Say in which file a notebook was found."""
    return f"{name} was handed in as {file}."


def other_work(name: str, files: Sequence[str]) -> str:
    """Say which other files have changed exercises of a notebook."""
    return f"Changed exercises of {name} are also in {_listed(files)}, which did not count."


def checkpoint(file: str) -> str:
    """Say that a copy that Jupyter saved was judged, since there is no other notebook."""
    return (
        f"{file} is a copy that Jupyter saved, judged because the notebook itself is missing or "
        "cannot be read. It can be older than the student's last version."
    )


def renamed_module(file: str, module: str) -> str:
    """Say that a file was judged as the module that the student's code imports."""
    return f"{file} was used as {module}, which the student's code imports."


def left_out(file: str, size: int) -> str:
    """Say that a file is too large, in bytes, to be sent to the judge."""
    return f"{file} has {size // 1_000_000} MB and was left out."


LINK = "a link, which is not followed"
NO_REGULAR_FILE = "neither a file nor a folder"
TOO_DEEP = "inside too many folders, or its path is too long"
TOO_MANY = "more files than are read"
TOO_LARGE = "too large together with the other files"
UNREADABLE = "unreadable"
NOT_COPIED = "not possible to store on this machine"
"""Reasons for `files_left_out`."""


def files_left_out(reason: str, count: int, first: Sequence[str]) -> str:
    """Say why some files or folders were left out, and name the first of them."""
    more = "" if count == len(first) else f" and {count - len(first)} more"
    return f"Left out: {', '.join(first)}{more} ({reason})."


def few_notes(notes: Sequence[str], most: int) -> tuple[str, ...]:
    """Return the notes on a submission; if they are too many, say how many more there are."""
    if len(notes) <= most:
        return tuple(notes)
    return (*notes[: most - 1], f"There are {len(notes) - most + 1} more notes like these.")


def not_graded(names: Sequence[str], assignment: str) -> str:
    """Say which entries of a folder of submissions are in no folder of a student."""
    return f"Not graded, since they are not in a folder <student>/{assignment}: {_listed(names)}."


def escaped_folder_name(student: str) -> str:
    """Say that a student's folder has a name that cannot be used as it is."""
    return (
        f"The name of the folder with this submission is not valid everywhere; it is {student} "
        "here, with ~ and two hexadecimal digits for each byte, or a digest at the end."
    )


def not_stored(reason: str) -> str:
    """Say that the notebook with the verdicts could not be written for this submission."""
    return f"The judged notebooks cannot be stored ({reason}). The points are valid."


_NOT_BY_JUPYTER = "Jupyter writes no such files: ask the student for the notebooks alone."


def took_too_long(seconds: float) -> str:
    """Say that reading a submission was ended after this time."""
    return f"The submission could not be read within {seconds:g} seconds. {_NOT_BY_JUPYTER}"


def took_too_much_cpu_time(seconds: float) -> str:
    """Say that reading a submission was ended after this much CPU time."""
    limit = f"{seconds:g} seconds of CPU time"
    return f"The submission could not be read within {limit}. {_NOT_BY_JUPYTER}"


def took_too_much_memory(megabytes: int) -> str:
    """Say that reading a submission was ended because it took too much memory."""
    limit = f"{megabytes} MB of memory"
    return f"The submission could not be read within {limit}. {_NOT_BY_JUPYTER}"


def reading_was_killed(signal: int) -> str:
    """Say which signal ended the process that read a submission."""
    return f"The submission could not be read: the process was ended by signal {signal}."


def reading_ended(code: int) -> str:
    """Say that the process that read a submission ended without a result."""
    return f"The submission could not be read: the process ended with code {code}."


def reading_died(times: int) -> str:
    """Say that no process can read a submission."""
    return f"The submission could not be read: the process that read it died {times} times."


def no_time(text: str) -> str:
    """Say that the file with the time of submission has something else in it."""
    return f"timestamp.txt holds no time ({text!r}); it was left out."


# ------------------------------------------------------------------------------------- one file


def too_large(file: str, size: int) -> str:
    """Say that a file is too large, in bytes, to be opened."""
    return f"{file} has {size // 1_000_000} MB, more than is opened: outputs must be cleared."


def _format(name: str | None) -> str:
    return "zip" if name == "zip" else "archive"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MAX_FOLDERS])
    return f"{shown}, ... ({len(names)} in all)" if len(names) > _MAX_FOLDERS else shown


def unpacked(file: str, format_: str | None) -> str:
    """Say that notebooks were taken out of an archive."""
    article = "a" if format_ == "zip" else "an"
    return f"{file} is {article} {_format(format_)}, which was unpacked."


def archive_without_notebook(file: str, format_: str | None) -> str:
    """Say that an archive has no notebook in it."""
    article = "a" if format_ == "zip" else "an"
    return f"{file} is {article} {_format(format_)} with no notebook in it."


CUT_SHORT = "its end is missing, as when an upload breaks off"
CHANGED = "a part of its content has changed since it was packed"
OTHER_METHOD = "it was compressed by a method that is not read here"
NO_ARCHIVE = "its content is not that of an archive"
"""Reasons for `damaged_archive`."""


def damaged_archive(file: str, format_: str | None, reason: str) -> str:
    """Say that an archive cannot be unpacked, or not all of it."""
    return f"{file} is a damaged {_format(format_)}: {reason}. Ask for it again if work is missing."


def unpackable(file: str) -> str:
    """Say that an archive has a format that cannot be unpacked here."""
    return (
        f"{file} is an archive of a format that is not unpacked. Hand in the notebook itself, or "
        "a zip."
    )


def archive_too_large(file: str, files: int, size: int) -> str:
    """Say that the rest of an archive was not unpacked."""
    return (
        f"{file} holds more than is unpacked for one submission ({files} files, "
        f"{size // 1_000_000} MB); the rest was left out."
    )


def nested_too_deep(file: str, depth: int) -> str:
    """Say that an archive is inside of too many others."""
    return f"{file} is inside of {depth} archives and was not unpacked."


def special_members(file: str, names: Sequence[str]) -> str:
    """Say that links and devices in an archive were left out."""
    return f"{file} holds links or devices, which were left out: {_listed(names)}."


def members_outside(file: str, names: Sequence[str]) -> str:
    """Say that files were taken from an archive that would be unpacked outside of the folder."""
    return f"{file} holds paths that lead outside of it, which were cut: {_listed(names)}."


def locked_members(file: str, names: Sequence[str]) -> str:
    """Say that files in an archive need a password."""
    return f"{file} is locked with a password; these were left out: {_listed(names)}."


def repeated_members(file: str, names: Sequence[str]) -> str:
    """Say that an archive has several files of one name."""
    return f"{file} holds several files of one name, which were numbered: {_listed(names)}."


def too_many_files(files: int, most: int) -> str:
    """Say that there are more files than are looked at."""
    return f"There are {files} files; the first {most} were looked at."


def too_many_notebooks(most: int) -> str:
    """Say that a notebook was not read because of too many before it."""
    return f"There are more than {most} notebooks; the first {most} were read."


def utf16(file: str) -> str:
    """Say that a file is not in UTF-8."""
    return f"{file} is in UTF-16 and was read as that."


def other_encoding(file: str) -> str:
    """Say that a file is in UTF-8 only in part."""
    return f"{file} holds bytes that are not UTF-8; they were read as Windows-1252."


def merge_conflict(file: str) -> str:
    """Say that two versions of a notebook were merged and both are in it."""
    return (
        f"{file} contains the markers of a merge (<<<<<<<, =======, >>>>>>>). Both versions were "
        "read."
    )


def versions_of_merge(exercise: str, side: str) -> str:
    """Say which version of an exercise was judged: that "above" or "below" the =======."""
    return f"A merge left two versions of {exercise}; the one {side} ======= was judged."


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


def cells_of_damaged(damage: str, cells: int, after: int, parts: int) -> str:
    """Say how many cells of a damaged file were judged.

    Parameters
    ----------
    damage : str
        Where the file is damaged.
    cells : int
        How many cells were read.
    after : int
        How many of them are after the damage.
    parts : int
        How many of them are themselves damaged.
    """
    if not after and not parts:
        return f"{damage} The {cells} cells before were judged."
    text = f"{damage} {cells} cells could be read and were judged, {after} of them after the damage"
    return f"{text}; of {parts}, only the text." if parts else f"{text}."


def not_a_notebook(file: str) -> str:
    """Say that a JSON file is no notebook."""
    return f"{file} is no Jupyter notebook."


def in_other_json(file: str) -> str:
    """Say that a notebook was in a JSON text that is none itself."""
    return f"{file} contains its notebook inside other JSON, from which it was taken."


def other_version(file: str, version: object) -> str:
    """Say that a notebook has a version of the format that is not known here."""
    return f"{file} says that its format is {str(version)[:20]}; it was read as format 4."


def lines_without_ends(file: str) -> str:
    """Say that line ends were added to code that is stored as a list of lines."""
    return f"{file} contains code whose lines lost their line ends, which were added again."


def no_cells(file: str) -> str:
    """Say that a notebook has no cells."""
    return f"{file} is a notebook without cells."


def too_many_cells(file: str, cells: int, most: int) -> str:
    """Say that a notebook has more cells than are looked at."""
    return f"{file} has {cells} cells; at most {most} are read."
