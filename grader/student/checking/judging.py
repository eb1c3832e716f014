"""Judge one function against one question: run every case, compare, find the cause, say it.

The same code judges on a student's own machine (public cases) and in the hidden test (fresh
cases), so that the two can never disagree about what is right.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from grader.student.calling.argument_types import Seeded
from grader.student.calling.calls import Call, Failure, Function, Place, Warned, call
from grader.student.calling.plain_data import same
from grader.student.calling.replaced_helpers import HelperSpy, with_replaced_helpers
from grader.student.checking.comparison import (
    TOLERANCE,
    Compared,
    compare,
    in_order_of,
    kind_name,
    numbers_of,
)
from grader.student.checking.global_names import about_notebook_names, explain_unknown_name
from grader.student.checking.printed_numbers import PRINTS, fault, numbers_in
from grader.student.checking.question import Fact, KnownMistake, Outcome, Question, SolvedCase
from grader.student.checking.rules import BROKEN, GENERATOR, RULES
from grader.student.checking.wrong_values import describe
from grader.student.messages.python_errors import explain_error, explain_warning
from grader.student.text.layout import MOST_LINES, WIDTH, fitted, wrapped
from grader.student.tracing.tracer import Finding, Grown, RankOne, follow_quietly, sentence

Status = Literal["right", "rule", "wrong", "error", "unfinished"]

SHARES: Mapping[str, float] = {"shape": 0.2, "value": 0.6, "rule": 0.2}
"""Which part of an exercise's points each group of checks is worth."""


@dataclass(frozen=True)
class Verdict:
    """What is right and wrong about a function, and the lines that tell the student.

    Attributes
    ----------
    groups : mapping of str to float
        For "shape", "value" and "rule" the share that is right, 0 to 1.
    mistake : str or None
        Name of the known mistake, where the function's results equal it in every case.
    lines : tuple of str
        The message, at most four lines.
    printed : str
        What the function printed in the case that the message speaks of.
    """

    status: Status
    groups: Mapping[str, float]
    mistake: str | None
    lines: tuple[str, ...]
    printed: str = ""

    @property
    def share(self) -> float:
        """The share of the points that the function earns, 0 to 1."""
        return sum(SHARES[group] * self.groups[group] for group in SHARES)


_MOST_NAMES, _FEW = 5, 3
"""With more outputs than this, a line of success, and of failure, counts them."""

_ONE_LINE = 90

_ROUNDED = 1e-5
"""How far results that come from stored, rounded numbers by two ways may lie apart at most."""

NOTHING_RIGHT: Mapping[str, float] = {"shape": 0.0, "value": 0.0, "rule": 0.0}


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _single_numbers(value: object) -> object:
    """Return a value in which every array with one entry is that number."""
    if isinstance(value, dict):
        return {key: _single_numbers(v) for key, v in value.items()}
    if isinstance(value, tuple | list):
        return [_single_numbers(v) for v in value]
    if isinstance(value, np.ndarray) and value.size == 1:
        return value.reshape(())
    return value


def _shows(question: Question, outcome: Outcome, made: Call) -> bool:
    """Tell whether a call did what a known mistake does in this case."""
    if outcome.error is not None:
        return made.failure is not None and (
            made.failure.kind == outcome.error or _is_mask_misfit(outcome, made.failure)
        )
    if made.failure is not None:
        return False
    tolerances = question.contract.tolerance.values()
    tolerance = max(TOLERANCE, min(_ROUNDED, *tolerances)) if tolerances else TOLERANCE
    if same(made.value, outcome.value, tolerance):
        return True
    # Where a number may come in an array of one entry, the mistake may do so too.
    return bool(question.contract.scalars) and same(
        _single_numbers(made.value), _single_numbers(outcome.value), TOLERANCE
    )


def _is_mask_misfit(outcome: Outcome, failure: Failure) -> bool:
    """Tell whether a mask does not fit where shapes do not fit in a known mistake.

    Z[Z < 0] = 0 and np.where stop in different ways at the same place.
    """
    return (
        bool(outcome.about)
        and outcome.error == "ValueError"
        and failure.kind == "IndexError"
        and failure.text.startswith("boolean index did not match")
    )


def _same_misfit(function: str, outcome: Outcome, failure: Failure) -> bool:
    """Tell whether an error may be that of a known mistake: about the same sizes and variable.

    Where one of the two does not tell, it may be.
    """
    target = failure.target_in(function)
    return (not outcome.about or outcome.about == failure.about) and (
        not outcome.target or not target or outcome.target.lower() == target.lower()
    )


