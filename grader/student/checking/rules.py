"""Rules that right values do not show: no loop over the data, arguments unchanged, and so on.

A rule is a name in `RULES`. Its function looks at the student's function and at the calls that
were made of it, and returns None where the rule is kept, else one sentence for the student.
"""

from collections.abc import Callable, Collection, Sequence

import numpy as np

from grader.student.calling import (
    Call,
    Function,
    OutOfProcessFunction,
    axis_lengths,
    count_work,
    repeated,
)
from grader.student.checking.global_names import notebook_data_read_by
from grader.student.checking.question import SolvedCase
from grader.student.messages import broken_rules as says
from grader.student.text import MAX_CELL_LENGTH
from grader.student.tracing import (
    TOO_LONG,
    FunctionSource,
    first_loop,
    first_ready_made,
    first_unresolved,
    has_loop,
    read_sources,
)

Rule = Callable[[Function, Sequence[Call], Collection[str]], str | None]


GENERATOR = "generator"
"""The rule of a case that brings a generator, from which random numbers are to be drawn."""


def _unchanged(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    changed = list(dict.fromkeys(name for call in calls for name in call.changed_values))
    if not changed:
        return None
    first = changed[0]
    match next(made.changed_types[first] for made in calls if first in made.changed):
        case "dict":
            return says.changes_arrays_of_a_dictionary(first)
        case "list":
            return says.changes_a_list(first)
    return says.changes_arguments(changed)


def _unreadable(function: Function) -> str:
    too_long = getattr(function, "__globals__", {}).get(TOO_LONG, {}).get(_name_of(function))
    return says.unreadable() if too_long is None else says.in_long_cell(too_long, MAX_CELL_LENGTH)


def _own_arguments(
    function: Function, calls: Sequence[Call], helpers: Collection[str]
) -> str | None:
    if isinstance(function, OutOfProcessFunction) and function.code_differs:
        return _unreadable(function)
    # A number such as EPSILON = 1e-8 is a setting of the student's own; sizes and arrays are data.
    others = [getattr(function, name, ()) for name in ("other_versions", "decorators")]
    reads = [
        read for each in (function, *others[0], *others[1]) for read in notebook_data_read_by(each)
    ]
    data = list(dict.fromkeys(r.name for r in reads if not isinstance(r.value, float)))
    return says.reads_the_notebook(data) if data else None


def _vectorized(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    sources = read_sources(function, helpers)
    if sources is None:
        return _unreadable(function)
    found = first_loop(sources)
    if found is not None:
        return says.loop_found(found.line, found.function, _name_of(function), found.description)
    return _not_resolved(function, sources, helpers)


def _not_resolved(
    function: Function, sources: Sequence[FunctionSource], helpers: Collection[str]
) -> str | None:
    found = first_unresolved(sources, helpers)
    if found is None:
        return None
    return says.not_resolved(found.line, found.function, _name_of(function), found.description)


_TIMES, _MOST_AXES = 4, 3


def loop_by_count(function: Function, cases: Sequence[SolvedCase]) -> str | None:
    """Say that a function executes more lines the more samples there are, None if it does not.

    The count comes from the student's process, which can forge it: it can show a loop, and says
    nothing where it shows none.
    """
    if not cases:
        return None
    case = max(cases, key=lambda each: max(axis_lengths(dict(each.arguments)), default=0))
    lengths = sorted(axis_lengths(dict(case.arguments)) - {0, 1})[-_MOST_AXES:]
    events = count_work(function, case.arguments) if lengths else None
    for length in reversed(lengths):
        more = count_work(function, repeated(dict(case.arguments), length, _TIMES))
        # A branch that a larger array takes costs a few lines.
        if events is not None and more is not None and more - events >= 2 * length:
            return says.work_grows(events, length, more, _TIMES * length)
    return None


def _own_loop(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    # For an exercise in which the loop itself is what is to be learned.
    sources = read_sources(function, helpers)
    if sources is None:
        return _unreadable(function)
    found = first_ready_made(sources)
    if found is not None:
        return says.uses_ready_made(
            found.line, found.function, _name_of(function), found.description
        )
    if not has_loop(sources):
        return says.no_loop_found()
    return _not_resolved(function, sources, helpers)


def _name_of(function: Function) -> str:
    return getattr(function, "__name__", "")


def _numbers_in(value: object) -> list[tuple[str, np.ndarray]]:
    """Return the arrays of a returned dictionary that may be random, with their names."""
    items = value.items() if isinstance(value, dict) else [("", value)]
    arrays = [(str(k), v) for k, v in items if isinstance(v, np.ndarray) and v.dtype.kind == "f"]
    return [(name, array) for name, array in arrays if array.size > 1 and np.ptp(array) > 0]


def _fresh_draws(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    # Needs two cases with the same sizes.
    for i, made in enumerate(calls):
        for name, array in _numbers_in(made.value):
            for later in calls[i + 1 :]:
                if any(n == name and np.array_equal(a, array) for n, a in _numbers_in(later.value)):
                    return says.same_draws(name)
    return None


RULES: dict[str, Rule] = {
    "unchanged": _unchanged,
    "own_arguments": _own_arguments,
    "vectorized": _vectorized,
    "own_loop": _own_loop,
    "fresh_draws": _fresh_draws,
}
"""Every rule by its name."""
