"""What made mistakes are told: whether the cause is named, and the place right."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest import mock

import numpy as np

from grader.exercises import exercises_of, load_reference, notebooks
from grader.exercises.exercise import Exercise
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.solving import solve
from grader.student.checking.explanations import repairs
from grader.student.checking.question import Question
from grader.student.checking.verdict import Verdict
from grader.student.lesson.check import load_questions
from tests.diagnosis.causes import HELD_OUT, OPERATORS, WORDS
from tests.diagnosis.claims import repaired_text, untrue_facts, untrue_repair
from tests.diagnosis.code_claims import untrue_statements
from tests.diagnosis.made_mistakes import MadeMistake, changed_lines, edited, plain
from tests.mutation.measure import verdict_of

DOORS = ("check", "judge")
CAUSES = {operator.name: operator.causes for operator in OPERATORS}
_LINE = re.compile(r"\bline (\d+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Posed:
    """A made mistake of an exercise."""

    notebook: str
    exercise: str
    made: MadeMistake

    def function(self, text: str | None = None) -> Function:
        """Define it, or another text; what it calls are the reference's functions."""
        return variant_of(load_reference(self.notebook), self.exercise, text or self.made.source)


@dataclass(frozen=True)
class Told:
    """What a made mistake was told.

    Attributes
    ----------
    named : bool
        Whether the message names a cause that one of the edits' operators declares.
    placed : bool
        Whether the message points to a line that was edited; where it names none, whether an
        edited line assigns an output that it says is wrong, or all of the function is one line.
    untrue : list of str
        Claims that are not so.
    """

    posed: Posed
    verdict: Verdict
    named: bool
    placed: bool
    untrue: list[str]


@functools.cache
def question_at(door: str, notebook: str, exercise: str) -> Question:
    """Return the cases of `check()`, which are stored, or fresh ones, as the judge draws them."""
    if door == "check":
        return load_questions(notebook)[exercise]
    rng = np.random.default_rng(20_000_000)
    return solve(exercises_of(notebook)[exercise], load_reference(notebook), rng)


def _below(verdict: Verdict) -> Sequence[str]:
    """Return the lines below the first difference or the error; a broken rule has one line less."""
    return verdict.lines[1:] if verdict.status == "rule" else verdict.lines[2:]


def causes_in(verdict: Verdict) -> set[str]:
    """Return the causes that a message names, below its first difference or its error."""
    text = " ".join(line.strip() for line in _below(verdict))
    return {cause for cause, words in WORDS.items() if re.search(words, text)}


def _assigned(line: str) -> str:
    """Return what stands on the left of an assignment, or the whole of a return."""
    found = re.match(r"\s*([^=]*?)\s*[-+*/@]?=(?!=)", line)
    return found[1] if found else line


def is_placed(verdict: Verdict, made: MadeMistake) -> bool:
    """Tell whether a message points to one of the edits."""
    lines = made.source.splitlines()
    told = [int(number) for number in _LINE.findall(" ".join(_below(verdict)))]
    if not told and verdict.status == "error":
        told = [int(number) for number in _LINE.findall(verdict.lines[0])[:1]]
    if told:
        return bool(set(told) & made.lines)
    if len(lines) <= 3:  # the def, one statement, the return
        return True
    head = re.sub(r"\d+ of \d+ outputs are wrong, ", "", verdict.lines[0])
    named = re.search(r"  (.+?)(?: (?:is|are) wrong| first\.|$)", head)
    outputs = re.findall(r"\w+", named[1]) if named else []
    edited_names = [
        name
        for number in made.lines
        if number <= len(lines)
        for name in re.findall(r"\w+", _assigned(lines[number - 1]))
    ]
    return bool(set(outputs) & set(edited_names))


