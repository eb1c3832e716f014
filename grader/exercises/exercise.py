"""The exercise as one value: how its cases are drawn, what people get wrong, what is fair.

The solution is not here: it is in the exercise's cell of the lesson, and a mistake or a
variant is written as an edit of that text. So a solution is never written twice, and a mistake
differs from it by what its author meant and by nothing else.
"""

import ast
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

import numpy as np

from grader.student.calling import Plain
from grader.student.checking import Contract, Fact
from grader.student.text import CourseError

Array = np.ndarray
Rng = np.random.Generator

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

DEFAULT_RULES = ("unchanged", "own_arguments")
VECTORIZED = (*DEFAULT_RULES, "vectorized")
OWN_LOOP = (*DEFAULT_RULES, "own_loop")


class ExerciseError(CourseError):
    """An exercise value does not fit the lesson's text."""


@dataclass(frozen=True)
class Case:
    """Arguments for one call.

    Attributes
    ----------
    arguments : mapping of str to plain data
        In the order of the parameters.
    facts : mapping of str to int, float or str
        Sizes (whole numbers) and settings that a message may speak of, such as m = 7.
    rule : str or None
        Set where the case tests a rule (such as "finite") rather than the values. In a case of the
        rule "prints" the numbers of the printed lines count, and not what is returned.
    exact : bool
        True where a tiny difference between the numbers is the point of the case: students get
        the arguments with all their digits, too. Draw such numbers with few digits, so that they
        are the same on every machine.
    optional : mapping of str to plain data
        What a function with the parameters of another course may ask for besides, by name. It
        must not give away what is expected.
    part : str or None
        The part of the exercise that all outputs of the case are, where their names depend on what
        is drawn. Without it each output is a part, in all cases that have it.
    """

    arguments: Mapping[str, Plain]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rule: str | None = None
    exact: bool = False
    optional: Mapping[str, Plain] = field(default_factory=dict)
    part: str | None = None


class Edit(NamedTuple):
    """Replace `old`, which occurs exactly once in the function's body, by `new`.

    The docstring does not count as body: it may speak of the code.
    """

    old: str
    new: str

    @classmethod
    def within(cls, text: str, old: str, new: str) -> Self:
        """Return the edit of `text` that changes only a part of it."""
        return cls(text, text.replace(old, new))


@dataclass(frozen=True)
class Mistake:
    """A named wrong implementation.

    Attributes
    ----------
    name : str
        Unique within the exercise.
    change : Edit, sequence of Edit, or str
        Edits of the solution's cell; a str replaces the whole solution region.
    says : str
        The sentence for the student; `{m}` stands for the fact m of the case shown.
    rule : str or None
        Set where the values are right and only this rule is broken.
    raises : (str, str) or None
        Exception name and pattern of its text, for a mistake that stops in some or all cases. In
        all of them the text has to match; `{m}` in the pattern stands for the fact m of the case.
    """

    name: str
    change: Edit | Sequence[Edit] | str
    says: str = ""
    rule: str | None = None
    raises: tuple[str, str] | None = None


class Option(NamedTuple):
    """One option of a question of choice: a name, and the sentence that explains its letter."""

    name: str
    says: str


@dataclass(frozen=True)
class Variant:
    """A right implementation in another style; it must get full points."""

    name: str
    change: Edit | Sequence[Edit] | str


@dataclass(frozen=True)
class Exercise:
    """Everything about one exercise that is not in the lesson's text.

    Attributes
    ----------
    cases : callable
        Draws the cases of one judging from a random generator; awkward on purpose.
    contract : Contract
        Names of the outputs, and which forms of them count as right.
    mistakes, variants : tuple
        Known wrong and known right implementations.
    rules : tuple of str
        Names from `grader.student.checking.RULES`.
    rule_says : mapping of str to str
        For a rule that cases test (such as "finite"), the sentence for the student.
    uses : tuple of str
        Earlier exercises that this one calls.
    equations : mapping of str to str
        For each output the number of its formula in the lesson, such as "(7.3)".
    options : mapping of str to Option
        The options of a question of choice by their letters; empty for any other exercise.
        Students get the sentence of each, and not which one is right.
    earlier_letters : mapping of str to mapping of str to str
        See `grader.student.calling.todays_letters`.
    replaced_helpers : tuple of str
        Helpers that are replaced while the exercise is judged, because they draw random numbers:
        names from `grader.student.calling.replaced_helpers.REPLACEMENTS`.
    """

    name: str
    cases: Callable[[np.random.Generator], Sequence[Case]]
    contract: Contract
    mistakes: tuple[Mistake, ...]
    variants: tuple[Variant, ...] = ()
    rules: tuple[str, ...] = DEFAULT_RULES
    rule_says: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    equations: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    earlier_letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    replaced_helpers: tuple[str, ...] = ()


def _replace_region(exercise: str, source: str, body: str) -> str:
    begin, end = re.escape(BEGIN), re.escape(END)
    pattern = re.compile(rf"^([ \t]*){begin}\n.*?^[ \t]*{end}(?:\n|\Z)", re.DOTALL | re.MULTILINE)
    regions = pattern.findall(source)
    if len(regions) != 1:
        raise ExerciseError(
            f"{exercise}: the solution has {len(regions)} regions, and a mistake given as a whole "
            "body needs exactly one. Give it as edits."
        )
    lines = textwrap.indent(textwrap.dedent(body).strip("\n") + "\n", regions[0])
    return pattern.sub(lambda _: lines, source)


def _split_after_docstring(source: str) -> tuple[str, str]:
    function = ast.parse(source).body[0]
    body = function.body if isinstance(function, ast.FunctionDef) else [function]
    has_docstring = len(body) > 1 and isinstance(body[0], ast.Expr)
    start = (body[0].end_lineno or 0) if has_docstring else body[0].lineno - 1
    lines = source.splitlines(keepends=True)
    return "".join(lines[:start]), "".join(lines[start:])


def changed_source(exercise: str, change: Edit | Sequence[Edit] | str, solution_source: str) -> str:
    """Apply a change to the text of a solution's cell.

    Raises
    ------
    ExerciseError
        If a text to replace does not occur in the function's body exactly once.
    """
    if isinstance(change, str):
        return _replace_region(exercise, solution_source, change)
    edits = [change] if isinstance(change, Edit) else change
    head, body = _split_after_docstring(solution_source)
    for edit in edits:
        count = body.count(edit.old)
        if count != 1:
            raise ExerciseError(
                f"{exercise}: {edit.old!r} stands {count} times in the function's body, not once. "
                f"Did the solution change? Mend the edit in {exercise.lower()}.py in "
                "grader/exercises/content/."
            )
        body = body.replace(edit.old, edit.new)
    return head + body


def mistaken_source(exercise: Exercise, mistake: Mistake, solution_source: str) -> str:
    """Return the text of an exercise's cell as a student who makes the mistake writes it."""
    return changed_source(exercise.name, mistake.change, solution_source)