def _known_mistake(
    question: Question, calls: Sequence[Call]
) -> tuple[KnownMistake, SolvedCase] | None:
    """Return the mistake that every case proves, with the case that shows it first."""
    for mistake in question.mistakes:
        pairs = [
            (case, case.mistaken[mistake.name], made)
            for case, made in zip(question.cases, calls, strict=True)
            if case.rule != PRINTS and mistake.name in case.mistaken
        ]
        if not all(_shows(question, outcome, made) for _, outcome, made in pairs):
            continue
        by_value = any(
            outcome.error is None and not same(outcome.value, case.expected, TOLERANCE)
            for case, outcome, _ in pairs
        )
        stops = any(outcome.error is not None for _, outcome, _ in pairs)
        # The kind of an error alone proves nothing: many things raise a ValueError.
        by_error = (
            mistake.raises is not None
            and stops
            and all(
                made.failure is not None
                and made.failure.kind in mistake.raises[0].split("|")
                and re.search(_fill(mistake.raises[1], case.facts), made.failure.text)
                and _same_misfit(question.name, outcome, made.failure)
                for case, outcome, made in pairs
                if outcome.error is not None
            )
        )
        if by_value or by_error:
            wrong = [
                case
                for case, outcome, _ in pairs
                if outcome.error or not same(outcome.value, case.expected, TOLERANCE)
            ]
            largest = max(wrong, key=lambda case: case.size)
            return mistake, largest
    return None


def _fill(sentence: str, facts: Mapping[str, Fact]) -> str:
    """Put the facts of a case into a sentence: "{m} times" becomes "7 times"."""
    return re.sub(r"\{(\w+)\}", lambda found: str(facts.get(found[1], found[0])), sentence)


def _with_pointer(head: str, question: Question, names: Sequence[str]) -> str:
    """Add the numbers of the formulas to the first line of a message, if it has room for them."""
    numbers = list(dict.fromkeys(question.equations[n] for n in names if n in question.equations))
    if not numbers:
        return head
    pointers = (f"equation{'s' if len(numbers) > 1 else ''} {_listed(numbers)}", _listed(numbers))
    lines = [f"{head} See {pointer}." for pointer in pointers]
    return next((line for line in lines if len(line) <= WIDTH), head)


def _cut(line: str) -> str:
    """Return a line that quotes the student's code, short enough for one line on the screen."""
    return line if len(line) <= _ONE_LINE else f"{line[: _ONE_LINE - 4].rstrip()} ..."


def _error_lines(question: Question, failure: Failure) -> list[str]:
    where = str(failure.place) if failure.place else "the call"
    if failure.place and failure.place.function == question.name:
        where = f"line {failure.place.line} of your function stops:  {failure.place.source}"
    elif failure.place:
        where = f"line {failure.place.line} of {failure.place.function}, which it calls, stops:  "
        where += failure.place.source
    else:
        where = "the call of your function stops."
    # NumPy's texts run over several lines; their beginning says what it is about.
    text = textwrap.shorten(f"{failure.kind}: {failure.text}", _ONE_LINE, placeholder=" ...")
    return [_cut(f"{question.name}  {where}"), f"  {text}"]


def _unfinished(question: Question, failure: Failure) -> Verdict:
    place = failure.place
    if failure.text and place is not None and not place.source.startswith("raise"):
        # A function of another notebook that is not there yet; its text says what to do.
        first = f"{question.name}  cannot be judged yet: {place} needs one of your other functions."
        return Verdict("error", NOTHING_RIGHT, None, (first, f"  {failure.text}."))
    line = f"{question.name}  is not written yet: put your lines in place of the line "
    line += "raise NotImplementedError."
    if place is not None and place.function != question.name:
        line = f"{question.name}  calls {place.function}, and {place.function} is not written yet."
    return Verdict("unfinished", NOTHING_RIGHT, None, (line,))


