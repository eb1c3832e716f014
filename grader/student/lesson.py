"""What a student calls in a notebook: `check`, `ready` and `hint`, for the exercises in it."""

import functools
import json
import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from grader.student.calls import code_of
from grader.student.errors import CourseError
from grader.student.judging import WIDTH, Verdict, judge
from grader.student.mode import is_graded
from grader.student.question import Question, question_from_data

_NOT_RIGHT = ("wrong", "error", "unfinished")

_PUBLIC = Path(__file__).parent / "public"


class NoSuchLesson(CourseError):
    """There are no public cases for a notebook or an exercise of that name."""


def _not_yet_written(message: str) -> NotImplementedError:
    """Return the error that an open exercise stops its check with.

    It stops the cell, so that "Run all" ends at the first open exercise, but it shows one line
    and no traceback: nothing in the traceback would help.
    """
    error = NotImplementedError(message)
    # IPython asks an exception for this method before it makes a traceback of its own.
    error._render_traceback_ = lambda: [message]  # type: ignore[attr-defined]
    return error


class Lesson(NamedTuple):
    """The three functions that a notebook's first cell unpacks."""

    check: Callable[[object], None]
    ready: Callable[..., bool]
    hint: Callable[[object], None]


@functools.cache
def load_questions(notebook: str) -> Mapping[str, Question]:
    """Load the public cases of a notebook's exercises, in the order of the notebook.

    Raises
    ------
    NoSuchLesson
        If there is no notebook of that name.
    """
    path = _PUBLIC / f"{notebook}.json"
    if not path.is_file():
        there = sorted(
            p.relative_to(_PUBLIC).with_suffix("").as_posix() for p in _PUBLIC.rglob("*.json")
        )
        raise NoSuchLesson(
            f"There is no notebook {notebook!r}. There are: {', '.join(there) or 'none'}. "
            "In a checkout, `course build` makes them."
        )
    data = json.loads(path.read_text(encoding="utf-8"))
    return {d["name"]: question_from_data(d) for d in data["exercises"]}


def _question(notebook: str, function: object) -> Question:
    questions = load_questions(notebook)
    name = function if isinstance(function, str) else getattr(function, "__name__", "")
    if name not in questions:
        raise NoSuchLesson(
            f"{name or repr(function)} is not an exercise of this notebook. Its exercises are: "
            f"{', '.join(questions)}."
        )
    return questions[name]


def is_written(function: object) -> bool:
    """Tell whether a function no longer holds the stub's `raise NotImplementedError`."""
    code = code_of(function)
    return code is None or "NotImplementedError" not in code.co_names


def _helper_first(function: object, questions: Mapping[str, Question], question: Question) -> str:
    """Return a message if an earlier exercise that this one calls is not right, else ""."""
    namespace = getattr(function, "__globals__", {})
    for name in question.uses:
        helper = namespace.get(name)
        if helper is None:
            return (
                f"{question.name}  calls {name}, which is not defined: run the cell of exercise "
                f"{questions[name].number} first."
            )
        if judge(helper, questions[name]).status in _NOT_RIGHT:
            return (
                f"{question.name}  cannot be judged yet: it calls {name}, and {name} is not "
                f"right.\n  Fix {name} first (exercise {questions[name].number}), then check again."
            )
    return ""


def verdict_of(notebook: str, function: object) -> Verdict:
    """Judge a function by the public cases of its exercise; the verdict has the message.

    A wrong result may come from an earlier exercise that the function calls; then the message
    says which one is to be put right first.
    """
    questions = load_questions(notebook)
    question = _question(notebook, function)
    verdict = judge(function, question)
    if verdict.status in ("wrong", "error"):
        instead = _helper_first(function, questions, question)
        if instead:
            return Verdict(verdict.status, verdict.groups, None, tuple(instead.split("\n")))
    if verdict.status == "right":
        names = list(questions)
        after = names[names.index(question.name) + 1 :]
        first, *rest = verdict.lines
        follow = f"next: {after[0]}" if after else "That was the last exercise of this notebook."
        return Verdict(
            "right", verdict.groups, None, (f"{first}   {follow}", *rest), verdict.printed
        )
    return verdict


def wrapped(lines: Iterable[str]) -> list[str]:
    """Break long lines of a message between words; JupyterLab would break them inside one."""
    return [
        part
        for line in lines
        for part in textwrap.wrap(
            line, WIDTH, subsequent_indent="  ", drop_whitespace=True, break_long_words=False
        )
    ]


def check(notebook: str, function: object) -> None:
    """Check one exercise and print what is right, or what is wrong and why.

    Raises
    ------
    NotImplementedError
        If the function, or one that it calls, is still a stub.
    NoSuchLesson
        If the function is not an exercise of the notebook.
    """
    verdict = verdict_of(notebook, function)
    if verdict.status == "unfinished":
        # Not "from" anything: IPython would show the inner error as well.
        raise _not_yet_written(verdict.lines[0]) from None
    print("\n".join(wrapped(verdict.lines)))
    printed = verdict.printed.splitlines()
    if printed:
        print("\nYour function printed in that case:")
        print("\n".join(f"  {line}" for line in printed[:20]))


def _named(name: str, questions: Mapping[str, Question]) -> str:
    return f"{name} (exercise {questions[name].number})" if name in questions else name


def ready(notebook: str, *functions: object) -> bool:
    """Tell whether exercises are written and right; print which one is not.

    Cells of the lesson that use the student's own functions ask this first, so that an open or a
    wrong exercise never shows as an error, or as an endless run, somewhere else. A function that
    only breaks a rule will do. While a notebook is graded the answer is always no: the lesson's
    own training runs would cost more than all the judging.
    """
    if is_graded():
        print("Left out while grading.")
        return False
    questions = load_questions(notebook)
    names = [getattr(f, "__name__", str(f)) for f in functions if not is_written(f)]
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        first = _named(names[0], questions)
        print(f"This cell has something to show once you have written {first}{more}.")
        return False
    for function in functions:
        name = getattr(function, "__name__", "")
        if name in questions and judge(function, questions[name]).status in _NOT_RIGHT:
            print(
                f"This cell would show nonsense: {_named(name, questions)} is not right yet. "
                f"check({name}) says why."
            )
            return False
    return True


def make_hint(notebook: str) -> Callable[[object], None]:
    """Return the function `hint` of a notebook, which starts at the first rung of each ladder."""
    shown: dict[str, int] = {}

    def hint(function: object) -> None:
        """Print the next hint for an exercise; after the last one, the first again."""
        question = _question(notebook, function)
        turn = shown.get(question.name, 0) % len(question.hints)
        shown[question.name] = turn + 1
        summary, text = question.hints[turn]
        print(f"Hint {turn + 1} of {len(question.hints)} for {question.name}: {summary}\n  {text}")

    return hint


def notebook(name: str) -> Lesson:
    """Return `check`, `ready` and `hint` for a notebook, such as "week2/logistic_regression".

    Raises
    ------
    NoSuchLesson
        If there is no notebook of that name.
    """
    load_questions(name)

    def check_here(function: object) -> None:
        check(name, function)

    def ready_here(*functions: object) -> bool:
        return ready(name, *functions)

    check_here.__name__, check_here.__doc__ = "check", check.__doc__
    ready_here.__name__, ready_here.__doc__ = "ready", ready.__doc__
    return Lesson(check_here, ready_here, make_hint(name))
