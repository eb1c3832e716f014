"""What `check`, `ready` and `hint` print around the sentences of the other modules here.

A message of `check` begins with the name of the exercise and two blanks; its further lines are
indented by two blanks.
"""

import textwrap
from collections.abc import Sequence

from grader.student.text import WIDTH, capitalized, kind_name, listed

_ONE_LINE = 90
_MOST_NAMES, _FEW = 5, 3
"""With more outputs than this, a line of success, and of failure, counts them."""


def _cut(line: str) -> str:
    """Return a line that quotes the student's code, short enough for one line on the screen."""
    return line if len(line) <= _ONE_LINE else f"{line[: _ONE_LINE - 4].rstrip()} ..."


def owner(function: str, exercise: str) -> str:
    """Return what a function is called in a message on an exercise."""
    return "your function" if function == exercise else function


# ------------------------------------------------------------------------- right, wrong, a rule


def right_result(exercise: str, outputs: Sequence[str], cases: int) -> str:
    """Say that everything is right."""
    few = len(outputs) <= _MOST_NAMES
    what = ", ".join(outputs) if few else f"all {len(outputs)} outputs"
    on = f" on {cases} of {cases} cases" if cases > 1 else ""
    return f"{exercise}  right{on}: {what}."


def letter_chosen(exercise: str, letter: str) -> str:
    """Say which letter was chosen; the next line explains its option."""
    return f'{exercise}  "{letter}" is your choice.'


def verdict_later() -> str:
    """Say where the verdict on a choice is to be found."""
    return "  The verdict is on your feedback page. If you learn alone: course check --reveal"


def warned_at(warning: str, place: str) -> str:
    """Quote a warning of NumPy, with the line that it came from."""
    return _cut(f'  NumPy warned "{warning}" at {place}')


def right_all_the_same(explained: str) -> str:
    """Say that a warning costs nothing, and explain it."""
    return f"  The results are right; no point is lost. {capitalized(explained)}"


def overwritten_entries(dictionary: str) -> str:
    """Warn of a function that replaces the arrays in the caller's dictionary."""
    return (
        f"  Accepted, but mind: it puts new values into the caller's own dictionary {dictionary}. "
        "Whoever still needs the old ones has lost them; a new dictionary is safer."
    )


def breaks_rules(exercise: str, rules: Sequence[str], share: float) -> str:
    """Say which rules a function with right values breaks, and what that costs."""
    return f"{exercise}  {' and '.join(rules)}; that costs {share:.0%} of its points."


def outputs_wrong(exercise: str, wrong: Sequence[str], right: Sequence[str]) -> str:
    """Say which outputs are wrong and which are right."""
    if len(wrong) > _FEW:
        count = f"{len(wrong)} of {len(wrong) + len(right)}"
        return f"{exercise}  {count} outputs are wrong, {wrong[0]} first."
    head = f"{exercise}  {listed(wrong)} {'are' if len(wrong) > 1 else 'is'} wrong"
    if 0 < len(right) <= _FEW:
        head += f" ({listed(right)} {'are' if len(right) > 1 else 'is'} right)"
    return f"{head}."


def with_equations(head: str, numbers: Sequence[str]) -> str:
    """Add the numbers of the formulas to the first line of a message, if it has room for them."""
    if not numbers:
        return head
    pointers = (f"equation{'s' if len(numbers) > 1 else ''} {listed(numbers)}", listed(numbers))
    lines = [f"{head} See {pointer}." for pointer in pointers]
    return next((line for line in lines if len(line) <= WIDTH), head)


def fact_and_case(fact: str, label: str) -> tuple[str, str]:
    """Return how one case differs, and in a second text which case that is.

    The second text is empty where one line has room for both.
    """
    line = f"  {fact}"
    if not label:
        return line, ""
    beside = f"{line}   ({label})"
    return (beside, "") if len(beside) <= _ONE_LINE else (line, f"  in the case {label}")


def of_output(output: str, fact: str) -> str:
    """Say which of several wrong outputs a fact is about."""
    return f"{output}: {fact}"


def warned_in_line(line: int, function: str, warning: str, explained: str) -> str:
    """Name the line that gave a warning as the cause of nan or inf in the result."""
    return f"Line {line} of {function}, {warning}: {explained}"