def told(posed: Posed, door: str) -> Told | None:
    """Return what is said of a made mistake; None if it is right, endless, or in the catalog."""
    question = question_at(door, posed.notebook, posed.exercise)
    function = posed.function()
    found: list[repairs.Repair | None] = []

    def search(*args: Any) -> repairs.Repair | None:
        found.append(_search(*args))
        return found[-1]

    with mock.patch.object(repairs, "repair_of", search):
        verdict = verdict_of(function, question)
    if verdict is None or verdict.share >= 1.0 or verdict.mistake is not None:
        return None
    untrue = untrue_facts(verdict, question, function)
    untrue += untrue_statements(verdict, question, function, posed.made.source)
    repair = found[-1] if found else None
    # What explains more may have left no room for it.
    if repair is not None and re.search(
        r"cases pass|right in all \d+ cases", " ".join(verdict.lines[2:])
    ):
        repaired = posed.function(repaired_text(posed.made, repair))
        untrue += untrue_repair(verdict, question, function, repair, repaired)
    accepted = {cause for operator in posed.made.operators for cause in CAUSES[operator]}
    named = bool(causes_in(verdict) & accepted)
    return Told(posed, verdict, named, is_placed(verdict, posed.made), untrue)


_search = repairs.repair_of


def _exercises() -> list[tuple[str, Exercise, Reference]]:
    return [
        (notebook, exercises_of(notebook)[name], load_reference(notebook))
        for notebook in notebooks()
        for name in load_reference(notebook).sources
        if not exercises_of(notebook)[name].options
    ]


def operators_of(held_out: bool) -> list[str]:
    """Return the names of the operators that may be looked at, or of those held out."""
    return [o.name for o in OPERATORS if (o.name in HELD_OUT) is held_out]


def singles(operator: str, seed: int) -> Iterator[Posed]:
    """Yield made mistakes of one operator in a random order, exercise by exercise."""
    rng = np.random.default_rng([seed, 1])
    found = []
    for notebook, exercise, reference in _exercises():
        own = plain(reference.sources[exercise.name])
        texts = edited(own, operator)
        for rank, i in enumerate(rng.permutation(len(texts))):
            made = MadeMistake((operator,), changed_lines(own, texts[i]), texts[i])
            found.append((rank, rng.random(), Posed(notebook, exercise.name, made)))
    return (posed for _, _, posed in sorted(found, key=lambda f: f[:2]))


def pairs(operators: Sequence[str], seed: int) -> Iterator[Posed]:
    """Yield mistakes of two edits on different lines, without an end."""
    rng = np.random.default_rng([seed, 2])
    exercises = _exercises()
    while True:
        notebook, exercise, reference = exercises[rng.integers(len(exercises))]
        own = plain(reference.sources[exercise.name])
        one, other = (operators[i] for i in rng.integers(len(operators), size=2))
        first = edited(own, one)
        if not first:
            continue
        text = first[rng.integers(len(first))]
        second = edited(text, other)
        if not second:
            continue
        both = second[rng.integers(len(second))]
        if both != own and not _overlap(own, text, both):
            made = MadeMistake((one, other), changed_lines(own, both), both)
            yield Posed(notebook, exercise.name, made)


def _overlap(own: str, first: str, both: str) -> bool:
    return bool(changed_lines(own, first) & changed_lines(first, both)) or len(
        changed_lines(own, both)
    ) <= max(len(changed_lines(own, first)), 1)


def measured(operators: Sequence[str], edits: int, number: int, seed: int) -> dict[str, list[Told]]:
    """Return for each door what mistakes are told that both call wrong and no catalog has.

    Parameters
    ----------
    operators : sequence of str
    edits : 1 or 2
    number : int
        How many of each operator for one edit, of all together for two.
    seed : int
    """
    sources = (
        [singles(name, seed) for name in operators] if edits == 1 else [pairs(operators, seed)]
    )
    found: dict[str, list[Told]] = {door: [] for door in DOORS}
    for source in sources:
        start = len(found[DOORS[0]])
        for posed in source:
            if len(found[DOORS[0]]) - start == number:
                break
            both = {door: told(posed, door) for door in DOORS}
            for door, one in both.items():
                if one is not None and None not in both.values():
                    found[door].append(one)
    return found