def _about_shapes(
    question: Question, function: Function, case: SolvedCase, failure: Failure
) -> str:
    """Explain an error, with the shapes on its line if it is about shapes.

    If a broadcast has made an array larger than meant before, that is the cause.
    """
    explained = explain_error(f"{failure.kind}: {failure.text}") or ""
    by_name = failure.place and re.search(r"""\w+\[(["'])\w+\1\]""", failure.place.source)
    if by_name and re.search("only integers, slices|not subscriptable", failure.text):
        return f"{by_name[0]} picks an entry of a dictionary by its name, and this is none."
    if failure.kind != "ValueError" or failure.place is None or "truth value" in failure.text:
        return explained
    trace = follow_quietly(function, case.arguments)
    stopped = trace.stopped if trace is not None else None
    if trace is None or stopped is None or stopped.place != failure.place or not stopped.row:
        return explained
    grown = next((f for f in trace.findings if isinstance(f, Grown) and f.flat), None)
    if grown is not None:
        return _located(question, grown)
    if stopped.row.has_arrays:
        explained += f" The shapes there: {stopped.row.texts[0]}."
    return explained.strip()


def _error(question: Question, function: Function, calls: Sequence[Call]) -> Verdict:
    case, failure = next(
        (case, made.failure)
        for case, made in zip(question.cases, calls, strict=True)
        if made.failure is not None
    )
    lines = _error_lines(question, failure)
    known = _known_mistake(question, calls)
    worked = sum(made.failure is None for made in calls)
    if known:
        lines.append(f"  {_fill(known[0].says, known[1].facts)}")
    else:
        foreign = about_notebook_names(function)
        unknown = explain_unknown_name(
            failure.text, function, question.contract.outputs, case.expected
        )
        own = failure.place is None or failure.place.function == question.name
        explained = unknown if unknown and own else None
        explained = explained or _about_shapes(question, function, case, failure)
        # A name of the notebook is the cause; what it led to would be cut off below it.
        lines += [f"  {says}" for says in (foreign or explained,) if says]
        if worked:
            lines.append(f"  It runs in {worked} of {len(calls)} cases.")
    printed = next(made.printed for made in calls if made.failure is not None)
    return Verdict("error", NOTHING_RIGHT, known[0].name if known else None, tuple(lines), printed)


def _owner(question: Question, function: str) -> str:
    return "your function" if function == question.name else function


def _nan_line(question: Question, made: Call, output: Compared) -> str | None:
    """Name the first warning of a call as the cause, if its result holds nan or inf for it."""
    expected, got = numbers_of(output.expected), numbers_of(output.got)
    if expected is None or got is None or np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    found = _first_warning(made)
    if found is None:
        return None
    warned, place, says = found
    owner = _owner(question, place.function)
    return f"Line {place.line} of {owner}, {warned.text}: {says}"


def _shape_line(
    question: Question, function: Function, case: SolvedCase, output: Compared, known: bool
) -> str | None:
    """Name the line where an array got a wrong shape, found by running the function once more."""
    expected, got = numbers_of(output.expected), numbers_of(output.got)
    if expected is None or got is None:
        return None
    grew, flat = got.size > expected.size, got.ndim == 1 and expected.ndim == 2
    # A known mistake has its own words for everything but a broadcast that nobody meant.
    if known and not grew:
        return None
    trace = follow_quietly(function, case.arguments)
    if trace is None:
        return None
    if flat:
        lost = [f for f in trace.findings if isinstance(f, RankOne) and (f.size,) == got.shape]
        return _located(question, lost[-1]) if lost else None
    grown = [f for f in trace.findings if isinstance(f, Grown)]
    grown = [f for f in grown if f.flat or not grew or f.result == got.shape]
    first = next((f for f in grown if f.flat), grown[0] if grown else None)
    return _located(question, first) if first else None


def _located(question: Question, finding: Finding) -> str:
    where = f"Line {finding.line} of {_owner(question, finding.function)}"
    if isinstance(finding, Grown):
        where += f", {finding.expression}"
    return f"{where}: {sentence(finding).rstrip('.?')}."


def _as_list(output: Compared) -> str:
    """Return what differs; a list where an array belongs is called a list, not an array."""
    assert output.difference is not None
    fact = output.difference.fact
    if isinstance(output.got, list | tuple) and not isinstance(output.expected, list | tuple):
        if np.ndim(output.expected) == 0:
            return re.sub(r"is an array of shape \([^)]*\)", f"is {kind_name(output.got)}", fact)
        kind = type(output.got).__name__
        fact = fact.replace("is an array of shape", f"is a {kind}, as an array of shape", 1)
    return fact


def _description(
    first: str, outputs: Mapping[str, list[tuple[SolvedCase, Compared]]]
) -> str | None:
    seen = {name: [(case.facts, o) for case, o in found] for name, found in outputs.items()}
    arguments = [case.arguments for case, _ in outputs[first]]
    return describe(first, seen.pop(first), arguments, seen)


