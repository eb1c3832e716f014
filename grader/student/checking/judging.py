"""Judge one function against one question: run every case, compare, find the cause.

The same code judges on a student's own machine (public cases) and in the hidden test (fresh
cases), so that the two can never disagree about what is right.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.student.calling import (
    Call,
    Function,
    SeededGenerator,
    call,
    letter_in,
    with_replaced_helpers,
)
from grader.student.checking import explanations
from grader.student.checking.comparison import Comparison, compare, renumbered_like
from grader.student.checking.known_mistakes import filled, known_mistake
from grader.student.checking.printed_numbers import PRINTS, printed_difference, printed_numbers_of
from grader.student.checking.question import Question, SolvedCase, in_letters_of
from grader.student.checking.rules import GENERATOR, RULES, loop_by_count
from grader.student.checking.verdict import (
    NOTHING_RIGHT,
    SHARES,
    Verdict,
    parts_of,
    shows_knowledge,
)
from grader.student.messages import broken_rules, verdicts
from grader.student.text import capitalized, limit_lines


# A wrong result may hold inf and nan; comparing them must not warn in the student's notebook.
@np.errstate(all="ignore")
def judge(function: object, question: Question, explained: bool = True) -> Verdict:
    """Judge a function.

    Parameters
    ----------
    function : callable
        The student's function. It is called once for each case, with copies of the arguments.
    question : Question
        The exercise with its solved cases.
    explained : bool
        False leaves the message of what is wrong out, and the time that it takes.

    Returns
    -------
    Verdict
        Never an exception, whatever the function does (short of an interrupt). Its message fits
        into four lines of the screen.
    """
    verdict = _judged(function, question, explained)
    return replace(verdict, lines=limit_lines(verdict.lines))


def _judged(function: object, question: Question, explained: bool) -> Verdict:
    if not callable(function):
        line = verdicts.not_a_function(question.name)
        return Verdict("error", NOTHING_RIGHT, None, (line,))
    question = in_letters_of(function, question)
    question = replace(question, cases=tuple(case.bound_to(function) for case in question.cases))
    function, replaced_helpers = with_replaced_helpers(function, question.replaced_helpers)
    calls = _called(function, question)
    for made in calls:
        if made.failure is not None and made.failure.kind == "NotImplementedError":
            return explanations.unfinished_verdict(question, function, made.failure)
    results = _results(question, calls)
    if results.stops:
        if not explained:
            return Verdict("error", NOTHING_RIGHT, None, ())
        return explanations.error_verdict(question, function, results.calls)
    shape, values = _right_shares(question, results)
    broken = _broken_rules(question, function, results, counted=values == 1.0)
    groups = {"shape": shape, "value": values, "rule": float(values == 1.0 and not broken)}
    if shape < 1.0 or values < 1.0:
        if not explained:
            return Verdict("wrong", groups, None, ())
        uncalled = next((spy.name for spy in replaced_helpers if not spy.called), "")
        return explanations.wrong_verdict(
            question, function, results.calls, results.outputs, groups, uncalled
        )
    if question.explanations:
        return _choice_verdict(question, results.calls[0], broken, groups)
    if broken:
        return _rule_verdict(question, function, results.calls, broken, groups, explained)
    line = verdicts.right_result(question.name, list(results.outputs), len(calls))
    more = _warning_lines(results.calls) or _overwritten(results.calls)
    return Verdict("right", groups, None, (line, *more))


def _called(function: Function, question: Question) -> list[Call]:
    """Call the function once for each case; of what it returns keep the part that is judged."""
    calls = [call(function, case.arguments) for case in question.cases]
    return [replace(made, value=question.contract.judged_part(made.value)) for made in calls]


@dataclass(frozen=True)
class _Results:
    """The calls of a function, and what they returned beside what was expected.

    Attributes
    ----------
    calls, compared
        One for each case.
    stops : bool
        Whether a call stopped in a case that tests values as such, and no rule.
    by_value : list of (case, compared)
        These cases.
    outputs : mapping of str to list of (case, compared)
        The outputs in these cases. Cases may differ in them: a network of three layers has a W3,
        and one of two has none.
    """

    calls: list[Call]
    compared: list[dict[str, Comparison]]
    stops: bool
    by_value: list[tuple[SolvedCase, dict[str, Comparison]]]
    outputs: dict[str, list[tuple[SolvedCase, Comparison]]]


def _results(question: Question, calls: Sequence[Call]) -> _Results:
    calls = [
        replace(made, value=renumbered_like(case.expected, made.value, question.contract))
        for case, made in zip(question.cases, calls, strict=True)
    ]
    compared = [
        {} if case.rule == PRINTS else _compared(question, case, made)
        for case, made in zip(question.cases, calls, strict=True)
    ]
    by_value = [
        (case, made, found)
        for case, made, found in zip(question.cases, calls, compared, strict=True)
        if case.rule is None
    ]
    outputs: dict[str, list[tuple[SolvedCase, Comparison]]] = {}
    for case, _, found in by_value:
        for name, output in found.items():
            outputs.setdefault(name, []).append((case, output))
    stops = any(made.failure for _, made, _ in by_value)
    return _Results(calls, compared, stops, [(case, found) for case, _, found in by_value], outputs)


def _compared(question: Question, case: SolvedCase, made: Call) -> dict[str, Comparison]:
    tolerance = {**question.contract.tolerance, **case.tolerance}
    return compare(case.expected, made.value, replace(question.contract, tolerance=tolerance))


def _right_shares(question: Question, results: _Results) -> tuple[float, float]:
    """Return 1 or 0 for the shapes, and for the values the share of the parts that are right.

    Both are 0 if the function shows no more than what can be returned without any knowledge.
    """
    parts = parts_of(results.by_value, question.contract)
    shape = all(
        o.difference is None or o.difference.kind == "value"
        for _, outputs in results.by_value
        for o in outputs.values()
    )
    right = sum(part.is_right for part in parts)
    if (shape and right == len(parts)) or shows_knowledge(parts, question.contract):
        return float(shape), right / len(parts)
    return 0.0, 0.0


def _broken_rules(
    question: Question, function: Function, results: _Results, counted: bool
) -> dict[str, str]:
    """Return a sentence for each rule that is not kept, by its name.

    `counted` says whether to count the executed lines; for wrong values no rule earns anything.
    """
    broken: dict[str, str] = {}
    for case, made, outputs in zip(question.cases, results.calls, results.compared, strict=True):
        if case.rule is None or case.rule in broken:
            continue
        wrong = _broken_in(case, made, outputs)
        if wrong is None and made.failure is None and _lacks_generator(case):
            again = [made, call(function, case.arguments)]
            says = RULES["fresh_draws"](function, again, ())
            if says:
                broken["fresh_draws"] = says
        if made.failure is not None:
            broken[case.rule] = broken_rules.stops_with(made.failure.kind, made.failure.text[:200])
        elif wrong is not None:
            broken[case.rule] = f"{wrong}. {question.rule_says.get(case.rule, '')}".strip()
    for name in question.rules:
        says = RULES[name](function, results.calls, (*question.uses, *question.given))
        if not says and counted and name == "vectorized":
            says = loop_by_count(function, [c for c in question.cases if c.rule is None])
        if says:
            broken[name] = says
    return broken


def _lacks_generator(case: SolvedCase) -> bool:
    """Return whether a function does not take the generator that a case brings."""
    generators = (isinstance(value, SeededGenerator) for value in case.arguments.values())
    return case.rule == GENERATOR and not any(generators)


def _broken_in(case: SolvedCase, made: Call, outputs: Mapping[str, Comparison]) -> str | None:
    """Return a fact about a call that breaks the rule of its case, None if it keeps the rule."""
    if case.rule == PRINTS:
        return printed_difference(case.expected, printed_numbers_of(made.printed))
    wrong = next((o.difference.fact for o in outputs.values() if o.difference), None)
    if wrong is not None or case.rule != GENERATOR:
        return wrong
    for name, value in case.arguments.items():
        if isinstance(value, SeededGenerator) and name not in made.changed:
            return broken_rules.draws_nothing(name)
    return None


def _rule_verdict(
    question: Question,
    function: Function,
    calls: Sequence[Call],
    broken: Mapping[str, str],
    groups: Mapping[str, float],
    explained: bool,
) -> Verdict:
    known = known_mistake(question, calls)
    says = filled(known[0].says, known[1].facts) if known else next(iter(broken.values()))
    rules = list(dict.fromkeys(itertools.starmap(broken_rules.in_short, broken.items())))
    head = verdicts.breaks_rules(question.name, rules, SHARES["rule"])
    lines = [head, f"  {capitalized(says)}"]
    if explained and not known and next(iter(broken)) == "unchanged":
        lines = explanations.with_repair(
            [head], explanations.explain_repair(question, function, calls), lines[1:]
        )
    return Verdict("rule", groups, known[0].name if known else None, tuple(lines))


def _choice_verdict(
    question: Question, made: Call, broken: Mapping[str, str], groups: Mapping[str, float]
) -> Verdict:
    """Return the verdict on a letter that is right, or of which nobody is told whether it is."""
    expected = question.cases[0].expected
    letter = letter_in(made.value)
    explained = f"  {question.explanations[letter]}"
    rules = [f"  {capitalized(says)}" for says in broken.values()]
    if not expected.letter:
        chosen = verdicts.letter_chosen(question.name, letter)
        more = rules or [verdicts.verdict_later()]
        return Verdict("chosen", NOTHING_RIGHT, None, (chosen, explained, *more))
    head = verdicts.right_result(question.name, list(question.contract.outputs), 1)
    return Verdict("rule" if rules else "right", groups, None, (head, explained, *rules))


def _warning_lines(calls: Sequence[Call]) -> list[str]:
    for made in calls:
        found = explanations.first_warning(made)
        if found is not None:
            warned, location, says = found
            return [
                verdicts.warned_at(warned.text, str(location)),
                verdicts.right_all_the_same(says),
            ]
    return []


def _overwritten(calls: Sequence[Call]) -> list[str]:
    names = [name for made in calls for name in made.rebound]
    return [verdicts.overwritten_entries(names[0])] if names else []