def shape_from_line(line: int, function: str, expression: str, sentence: str) -> str:
    """Name the line in which an array got a wrong shape."""
    where = f"Line {line} of {function}"
    if expression:
        where += f", {expression}"
    return f"{where}: {sentence}" if sentence.endswith(("?", ".")) else f"{where}: {sentence}."


def never_calls(helper: str) -> str:
    """Say that a function does not call the helper that gives it its first values."""
    return f"It never calls {helper}: while it is judged, its first values must come from there."


# ------------------------------------------------------------------------------- errors, stubs


def stops_in_line(exercise: str, line: int, function: str, source: str) -> str:
    """Say in which line a function, or one that it calls, stops with an error."""
    who = "your function stops" if function == exercise else f"{function}, which it calls, stops"
    return _cut(f"{exercise}  line {line} of {who}:  {source}")


def call_stops(exercise: str) -> str:
    """Say that the call itself stops, as for a wrong number of arguments."""
    return f"{exercise}  the call of your function stops."


def error_text(kind: str, text: str) -> str:
    """Quote an error.

    The texts of NumPy run over several lines; their beginning says what it is about.
    """
    whole = f"{kind}: {text}".removesuffix(": ")
    return f"  {textwrap.shorten(whole, _ONE_LINE, placeholder=' ...')}"


def runs_in(cases: int, of: int, label: str) -> str:
    """Say that the error comes up in some cases only, and in which one it is shown."""
    line = f"  It runs in {cases} of {of} cases"
    longer = f"{line}, and not where {label}."
    return longer if label and len(longer) <= _ONE_LINE else f"{line}."


def not_a_function(exercise: str) -> str:
    """Say that the name of the exercise stands for something else by now."""
    return f"{exercise}  is not a function any more: run the cell that defines it again."


def not_written(exercise: str, renamed: str | None = None) -> str:
    """Say that there is nothing but the stub; `renamed` is a function of nearly that name."""
    if renamed is not None:
        return f"{exercise}  is not written yet. {renamed_to(exercise, renamed)}"
    return (
        f"{exercise}  is not written yet: put your lines in place of the line "
        "raise NotImplementedError."
    )


def helper_not_written(exercise: str, helper: str, renamed: str | None = None) -> str:
    """Say that a function calls one of which there is nothing but the stub."""
    line = f"{exercise}  calls {helper}, and {helper} is not written yet."
    return line if renamed is None else f"{line} {renamed_to(helper, renamed)}"


def renamed(expected: str, found: str) -> str:
    """Say that the function of an exercise is not defined, and one of nearly that name is."""
    return f"{expected}  is not defined. {renamed_to(expected, found)}"


def renamed_to(expected: str, found: str) -> str:
    """Say that a function has another name than the expected one."""
    return (
        f"The notebook has a function {found}, and the exercise needs the name {expected}: change "
        "it in the def line."
    )


def needs_another_notebook(exercise: str, place: str, text: str) -> tuple[str, str]:
    """Say that a function of another notebook is not there yet; its text says what to do."""
    first = f"{exercise}  cannot be judged yet: {place} needs one of your other functions."
    return first, f"  {text}."


def helper_undefined(exercise: str, chain: Sequence[str], number: str) -> str:
    """Say that the cell of the last of some exercises that call each other was not run."""
    return (
        f"{exercise}  calls {', which calls '.join(chain)}, which is not defined: run the cell of "
        f"exercise {number} first."
    )


def helper_not_right(exercise: str, chain: Sequence[str], number: str) -> tuple[str, str]:
    """Say that an earlier exercise must be right first: the last of those that call each other."""
    calls, last = ", which calls ".join(chain), chain[-1]
    first = f"{exercise}  cannot be judged yet: it calls {calls}, and {last} is not right."
    return first, f"  Fix {last} first (exercise {number}), then check again."


# ------------------------------------------------------------------- around a message of `check`


def with_next(line: str, next_exercise: str) -> str:
    """Add the next exercise, "" if there is none, to the line that says that one is right."""
    last = "That was the last exercise of this notebook."
    return f"{line}   {f'next: {next_exercise}' if next_exercise else last}"


def last_version_not_run(exercise: str, function: str, reason: str = "") -> str:
    """Say that there is nothing but the stub because the cell with the function did not run."""
    why = f" ({reason})" if reason else ""
    return f"{exercise}  the cell with your {function} did not run{why}. Fix it and run it again."