def _wrong(
    question: Question,
    function: Function,
    calls: Sequence[Call],
    outputs: Mapping[str, list[tuple[SolvedCase, Compared]]],
    groups: Mapping[str, float],
    never_called: str,
) -> Verdict:
    wrong = [n for n, seen in outputs.items() if any(o.difference for _, o in seen)]
    right = [n for n in outputs if n not in wrong]
    first = wrong[0]
    differing = [(c, o) for c, o in outputs[first] if o.difference is not None]
    case, output = max(differing, key=lambda pair: pair[0].size)
    assert output.difference is not None
    if len(wrong) > _FEW:
        head = f"{question.name}  {len(wrong)} of {len(outputs)} outputs are wrong, {first} first"
    else:
        head = f"{question.name}  {_listed(wrong)} {'are' if len(wrong) > 1 else 'is'} wrong"
    if 0 < len(right) <= _FEW and len(wrong) <= _FEW:
        head += f" ({_listed(right)} {'are' if len(right) > 1 else 'is'} right)"
    given = f"   ({case.label})" if case.label else ""
    # Some facts begin with the name of the output by themselves.
    named = output.difference.fact.startswith(f"{first} ")
    about = (
        f"{first}: " if len(wrong) > 1 and output.difference.kind == "value" and not named else ""
    )
    head += "."
    known = _known_mistake(question, calls)
    pointed = known is not None and re.search(r"\(\d+\.\d+\)", known[0].says)
    if output.difference.kind != "missing" and not pointed:
        head = _with_pointer(head, question, wrong)
    fact = f"  {about}{_as_list(output)}"
    beside = len(fact + given) <= _ONE_LINE
    lines = [head, fact + given if beside else fact]
    made = next(made for c, made in zip(question.cases, calls, strict=True) if c is case)
    cause = _nan_line(question, made, output)
    foreign = None if known else about_notebook_names(function)
    if known:
        lines.append(f"  {_fill(known[0].says, known[1].facts)}")
    elif cause is None and never_called:
        lines.append(f"  {never_called}")
    elif foreign is not None:
        lines.append(f"  {foreign}")
    elif cause is None and not output.difference.values_right:
        sentence = _description(first, outputs)
        if sentence:
            lines.append(f"  {sentence}")
    cause = cause or _shape_line(question, function, case, output, known is not None)
    if cause is None and known is None and output.difference.values_right:
        cause = "The numbers are right; they only come in the wrong form."
    if cause:
        lines.append(f"  {cause}")
    told = [*lines, f"  in the case {case.label}"]
    if not beside and len(wrapped(told)) <= MOST_LINES:
        lines.insert(2, told[-1])
    return Verdict("wrong", groups, known[0].name if known else None, tuple(lines), made.printed)


def _broken_rules(
    question: Question,
    function: Function,
    calls: Sequence[Call],
    compared: Sequence[Mapping[str, Compared]],
) -> dict[str, str]:
    broken = {}
    for case, made, outputs in zip(question.cases, calls, compared, strict=True):
        if case.rule is None or case.rule in broken:
            continue
        if case.rule == PRINTS:
            wrong = fault(case.expected, numbers_in(made.printed))
        else:
            wrong = next((o.difference.fact for o in outputs.values() if o.difference), None)
        if wrong is None and case.rule == GENERATOR:
            wrong = _not_drawn_from(case, made)
        if made.failure is not None:
            broken[case.rule] = f"it stops with {made.failure.kind}: {made.failure.text[:200]}"
        elif wrong is not None:
            broken[case.rule] = f"{wrong}. {question.rule_says.get(case.rule, '')}".strip()
    for name in question.rules:
        says = RULES[name](function, calls, (*question.uses, *question.given))
        if says:
            broken[name] = says
    return broken


def _not_drawn_from(case: SolvedCase, made: Call) -> str | None:
    for name, value in case.arguments.items():
        if isinstance(value, Seeded) and name not in made.changed:
            return f"it draws nothing from its argument {name}"
    return None


def _rule_words(rule: str) -> str:
    return BROKEN.get(rule, f"right values, but the rule {rule!r} is not kept")


def _first_warning(made: Call) -> tuple[Warned, Place, str] | None:
    """Return the first warning of a call that has an explanation: later ones follow from it."""
    for warned in made.warned:
        says = explain_warning(warned.text)
        if says is not None and warned.place is not None:
            return warned, warned.place, says
    return None


