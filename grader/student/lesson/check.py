"""What a student calls in a notebook: `check`, `ready` and `hint`, for the exercises in it."""

import functools
import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from grader.student.calling import code_of, renamed_function
from grader.student.checking import Question, Verdict, judge, question_from_data
from grader.student.grading_mode import is_graded
from grader.student.lesson.earlier_exercises import (
    NOT_RIGHT,
    called_by,
    problem_in_earlier_exercise,
)
from grader.student.lesson.last_cells import cells_run, why_not_the_last
from grader.student.messages import verdicts
from grader.student.text import CourseError, limit_lines, wrap_lines

FROM_FILE = "from_file"
"""Attribute of a placeholder: the notebook in which the student has to write the function."""

_PUBLIC = Path(__file__).parents[1] / "public"


class NoSuchLesson(CourseError):
    """There are no public cases for a notebook or an exercise of that name."""


def _error_without_traceback(message: str) -> NotImplementedError:
    """Return the error that an open exercise stops its check with.

    It stops the cell, so that "Run all" ends at the first open exercise, but it shows one line
    and no traceback: nothing in the traceback would help.
    """
    error = NotImplementedError(message)
    # IPython calls this method of an exception, if there is one, in place of its own traceback.
    error._render_traceback_ = lambda: wrap_lines([message])  # type: ignore[attr-defined]
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
        raise NoSuchLesson(verdicts.no_such_notebook(notebook, there))
    data = json.loads(path.read_text(encoding="utf-8"))
    return {d["name"]: question_from_data(d) for d in data["exercises"]}


def _question_of(notebook: str, function: object) -> Question:
    questions = load_questions(notebook)
    name = function if isinstance(function, str) else getattr(function, "__name__", "")
    if name in questions:
        return questions[name]
    if name == "<lambda>":
        raise NoSuchLesson(verdicts.lambda_checked(list(questions)))
    if name:
        near = [each for each in questions if renamed_function(each, {name: function}) == name]
        if near:
            raise NoSuchLesson(verdicts.near_an_exercise(near[0], name))
        raise NoSuchLesson(verdicts.no_such_exercise(name, list(questions)))
    raise NoSuchLesson(verdicts.nameless_checked(function, list(questions)))


def is_written(function: object) -> bool:
    """Tell whether a function no longer holds the stub's `raise NotImplementedError`."""
    code = code_of(function)
    return code is None or "NotImplementedError" not in code.co_names


def verdict_of(notebook: str, function: object) -> Verdict:
    """Judge a function by the public cases of its exercise; the verdict has the message.

    A wrong result may come from an earlier exercise that the function calls; then the message
    says which one is to be put right first.
    """
    questions = load_questions(notebook)
    question = _question_of(notebook, function)
    verdict = judge(function, question)
    if verdict.status in ("wrong", "error"):
        instead = problem_in_earlier_exercise(function, questions, question)
        if instead:
            return Verdict(verdict.status, verdict.groups, None, instead)
    if verdict.status in ("right", "chosen"):
        names = list(questions)
        after = names[names.index(question.name) + 1 :]
        first, *rest = verdict.lines
        first = verdicts.with_next(first, after[0] if after else "")
        return replace(verdict, lines=(first, *rest))
    return verdict


def _with_last_cells(function: object, verdict: Verdict) -> tuple[str, ...]:
    """Return a message, with why it is not about the last version of a function if it is not."""
    if is_graded():
        return verdict.lines
    cells = cells_run()
    name, namespace = getattr(function, "__name__", ""), getattr(function, "__globals__", {})
    for used in (name, *called_by(function)):
        called = function if used == name else namespace.get(used)
        reason = why_not_the_last(called, cells)
        if reason is None:
            continue
        if verdict.status == "unfinished" and not is_written(called):
            return (verdicts.last_version_not_run(name, used, reason),)
        if verdict.status != "right" or used == name:
            return (verdicts.about_the_version_before(used, reason), *verdict.lines)
    return verdict.lines


def check(notebook: str, function: object) -> None:
    """Check one exercise and print what is right, or what is wrong and why.

    Raises
    ------
    NotImplementedError
        If the function, or one that it calls, is still a stub. While a notebook is graded, a
        stub that it calls does not count: the hidden test puts another in its place.
    NoSuchLesson
        If the function is not an exercise of the notebook.
    """
    verdict = verdict_of(notebook, function)
    if verdict.status == "unfinished" and not (is_graded() and is_written(function)):
        # Not "from" anything: IPython would show the inner error as well.
        raise _error_without_traceback(_with_last_cells(function, verdict)[0]) from None
    print("\n".join(wrap_lines(limit_lines(_with_last_cells(function, verdict)))))
    printed = verdict.printed.splitlines()
    if printed:
        print(verdicts.printed_by_it())
        print("\n".join(f"  {line}" for line in printed[:20]))


def _number_of(name: str, questions: Mapping[str, Question]) -> str | None:
    return questions[name].number if name in questions else None


def ready(notebook: str, *functions: object) -> bool:
    """Tell whether exercises are written and right; print which one is not.

    Cells of the lesson that use the student's own functions ask this first, so that an open or a
    wrong exercise never shows as an error, or as an endless run, somewhere else. A function that
    only breaks a rule will do. While a notebook is graded the answer is always no: the lesson's
    own training runs would cost more than all the judging.
    """
    if is_graded():
        print(verdicts.left_out())
        return False
    questions = load_questions(notebook)
    unwritten = [f for f in functions if not is_written(f)]
    if unwritten:
        file = getattr(unwritten[0], FROM_FILE, "")
        names = [
            getattr(f, "__name__", str(f)) for f in unwritten if getattr(f, FROM_FILE, "") == file
        ]
        number = _number_of(names[0], questions)
        print(verdicts.not_ready(names[0], number, len(names) - 1, file))
        return False
    for function in functions:
        name = getattr(function, "__name__", "")
        if name in questions and judge(function, questions[name]).status in NOT_RIGHT:
            print(verdicts.not_right_yet(name, _number_of(name, questions)))
            return False
    return True


def _without_tags(text: str) -> str:
    """Return a hint as plain text: tags such as <code> out, &lt; as <."""
    return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", text))


def _formatted_hint(text: str) -> list[str]:
    """Return the lines of a hint; the lines of a paragraph are filled anew, those of code kept."""
    lines: list[str] = []
    for part in text.strip("\n").split("\n\n"):
        kept = "```" in part or re.search(r"^(?: {2,}|[-*|] |\d+\. )", part, re.MULTILINE)
        rows = part.splitlines() if kept else [" ".join(part.split())]
        lines += [""] if lines else []
        lines += [f"  {row}" for row in rows] if kept else wrap_lines(f"  {row}" for row in rows)
    return lines


def make_hint(notebook: str) -> Callable[[object], None]:
    """Return the function `hint` of a notebook, which starts at the first hint of each exercise."""
    shown: dict[str, int] = {}

    def hint(function: object) -> None:
        """Print the next hint for an exercise; after the last one, the first again."""
        question = _question_of(notebook, function)
        number = shown.get(question.name, 0) % len(question.hints)
        shown[question.name] = number + 1
        summary, text = (_without_tags(part) for part in question.hints[number])
        print(verdicts.hint_head(number + 1, len(question.hints), question.name, summary))
        print("\n".join(_formatted_hint(text)))
        if number + 1 == len(question.hints):
            print(verdicts.last_hint())

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
