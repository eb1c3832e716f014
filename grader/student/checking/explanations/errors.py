"""Say why a function stops with an error, or is not written."""

import re
from collections.abc import Sequence

from grader.student.calling import Call, Failure, Function, renamed_function
from grader.student.checking.explanations.asserts import explain_assert
from grader.student.checking.explanations.names import (
    explain_inner_name,
    explain_names,
    explain_unused,
    other_order,
)
from grader.student.checking.explanations.places import located
from grader.student.checking.explanations.repairs import explain_repair, with_repair
from grader.student.checking.explanations.state import explain_cache, explain_matrix
from grader.student.checking.global_names import explain_notebook_data, explain_unknown_name
from grader.student.checking.known_mistakes import filled, known_mistake
from grader.student.checking.question import Question, SolvedCase
from grader.student.checking.verdict import NOTHING_RIGHT, Verdict
from grader.student.messages import array_shapes, python_errors, verdicts
from grader.student.messages.python_errors import explain_error, no_dictionary
from grader.student.text import MAX_LINES, wrap_lines
from grader.student.tracing import (
    GrowingBroadcast,
    trace_silently,
)


def unfinished_verdict(question: Question, function: Function, failure: Failure) -> Verdict:
    """Return the verdict on a function that raises NotImplementedError, as a stub does."""
    location = failure.location
    if failure.text and location is not None and not location.source.startswith("raise"):
        lines = verdicts.needs_another_notebook(question.name, str(location), failure.text)
        return Verdict("error", NOTHING_RIGHT, None, lines)
    namespace = getattr(function, "__globals__", {})
    if location is None or location.function == question.name:
        line = verdicts.not_written(question.name, renamed_function(question.name, namespace))
    else:
        renamed = renamed_function(location.function, namespace)
        line = verdicts.helper_not_written(question.name, location.function, renamed)
    return Verdict("unfinished", NOTHING_RIGHT, None, (line,))


def error_verdict(question: Question, function: Function, calls: Sequence[Call]) -> Verdict:
    """Return the verdict on a function that stops with an error in at least one case."""
    case, failure = next(
        (case, made.failure)
        for case, made in zip(question.cases, calls, strict=True)
        if made.failure is not None
    )
    lines = _error_lines(question, failure)
    known = known_mistake(question, calls)
    if failure.kind == "AssertionError" and known is None:
        at_fault, known = explain_assert(question, function, failure)
        lines += [f"  {at_fault}"] if at_fault else []
    worked = sum(made.failure is None for made in calls)
    if known:
        lines.append(f"  {filled(known[0].says, known[1].facts)}")
    else:
        notebook_data = explain_notebook_data(function)
        unknown = explain_inner_name(question, function, failure) or explain_unknown_name(
            failure.text, function, question.contract.outputs, case.expected
        )
        own = failure.location is None or failure.location.function == question.name
        explained = unknown if unknown and own else explain_names(question, function, failure)
        if "unhashable type" in failure.text:
            explained = explained or explain_cache(function)
        if failure.kind == "ValueError":
            explained = explained or explain_matrix(function)
        certain = bool(notebook_data or explained)
        shapes = ""
        if not explained:
            explained, shapes, certain_too = _about_shapes(question, function, case, failure)
            certain |= certain_too
        # A name of the notebook is the cause; what it led to would be cut off below it.
        says = other_order(question, function) or notebook_data
        certain |= says is not None
        says = says or f"{explained} {shapes}".strip()
        causes = [f"  {says}"] if says else []
        own_check = _is_own_check(failure)
        repair = None if own_check else explain_repair(question, function, calls)
        if repair is not None and shapes and not certain:
            repair = f"{repair} {shapes}"
        runs_in = verdicts.runs_in(worked, len(calls), case.label) if worked else None
        comes_first = repair is not None and not certain
        unused = None if own_check or comes_first else explain_unused(function, failure.text)
        for more in (f"  {unused}" if unused else None, runs_in):
            if more and len(wrap_lines([*lines, *causes, more])) <= MAX_LINES:
                causes.append(more)
        lines = with_repair(lines, repair, causes, causes_first=certain)
    printed = next(made.printed for made in calls if made.failure is not None)
    return Verdict("error", NOTHING_RIGHT, known[0].name if known else None, tuple(lines), printed)


def _is_own_check(failure: Failure) -> bool:
    """Return whether a function stops because its author wants it to."""
    source = failure.location.source if failure.location is not None else ""
    return re.search(r"\b(?:raise|assert)\b", source) is not None


def _error_lines(question: Question, failure: Failure) -> list[str]:
    location = failure.location
    if location is None:
        first = verdicts.call_stops(question.name)
    else:
        first = verdicts.stops_in_line(
            question.name, location.line, location.function, location.source
        )
    text = failure.text
    if failure.asserted:
        text = f"{text} {python_errors.compared_by_assert(failure.asserted)}".strip()
    return [first, verdicts.error_text(failure.kind, text)]


def _about_shapes(
    question: Question, function: Function, case: SolvedCase, failure: Failure
) -> tuple[str, str, bool]:
    """Explain an error; say which shapes are on its line, and whether no other cause is possible.

    If a broadcast has made an array larger than meant before, that is the cause.
    """
    explained = explain_error(f"{failure.kind}: {failure.text}") or ""
    by_name = failure.location and re.search(r"""\w+\[(["'])\w+\1\]""", failure.location.source)
    if by_name and re.search(r"only integers, slices|not subscriptable", failure.text):
        # None came from another line.
        return no_dictionary(by_name[0]), "", "NoneType" not in failure.text
    if failure.kind != "ValueError" or failure.location is None or "truth value" in failure.text:
        return explained, "", False
    trace = trace_silently(function, case.arguments)
    error = trace.error if trace is not None else None
    if trace is None or error is None or error.location != failure.location or not error.statement:
        return explained, "", False
    grown = next(
        (f for f in trace.findings if isinstance(f, GrowingBroadcast) and f.rank_one), None
    )
    if grown is not None:
        return located(question, grown), "", True
    shapes = ""
    if error.statement.has_arrays:
        owner = "" if error.location.function == question.name else error.location.function
        shapes = array_shapes.shapes_in_line(
            error.location.line, owner, error.statement.shape_texts[0]
        )
    return explained, shapes, False
