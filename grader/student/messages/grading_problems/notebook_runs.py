"""Why not all of a notebook ran: a limit, a process that ended, a cell that failed."""

import textwrap
from collections.abc import Mapping

_DIED = "The process that ran the notebook died"

_BY_SIGNAL: Mapping[str, str] = {
    "SIGSEGV": "it reached for memory that is not there, or called itself too deeply",
    "SIGKILL": "it was killed",
    "SIGABRT": "it aborted",
    "SIGSYS": "it asked the system for something of another processor",
    "SIGXFSZ": "it wrote a file that is larger than allowed",
}

_NEWER: Mapping[str, str] = {
    "type": "the statement type",
    "generic": "type parameters in brackets",
    "f-string": "an f-string with the same quotes or a \\ inside of { }",
    "t-string": "a t-string",
    "except": "except without parentheses",
}

# ------------------------------------------------------------------------------ a whole notebook


def _size(size: int) -> str:
    return f"{size / 2**30:.3g} GB" if size >= 1 << 30 else f"{size / 2**20:.3g} MB"


def died() -> str:
    """Say that the process ended, for a reason that is not known."""
    return f"{_DIED}."


def died_of_signal(name: str) -> str:
    """Say which signal ended the process."""
    return f"{_DIED}: {_BY_SIGNAL.get(name, name)}."


def died_before_first_cell() -> str:
    """Say that the process ended before it had read the notebook."""
    return f"{_DIED} before the first cell."


def died_with_supervisor() -> str:
    """Say that the process ended together with the one that watches it."""
    return f"{_DIED}, and what looked after it with it."


def ended_itself() -> str:
    """Say that the process ended of itself."""
    return f"{_DIED}: it ended itself, as os._exit does."


def while_a_cell_ran(problem: str, first_line: str) -> str:
    """Say in which cell something happened, by its first line with code."""
    line = textwrap.shorten(first_line, 60, placeholder=" ...")
    return f"{problem} The cell that was running begins with: {line}"


def too_much_processor_time(seconds: int) -> str:
    """Say that the limit of processor time was reached."""
    return f"The notebook used more than {seconds} seconds of processor time."


def too_much_time(seconds: float) -> str:
    """Say that the limit of time for the cells was reached."""
    return f"The notebook took more than {seconds:g} seconds."


def too_much_judging_time(seconds: float) -> str:
    """Say that the limit of time for cells and hidden tests was reached."""
    return f"The notebook and its judging took more than {seconds:g} seconds."


def too_much_memory(size: int) -> str:
    """Say that the limit of memory, in bytes, was reached."""
    return f"All processes of the notebook together took more than {_size(size)} of memory."


def too_many_files(size: int) -> str:
    """Say that the limit of the files' size, in bytes, was reached."""
    return f"The files of the notebook took more than {_size(size)}."


def too_many_or_too_deep(files: int, depth: int) -> str:
    """Say that there were too many files, or folders in too many others."""
    return (
        f"The notebook made more than {files:,} files and folders, or folders nested more than "
        f"{depth} deep."
    )


def too_much_output() -> str:
    """Say that the process sent more than its outputs can have."""
    return "The notebook sent more than it may, past its own limit of outputs."


def invalid_output(fault: str) -> str:
    """Say that the process sent what cannot be an output."""
    return f"The notebook's process sent what no notebook has as output: {fault}."


# ------------------------------------------------------------------------------------- one cell


def cell_took_too_long(seconds: float) -> str:
    """Say that the limit of time for one cell was reached."""
    return f"this cell ran for more than {seconds:g} seconds"


def outputs_cut_off(size: int) -> str:
    """End the outputs of a notebook at their limit, in bytes."""
    return f"\n[The outputs of this notebook are cut off here, at {size / 2**20:.3g} MB.]\n"


def outputs_left_out(count: int) -> str:
    """Take the place of outputs of a cell that are too many for a page."""
    return f"\n[{count} more outputs of this cell are left out here.]\n"


def code_left_out(count: int) -> str:
    """End a line of code that is too long for a page."""
    return f"[{count} more characters of this line are left out here.]"


def cell_left_out(count: int) -> str:
    """End the code of a cell that is too long for a page."""
    return f"[{count} more characters of this cell are left out here.]"


def colors_left_out() -> str:
    """End a text whose colors are too many for a page."""
    return "\n[The colors of this text are left out here: there are too many.]\n"


def no_input() -> str:
    """Say that `input` does not work while a notebook is graded."""
    return "input() has nobody to ask while a notebook is graded."


def error_without_text() -> str:
    """Take the place of an error's text that cannot be made."""
    return "(its text could not be made)"


def cell_not_reached() -> str:
    """Say that the notebook ended before a graded cell."""
    return "The notebook did not get as far as this cell."


def no_shell_command(command: str) -> str:
    """Say that a shell command does not run while a notebook is graded."""
    return f"The command {command.strip()[:80]!r} does not run while a notebook is graded."


def missing_import(error: object, line: int, file: str = "") -> str:
    """Say that a function uses a name whose import failed, in its cell or in a module."""
    return f"{error}; line {line} of {file or 'its cell'} imports it"


def silent_magic(name: str) -> str:
    """Say that a cell begins with a magic that does not run its code in the notebook."""
    return f"%%{name[:40]} does not run the code below it in this notebook"


def cell_failed(name: str, reason: str, line: int | None) -> str:
    """Say why the cell that defines a name did not define it."""
    where = f", line {line}" if line else ""
    return f"The cell of {name} did not run{where}: {reason}"


def newer_python(kind: str, needed: tuple[int, int], here: tuple[int, int]) -> str:
    """Say that a cell needs a newer Python than the one that grades it."""
    versions = [".".join(map(str, version)) for version in (needed, here)]
    return (
        f"this is Python {versions[0]} ({_NEWER[kind]}), and the course is graded with Python "
        f"{versions[1]}. Write it in the older way"
    )


def nothing_in_cell(name: str, has_comments: bool) -> str:
    """Say that the cell of an exercise has no code."""
    found = "has only comments" if has_comments else "is empty"
    return f"{name} is not defined: its cell {found}. Write the function there, with def {name}."


def defined_inside(name: str, line: int, kind: str, outer: str) -> str:
    """Say that the function of an exercise is inside of a class or of another function."""
    return (
        f"{name} is not defined in the notebook: line {line} of its cell defines it inside of the "
        f"{kind} {outer}. Move it out of there, with def at the left margin."
    )


def earlier_version(reason: str) -> str:
    """Say that an earlier version of a function was judged, since the last one's cell failed."""
    return f"{reason}. This is about the version before it:"