def _warning_lines(calls: Sequence[Call]) -> list[str]:
    for made in calls:
        found = _first_warning(made)
        if found is not None:
            warned, place, says = found
            return [
                _cut(f'  NumPy warned "{warned.text}" at {place}'),
                f"  The results are right; no point is lost. {says[0].upper()}{says[1:]}",
            ]
    return []


def _never_called(replaced_helpers: Sequence[HelperSpy]) -> str:
    """Return a sentence about a helper that should have been called and was not, else ""."""
    name = next((w.name for w in replaced_helpers if not w.called), "")
    if not name:
        return ""
    return f"It never calls {name}: while it is judged, its first values must come from there."


def _rebound(calls: Sequence[Call]) -> list[str]:
    names = [name for made in calls for name in made.rebound]
    if not names:
        return []
    return [
        f"  Accepted, but mind: it puts new values into the caller's own dictionary {names[0]}. "
        "Whoever still needs the old ones has lost them; a new dictionary is safer."
    ]


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
    return replace(verdict, lines=fitted(verdict.lines))


def _compared(question: Question, case: SolvedCase, made: Call) -> dict[str, Compared]:
    tolerance = {**question.contract.tolerance, **case.tolerance}
    return compare(case.expected, made.value, replace(question.contract, tolerance=tolerance))


def _judged(function: object, question: Question, explained: bool) -> Verdict:
    if not callable(function):
        line = f"{question.name}  is not a function any more: run the cell that defines it again."
        return Verdict("error", NOTHING_RIGHT, None, (line,))
    function, replaced_helpers = with_replaced_helpers(function, question.replaced_helpers)
    made_calls = (
        call(function, case.arguments, question.extra_arguments) for case in question.cases
    )
    calls = [replace(made, value=question.contract.wanted(made.value)) for made in made_calls]
    for made in calls:
        if made.failure is not None and made.failure.kind == "NotImplementedError":
            return _unfinished(question, made.failure)
    calls = [
        replace(made, value=in_order_of(case.expected, made.value, question.contract))
        for case, made in zip(question.cases, calls, strict=True)
    ]
    compared = [
        {} if case.rule == PRINTS else _compared(question, case, made)
        for case, made in zip(question.cases, calls, strict=True)
    ]
    by_value = [
        (case, made, outputs)
        for case, made, outputs in zip(question.cases, calls, compared, strict=True)
        if case.rule is None
    ]
    if any(made.failure for _, made, _ in by_value):
        if not explained:
            return Verdict("error", NOTHING_RIGHT, None, ())
        return _error(question, function, calls)
    # Cases may differ in their outputs: a net of three layers has a W3, and one of two has none.
    names = list(dict.fromkeys(name for _, _, found in by_value for name in found))
    outputs = {
        name: [(case, found[name]) for case, _, found in by_value if name in found]
        for name in names
    }
    shape = all(
        o.difference is None or o.difference.kind == "value" for s in outputs.values() for _, o in s
    )
    values = [
        all(o.difference is None or o.difference.values_right for _, o in seen)
        for seen in outputs.values()
    ]
    groups = {"shape": float(shape), "value": sum(values) / len(values), "rule": 0.0}
    broken = _broken_rules(question, function, calls, compared)
    groups["rule"] = float(all(values) and not broken)
    if not shape or not all(values):
        if not explained:
            return Verdict("wrong", groups, None, ())
        never_called = _never_called(replaced_helpers)
        return _wrong(question, function, calls, outputs, groups, never_called)
    if broken:
        known = _known_mistake(question, calls)
        says = _fill(known[0].says, known[1].facts) if known else next(iter(broken.values()))
        what = " and ".join(dict.fromkeys(map(_rule_words, broken)))
        lines = [f"{question.name}  {what}; that costs {SHARES['rule']:.0%} of its points."]
        lines.append(f"  {says[0].upper()}{says[1:]}")
        return Verdict("rule", groups, known[0].name if known else None, tuple(lines))
    what = ", ".join(names) if len(names) <= _MOST_NAMES else f"all {len(names)} outputs"
    on = f" on {len(calls)} of {len(calls)} cases" if len(calls) > 1 else ""
    line = f"{question.name}  right{on}: {what}."
    return Verdict("right", groups, None, (line, *(_warning_lines(calls) or _rebound(calls))))
