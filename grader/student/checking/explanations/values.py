"""Say why values are wrong: what is true of them, and what the function's lines show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.student.calling import Call, CaughtWarning, Function, Location
from grader.student.checking.comparison import Comparison, as_numbers
from grader.student.checking.explanations.names import explain_unused
from grader.student.checking.explanations.places import located
from grader.student.checking.explanations.repairs import explain_repair, with_repair
from grader.student.checking.explanations.state import explain_matrix, explain_state
from grader.student.checking.global_names import explain_notebook_data
from grader.student.checking.known_mistakes import filled, known_mistake
from grader.student.checking.question import Question, SolvedCase
from grader.student.checking.verdict import Verdict
from grader.student.checking.wrong_values import describe
from grader.student.messages import verdicts, wrong_values
from grader.student.messages.numpy_warnings import explain_warning
from grader.student.text import MAX_LINES, wrap_lines
from grader.student.tracing import (
    Finding,
    GrowingBroadcast,
    RankOne,
    trace_silently,
)

Outputs = Mapping[str, list[tuple[SolvedCase, Comparison]]]
"""Every output by its name, in all cases that have it."""


@dataclass(frozen=True)
class _Shown:
    """The wrong output of one case that a message speaks of."""

    name: str
    case: SolvedCase
    compared: Comparison
    call: Call

    @property
    def has_right_values(self) -> bool:
        difference = self.compared.difference
        return difference is not None and difference.values_right


def wrong_verdict(
    question: Question,
    function: Function,
    calls: Sequence[Call],
    outputs: Outputs,
    groups: Mapping[str, float],
    uncalled: str,
) -> Verdict:
    """Return the verdict on a function with wrong outputs.

    Parameters
    ----------
    question, function, calls
        The exercise, the function, and one call for each case.
    outputs : mapping of str to list of (case, compared)
    groups : mapping of str to float
        What is right of it, for the points.
    uncalled : str
        A helper that the function should have called and has not, "" if there is none.
    """
    wrong = [n for n, seen in outputs.items() if any(o.difference for _, o in seen)]
    right = [n for n in outputs if n not in wrong]
    shown = _to_show(question, calls, outputs, wrong[0])
    difference = shown.compared.difference
    assert difference is not None
    known = known_mistake(question, calls)
    head = verdicts.outputs_wrong(question.name, wrong, right)
    pointed = known is not None and re.search(r"\(\d+\.\d+\)", known[0].says)
    if difference.kind != "missing" and not pointed:
        head = verdicts.with_equations(head, _equations(question, wrong))
    fact = _as_list(shown.compared)
    # Some facts begin with the name of the output by themselves.
    named = difference.fact.startswith(f"{shown.name} ")
    if len(wrong) > 1 and difference.kind == "value" and not named:
        fact = verdicts.of_output(shown.name, fact)
    line, in_the_case = verdicts.fact_and_case(fact, shown.case.label)
    says = filled(known[0].says, known[1].facts) if known else None
    causes, certain = _causes(question, function, outputs, shown, says, uncalled)
    repair = None if certain else explain_repair(question, function, calls)
    unused = None if certain or repair else explain_unused(function)
    if unused is not None:
        causes.append(f"  {unused}")
    lines = with_repair([head, line], repair, causes)
    if in_the_case and len(wrap_lines([*lines, in_the_case])) <= MAX_LINES:
        lines.insert(2, in_the_case)
    mistake = known[0].name if known else None
    return Verdict("wrong", groups, mistake, tuple(lines), shown.call.printed)


def _to_show(question: Question, calls: Sequence[Call], outputs: Outputs, name: str) -> _Shown:
    """Choose the largest case in which an output is wrong."""
    differing = [(case, o) for case, o in outputs[name] if o.difference is not None]
    case, compared = max(differing, key=lambda pair: pair[0].size)
    made = next(made for c, made in zip(question.cases, calls, strict=True) if c is case)
    return _Shown(name, case, compared, made)


def _equations(question: Question, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(question.equations[n] for n in names if n in question.equations))


def _causes(
    question: Question,
    function: Function,
    outputs: Outputs,
    shown: _Shown,
    known: str | None,
    uncalled: str,
) -> tuple[list[str], bool]:
    """Return the lines that say why an output is wrong: at most a reason and a place.

    `known` is the sentence of the known mistake, if there is one. The second value says whether
    the lines leave nothing to look for.
    """
    reason = matrix = None
    cause = _nan_line(question, shown)
    notebook_data = None if known is not None else explain_notebook_data(function)
    state = None if known is not None else explain_state(function, shown.case)
    if known is not None:
        reason = known
    elif cause is None and uncalled:
        reason = verdicts.never_calls(uncalled)
    elif state is not None:
        reason = state
    elif notebook_data is not None:
        reason = notebook_data
    elif cause is None and not shown.has_right_values:
        matrix = explain_matrix(function)
        reason = matrix or _description(shown.name, outputs)
    certain = bool(known or notebook_data or uncalled or state or matrix)
    if cause is None:
        finding = _shape_finding(function, shown, known is not None)
        certain |= isinstance(finding, RankOne) or bool(finding and finding.rank_one)
        cause = located(question, finding) if finding else None
    if cause is None and known is None and shown.has_right_values:
        cause = wrong_values.right_in_another_layout()
    return [f"  {line}" for line in (reason, cause) if line], certain


def _nan_line(question: Question, shown: _Shown) -> str | None:
    """Name the first warning of a call as the cause, if its result holds nan or inf for it."""
    expected, got = as_numbers(shown.compared.expected), as_numbers(shown.compared.got)
    if expected is None or got is None or np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    found = first_warning(shown.call)
    if found is None:
        return None
    warned, location, says = found
    function = verdicts.owner(location.function, question.name)
    return verdicts.warned_in_line(location.line, function, warned.text, says)


def first_warning(made: Call) -> tuple[CaughtWarning, Location, str] | None:
    """Return the first warning of a call that has an explanation: later ones follow from it."""
    for warned in made.warnings:
        says = explain_warning(warned.text)
        if says is not None and warned.location is not None:
            return warned, warned.location, says
    return None


def _shape_finding(function: Function, shown: _Shown, known: bool) -> Finding | None:
    """Find the line where an array got a wrong shape, by running the function once more."""
    expected, got = as_numbers(shown.compared.expected), as_numbers(shown.compared.got)
    if expected is None or got is None:
        return None
    grew, flat = got.size > expected.size, got.ndim == 1 and expected.ndim == 2
    # A known mistake has its own words for everything but a broadcast that nobody meant.
    if known and not grew:
        return None
    trace = trace_silently(function, shown.case.arguments)
    if trace is None:
        return None
    if flat:
        lost = [f for f in trace.findings if isinstance(f, RankOne) and (f.size,) == got.shape]
        return lost[-1] if lost else None
    grown = [f for f in trace.findings if isinstance(f, GrowingBroadcast)]
    grown = [f for f in grown if f.rank_one or not grew or f.result == got.shape]
    return next((f for f in grown if f.rank_one), grown[0] if grown else None)


def _as_list(output: Comparison) -> str:
    """Return what differs; a list where an array belongs is called a list, not an array."""
    assert output.difference is not None
    fact = output.difference.fact
    if isinstance(output.got, list | tuple) and not isinstance(output.expected, list | tuple):
        if np.ndim(output.expected) == 0:
            return wrong_values.list_for_a_number(fact, output.got)
        return wrong_values.list_for_an_array(fact, output.got)
    return fact


def _description(name: str, outputs: Outputs) -> str | None:
    seen = {other: [(case.facts, o) for case, o in found] for other, found in outputs.items()}
    arguments = [case.arguments for case, _ in outputs[name]]
    return describe(name, seen.pop(name), arguments, seen)