def about_the_version_before(function: str, reason: str = "") -> str:
    """Say that the cell with a newer version of the function did not run, and why if known."""
    why = f" ({reason})" if reason else ""
    return f"Your last version of {function} did not run{why}; this is about the one before:"


def not_python(reason: str, line: int | None) -> str:
    """Say why a cell did not run, in Python's words."""
    return f"line {line}: {reason[:60]}" if line else reason[:60]


def module_missing(module: str, line: int) -> str:
    """Say that a cell did not run because a module is not installed."""
    return f"line {line}: there is no module {module} here"


def printed_by_it() -> str:
    """Head the lines that the function printed."""
    return "\nYour function printed in that case:"


# --------------------------------------------------------------------- names that are no exercise


def no_such_notebook(notebook: str, there: Sequence[str]) -> str:
    """Say that there are no public cases for a notebook."""
    return (
        f"There is no notebook {notebook!r}. There are: {', '.join(there) or 'none'}. "
        "In a checkout, `course build` makes them."
    )


def _not_checked(what: str, exercises: Sequence[str]) -> str:
    return f"{what} The exercises are: {', '.join(exercises)}."


def lambda_checked(exercises: Sequence[str]) -> str:
    """Say that a lambda cannot be checked."""
    return _not_checked(
        "A lambda has no name: define the function with def and the name of the exercise.",
        exercises,
    )


def no_such_exercise(name: str, exercises: Sequence[str]) -> str:
    """Say that a function of that name is none of the exercises."""
    return _not_checked(f"{name} is not an exercise of this notebook.", exercises)


def near_an_exercise(exercise: str, name: str) -> str:
    """Say that a function has nearly the name of an exercise."""
    return f"{name} is not an exercise of this notebook. {renamed_to(exercise, name)}"


def nameless_checked(value: object, exercises: Sequence[str]) -> str:
    """Say that `check` takes a function, and not what it returned."""
    first = next(iter(exercises), "sigmoid")
    return _not_checked(
        f"check and hint take one of your functions by its name alone, as in check({first}), and "
        f"this is {kind_name(value)}.",
        exercises,
    )


# ------------------------------------------------------------------------------ `ready`, `hint`


def left_out() -> str:
    """Say that a cell of the lesson does not run while a notebook is graded."""
    return "Left out while grading."


def _numbered(name: str, number: str | None) -> str:
    return f"{name} (exercise {number})" if number else name


def not_ready(name: str, number: str | None, others: int, file: str) -> str:
    """Say what a cell of the lesson waits for.

    Parameters
    ----------
    name, number : str
        The first function that is not written, and its exercise, None if it is none.
    others : int
        How many more are not.
    file : str
        The notebook in which they are to be written, "" for this one.
    """
    first = f"{_numbered(name, number)}{f' and {others} more' if others else ''}"
    done = f"{first} can be taken from {file}" if file else f"you have written {first}"
    return f"This cell has something to show once {done}."


def not_right_yet(name: str, number: str | None) -> str:
    """Say that a cell of the lesson needs an exercise that is wrong."""
    return (
        f"This cell would show nonsense: {_numbered(name, number)} is not right yet. "
        f"check({name}) says why."
    )


def hint_head(number: int, hints: int, exercise: str, summary: str) -> str:
    """Head a hint."""
    return f"Hint {number} of {hints} for {exercise}: {summary}"


def last_hint() -> str:
    """Say what the next call of `hint` shows."""
    return "That was the last hint; the next call begins again with the first."


# ------------------------------------------------------------------------------ course check


def revealed(exercise: str, is_right: bool, letter: str, explanation: str) -> str:
    """Write the verdict on a letter, as the text of a markdown cell."""
    chosen = "your choice is right" if is_right else "another letter is right"
    return f"**{exercise}: {chosen}.** The letter is **{letter}**. {explanation}"


def waits_for_reveal(exercise: str) -> str:
    """Say how a reader who learns alone gets the verdict on a letter."""
    return f"{exercise}  has a letter; --reveal writes the verdict into the notebook."


def no_notebook_of_the_course(file: str, known: Sequence[str]) -> str:
    """Say that a file is none of the course's notebooks."""
    return (
        f"{file} has no counterpart in source/. A notebook keeps its name and lies in the folder "
        f"of its week, such as week3/activations.ipynb. There is: {', '.join(known)}."
    )


def unreadable_notebook(file: str, reason: str) -> str:
    """Say that a file is no notebook."""
    return f"{file} cannot be read as a notebook: {reason}"
