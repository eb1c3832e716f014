"""Why something was not judged, or earned nothing, when a class was graded.

A notebook that reached a limit or ended, a call that did, a result that a hidden test cannot use,
and a submission that could not be judged at all.
"""

from collections.abc import Mapping

_DIED = "The process that ran the notebook died"

_BY_SIGNAL: Mapping[str, str] = {
    "SIGSEGV": "it reached for memory that is not there, or called itself too deeply",
    "SIGKILL": "it was killed",
    "SIGABRT": "it aborted",
    "SIGSYS": "it asked the system for something of another processor",
    "SIGXFSZ": "it wrote a file that is larger than allowed",
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
    return f"{_DIED}: it ended itself before its last cell."


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


def earlier_version(reason: str) -> str:
    """Say that an earlier version of a function was judged, since the last one's cell failed."""
    return f"{reason}. This is about the version before it:"


# ------------------------------------------------------------------------ one call, one exercise


def call_took_too_long(seconds: float) -> str:
    """Say that the limit of time for the calls of a hidden test was reached."""
    return f"it takes longer than {seconds:g} seconds"


def died_in_call() -> str:
    """Say that the process ended while a hidden test called a function in it."""
    return "the process ended in the middle of the call"


def invalid_reply(fault: object) -> str:
    """Say that the process sent what cannot be the result of a call."""
    return f"What the process answered is no answer of a function: {fault}"


def undefined_name(name: str) -> str:
    """Say that the notebook does not define a name that the hidden test uses."""
    return f"name {name!r} is not defined"


def unknown_content(value: object) -> str:
    """Say that a hidden test needs the content of a value of which only the type is known."""
    return f"The function gave {value!r}, and its content is not known here."


def function_of_student(name: str) -> str:
    """Return what a message of a test shows for a function in another process."""
    return f"<function {name} of the student>"


def argument_too_large(value: object) -> str:
    """Refuse a number as argument of a function that the hidden test provides."""
    return f"{value} is larger than anything that this helper is used with here"


def arrays_too_large() -> str:
    """Refuse arrays as arguments of a function that the hidden test provides."""
    return "these arrays are larger than anything that this helper is used with here"


def passed_but(fault: str) -> str:
    """Say that a test passes and the result is one that it should not accept."""
    return f"The test holds, but {fault}."


def no_points(value: object) -> str:
    """Say that the value of a hidden test is no number of points."""
    return f"The hidden test gives {value!r}, no number of points."


def points_and_seed(earned: float, points: float, seed: str) -> str:
    """Say how many points an exercise earned, and with which hidden cases."""
    return f"{earned:g} of {points:g} points   (hidden cases of seed {seed})"


def not_judged() -> str:
    """Say to a student that an exercise has no verdict, for a reason that is not in the code."""
    return (
        "Not judged: the grader could not judge this exercise, and your code is not the reason. "
        "Your instructor will grade it."
    )


def manually_graded() -> str:
    """Say that an exercise has no test."""
    return "Your instructor will grade this."


def not_judged_for(exercises: str, students: str, fault: str) -> str:
    """Say to an instructor which exercises of which students were not judged, and why."""
    return f"Not judged, needs manual grading: {exercises}, of {students}. {fault}"


def solution_not_judged(fault: str) -> str:
    """Say to an instructor that an exercise cannot be judged, not even its own solution."""
    return f"The instructor's own solution cannot be judged: {fault}"


def solution_not_right(points: float, maximum: float, says: str) -> str:
    """Say to an instructor that an exercise cannot be judged, for its own solution is not right."""
    return f"The instructor's own solution gets {points:g} of {maximum:g} points. {says}".rstrip()


def damaged_record(error: object) -> str:
    """Say to an instructor that nothing is known of a submission that was graded."""
    return f"The result file cannot be read; grade the submission again. {error}"


def state_not_kept() -> str:
    """Say that the process could not be forked after a graded cell."""
    return "The state after this cell could not be kept: the system did not start one more process."


def hidden_line() -> str:
    """Take the place of a line of a hidden test in a traceback."""
    return "(a line of a hidden test is left out here)"


# -------------------------------------------- results that no hidden test should accept as right

RESULT = "the result"


def result_of(function: str) -> str:
    """Name the result of a function in the sentences below."""
    return f"the result of {function}"


def wrong_type(what: str, kind: str) -> str:
    """Say that something is of another type than that of the reference."""
    return f"{what} is of type {kind}"


def not_numbers(what: str, kind: str) -> str:
    """Say that something is no array, where the reference has one."""
    return f"{what} is of type {kind}, where numbers belong"


def not_a_dictionary(what: str, kind: str) -> str:
    """Say that something is no dictionary, where the reference has one."""
    return f"{what} is of type {kind}, where a dictionary belongs"


def not_a_sequence(what: str, length: int) -> str:
    """Say that something is not the list or tuple that the reference has."""
    return f"{what} is not the list or tuple of {length} that belongs there"


def unknown_value(what: str, value: object) -> str:
    """Say that of something only the type is known."""
    return f"{what} is {value!r}"


def wrong_shape(what: str, got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    """Say that an array has another shape than that of the reference."""
    return f"{what} has the shape {got}, where {expected} belongs"


def nan_found(what: str) -> str:
    """Say that an array has nan where the reference has none."""
    return f"{what} holds nan"


def no_entry(what: str, key: object) -> str:
    """Say that a dictionary lacks an entry of the reference."""
    return f"{what} has no entry {key!r}"


# ----------------------------------------------------------------------------- a whole submission


def unreadable_notebook(notebook: str) -> str:
    """Say that a notebook cannot be read."""
    return f"{notebook} is not a notebook that can be read."


def module_not_used(file: str, name: str) -> str:
    """Say that a file has the name of an installed module."""
    return f"{file} was not used: `import {name}` imports the installed module of that name."


def no_readable_notebook(notebook: str) -> str:
    """Say why the exercises of a notebook have no points."""
    return f"No readable notebook {notebook} was handed in."


def no_check_cell(exercise: str) -> str:
    """Say that there is no cell in which an exercise could be judged."""
    return f"The check cell of {exercise} is missing from the notebook."


def not_in_gradebook(reason: str) -> str:
    """Say that a result could not be written to the gradebook, and the others could."""
    return f"The gradebook cannot take in this result ({reason}). The points are in the report."


def died_too_often(deaths: int, reason: str) -> str:
    """Say that a submission ends every process that judges it."""
    return (
        f"The process that judged this submission died {deaths} times; the last time, when it "
        f"judged no other, {reason}. Whether the submission or the grader is at fault is not "
        "known. It is not tried again until it changes, or with --force."
    )


def workers_lost(times: int, address: str) -> str:
    """Say that the machines that judged a submission cannot be reached any more."""
    return (
        f"The worker that judged this submission was lost {times} times; the last time it was "
        f"{address}. Whether the submission or the machine is at fault is not known. The next "
        "grading tries it again."
    )


def worker_took_too_long(seconds: float) -> str:
    """Say that the judging of a submission took too long, for `died_too_often`."""
    return f"it took longer than {seconds:g} seconds"


def worker_used_too_much_processor_time(seconds: float) -> str:
    """Say that the judge itself used too much, for `died_too_often`."""
    return f"it used more than {seconds:g} seconds of processor time itself"


def worker_exited(code: int) -> str:
    """Say that the process that judged exited, for `died_too_often`."""
    return f"it ended with code {code}"


def worker_killed(name: str) -> str:
    """Say which signal ended the process that judged, for `died_too_often`."""
    return f"it was killed by {name}"


def worker_sent_invalid_reply() -> str:
    """Say that the process that judged sent no result, for `died_too_often`."""
    return "it sent something that is no answer"


def worker_failed(address: str, kind: str, error: object) -> str:
    """Say that another machine failed, for `died_too_often`."""
    return f"the worker {address} failed ({kind}: {error})"


def grader_failed(error: str) -> str:
    """Say that the judge itself failed on a submission."""
    return f"The grader failed on this submission ({error})."
