"""Make a question out of an exercise: draw its cases and solve them with the reference."""

import ast
import contextlib
import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from grader.exercises.exercise import Case, Exercise, mistaken_source
from grader.exercises.header import Header
from grader.exercises.reference import Function, Reference, variant_of
from grader.exercises.tolerances import perturbed_by_last_bits, tolerances
from grader.student.calling import (
    Call,
    Choice,
    Plain,
    call,
    letter_in,
    same,
    todays_letters,
    with_replaced_helpers,
    with_summaries,
)
from grader.student.checking import (
    PRINTS,
    TOLERANCE,
    KnownMistake,
    MistakeOutcome,
    Question,
    SolvedCase,
    printed_numbers_of,
)
from grader.student.text import CourseError


class ReferenceFailed(CourseError):
    """The reference itself does not run on a case."""


def rounded(value: Plain, digits: int) -> Plain:
    """Round all floats in plain data to `digits` digits of the largest number beside them.

    The last bits of exp and of a sum differ between processors; rounded data do not.
    """
    if isinstance(value, dict):
        return {k: rounded(v, digits) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(rounded(v, digits) for v in value)
    if isinstance(value, list) and not all(isinstance(v, int | float) for v in value):
        return [rounded(v, digits) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    array = np.asarray(value)
    if array.dtype.kind != "f" or array.size == 0:
        return value
    finite = np.abs(array[np.isfinite(array)])
    largest = float(finite.max()) if finite.size else 0.0
    decimals = min(12, digits - 1 - int(np.floor(np.log10(largest)))) if largest > 0 else 12
    result = np.round(array, decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
    if isinstance(value, float):
        return float(result)
    return result.tolist() if isinstance(value, list) else result


@contextlib.contextmanager
def repeatable(seed: int = 1) -> Iterator[None]:
    """Make functions that draw random numbers draw the same ones in every build."""
    state, default_rng = np.random.get_state(), np.random.default_rng
    np.random.seed(seed)
    np.random.default_rng = lambda s=None: default_rng(seed if s is None else s)  # type: ignore[assignment]
    try:
        yield
    finally:
        np.random.default_rng = default_rng
        np.random.set_state(state)


def call_on(exercise: Exercise, function: Function, case: Case) -> Call:
    """Call a function as it is called to be judged; the value is the part that counts."""
    judged, _ = with_replaced_helpers(function, exercise.replaced_helpers)
    with repeatable():
        made = call(judged, case.arguments)
    if case.rule == PRINTS:
        return replace(made, value=printed_numbers_of(made.printed))
    return replace(made, value=exercise.contract.judged_part(made.value))


def _outcome(exercise: Exercise, function: Function, case: Case) -> MistakeOutcome:
    made = call_on(exercise, function, case)
    if made.failure is not None:
        failure = made.failure
        about = failure.mismatched_sizes
        target = failure.assignment_target(exercise.name) if about else ""
        return MistakeOutcome(error=failure.kind, about=about, target=target)
    return MistakeOutcome(value=copy.deepcopy(made.value))


def _is_the_same_everywhere(
    exercise: Exercise, function: Function, case: Case, outcome: MistakeOutcome
) -> bool:
    """Return whether a stored outcome proves a mistake on a student's processor too.

    A training that runs for too long amplifies the last bit until nothing is left of the value.
    """
    if case.exact:
        return True
    arguments = {name: perturbed_by_last_bits(value) for name, value in case.arguments.items()}
    other = _outcome(exercise, function, replace(case, arguments=arguments))
    return (outcome.error, outcome.about) == (other.error, other.about) and same(
        outcome.value, other.value, TOLERANCE
    )


def _stored(exercise: Exercise, value: Plain, digits: int | None) -> Plain:
    """Return a value in the form in which it is judged and may be given to students."""
    drawn_for, outputs = exercise.contract.drawn_for, exercise.contract.outputs
    value = with_summaries(value, lambda name: drawn_for(name) is not None, outputs[0])
    return value if digits is None else rounded(value, digits)


def _choice(exercise: Exercise, reference: Function, is_public: bool) -> SolvedCase:
    """Return the one case of a question of choice; no student gets the right letter."""
    letters = "".join(exercise.options)
    if is_public:
        return SolvedCase({}, Choice(letters), {}, None, {})
    right = letter_in(reference())
    right = todays_letters(reference, exercise.earlier_letters).get(right, right)
    outcomes = {
        option.name: MistakeOutcome(value=Choice(letters, letter))
        for letter, option in exercise.options.items()
        if letter != right
    }
    return SolvedCase({}, Choice(letters, right), {}, None, outcomes)


def _solved(
    exercise: Exercise,
    reference: Function,
    mistakes: Mapping[str, Function],
    case: Case,
    digits: int | None,
) -> SolvedCase:
    made = call_on(exercise, reference, case)
    if made.failure is not None or made.warnings:
        what = made.failure or made.warnings[0]
        raise ReferenceFailed(
            f"{exercise.name}: the reference does not run cleanly on {dict(case.facts)}: {what}. "
            f"Mend the solution in notebooks/, or the cases in {exercise.name.lower()}.py in "
            "grader/exercises/content/."
        )
    if case.rule == PRINTS:
        # Printed lines differ in too many ways to prove a mistake.
        lines = [[round(number, 4) for number in line] for line in printed_numbers_of(made.printed)]
        return SolvedCase(case.arguments, lines, case.facts, case.rule, {}, part=case.part)
    outcomes = {}
    for name, function in mistakes.items():
        outcome = _outcome(exercise, function, case)
        if digits is not None and not _is_the_same_everywhere(exercise, function, case, outcome):
            continue
        value = outcome.value
        if exercise.contract.drawn:
            # Numbers that should not be random may be so here.
            value = with_summaries(value, lambda name: True)
        value = _stored(exercise, value, digits)
        outcomes[name] = outcome if outcome.error else MistakeOutcome(value=value)
    expected = _stored(exercise, made.value, digits)
    tolerance: Mapping[str, float] = {}
    if not exercise.contract.drawn:

        def reference_value(arguments: Mapping[str, Plain]) -> object:
            return call_on(exercise, reference, replace(case, arguments=arguments)).value

        tolerance = tolerances(reference_value, case.arguments, made.value, exercise.contract)
    return SolvedCase(
        case.arguments,
        expected,
        case.facts,
        case.rule,
        outcomes,
        tolerance,
        case.optional,
        case.part,
    )


_DRAWS = 20


def _drawn_and_solved(
    exercise: Exercise,
    reference: Function,
    mistakes: Mapping[str, Function],
    rng: np.random.Generator,
    digits: int | None,
) -> list[SolvedCase]:
    """Draw cases until the reference runs cleanly on all: a training may diverge, rarely."""
    for _ in range(_DRAWS):
        cases = exercise.cases(rng)
        if digits is not None:
            cases = [
                c if c.exact else replace(c, arguments=rounded(dict(c.arguments), 6)) for c in cases
            ]
        try:
            return [_solved(exercise, reference, mistakes, case, digits) for case in cases]
        except ReferenceFailed as error:
            failed = error
    raise failed


def signature_of(source: str) -> str:
    """Return the parameters in the def line of a cell, such as "(w, b, alpha=0.5)"."""
    (function, *_) = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return f"({ast.unparse(function.args)})"


def solve(
    exercise: Exercise,
    reference: Reference,
    rng: np.random.Generator,
    header: Header | None = None,
    digits: int | None = None,
    with_mistakes: bool = True,
) -> Question:
    """Draw the cases of an exercise and solve each with the reference and all known mistakes.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the cases come from; the same state gives the same question.
    header : Header or None
        Number and hints, for a question that is to be shown.
    digits : int or None
        Round the values to so many digits, and the arguments to 6 (but not those of an exact
        case), for a question that is to be stored.
    with_mistakes : bool
        False leaves the mistakes out: enough to tell right from wrong, and many times faster.

    Raises
    ------
    ReferenceFailed
        If the reference stops, or warns, whatever cases are drawn.
    """
    source = reference.sources[exercise.name]
    is_public = digits is not None
    # What is said of a choice is the same for each letter.
    wrong = exercise.mistakes if with_mistakes and not (is_public and exercise.options) else ()
    mistakes = {
        m.name: variant_of(reference, exercise.name, mistaken_source(exercise, m, source))
        for m in wrong
    }
    function = reference.functions[exercise.name]
    if exercise.options:
        solved = [_choice(exercise, function, is_public)]
    else:
        solved = _drawn_and_solved(exercise, function, mistakes, rng, digits)
    return Question(
        name=exercise.name,
        number=header.number if header else "",
        contract=exercise.contract,
        rules=exercise.rules,
        rule_says=exercise.rule_says,
        replaced_helpers=exercise.replaced_helpers,
        signature=signature_of(source),
        given=tuple(sorted(reference.given)),
        uses=exercise.uses,
        equations=exercise.equations,
        mistakes=tuple(KnownMistake(m.name, m.says, m.raises) for m in wrong if m.says),
        cases=tuple(solved),
        hints=header.hints if header else (),
        explanations={letter: option.says for letter, option in exercise.options.items()},
        earlier_letters=exercise.earlier_letters,
    )
