"""Why something was not judged, or earned nothing: one call, one exercise, a submission."""

# ------------------------------------------------------------------------ one call, one exercise


def call_took_too_long(seconds: float) -> str:
    """Say that the limit of time for the calls of a hidden test was reached."""
    return f"it takes longer than {seconds:g} seconds"


def helper_took_too_long(seconds: float) -> str:
    """Say to an instructor that a function of the exercise took the time of a call."""
    return (
        f"A function of the exercise took most of the {seconds:g} seconds that the student's "
        "function has. Whether it or its caller is at fault is not known."
    )


def judging_took_too_long(seconds: float) -> str:
    """Say to an instructor that the grader took most of the time that a notebook has."""
    return (
        f"The cells and the hidden tests took more than {seconds:g} seconds, most of it in the "
        "grader."
    )


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


def stopped_in_own_process(kind: str, line: int) -> str:
    """Say to an instructor that a test ended with an error that is not known to be a student's."""
    return f"{kind} in line {line} of the test, which ran in the student's own process"


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
