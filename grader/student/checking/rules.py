"""Rules that right values do not show: no loop over the data, arguments unchanged, and so on.

A rule is a name in `RULES`. Its function looks at the student's function and at the calls that
were made of it, and returns None where the rule is kept, else one sentence for the student.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from grader.student.calling.calls import Call, Function
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.checking.global_names import read_from_notebook
from grader.student.tracing.loops import Found, first_loop, has_loop, read, ready_made

Rule = Callable[[Function, Sequence[Call], Collection[str]], str | None]


GENERATOR = "generator"
"""The rule of a case that brings a generator, from which random numbers are to be drawn."""

_UNREADABLE = "the source of your function cannot be read: define it with def in a cell."


def _unchanged(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    changed = list(
        # A generator is there to be drawn from.
        dict.fromkeys(n for call in calls for n in call.changed if call.kinds.get(n) != "Seeded")
    )
    if not changed:
        return None
    first = changed[0]
    match next(made.kinds[first] for made in calls if first in made.changed):
        case "dict":
            return (
                f"it writes into the arrays of its argument {first}, as W -= ... and "
                "W[i, j] = ... do: they are the caller's. A copy of a dictionary holds the same "
                "arrays; copy these."
            )
        case "list":
            return (
                f"it changes the caller's own list {first}, as {first}.pop() and "
                f"{first}[0] = ... do. Work on a copy, such as list({first})."
            )
    names = f"argument{'s' if len(changed) > 1 else ''} {' and '.join(changed)}"
    return (
        f"it changes its {names} in place (as {first} -= ... and {first}[...] = ... do), so the "
        f"caller's own numbers change too. Work on a copy, or make something new, as "
        f"{first} = {first} - ... does."
    )


def _own_arguments(
    function: Function, calls: Sequence[Call], helpers: Collection[str]
) -> str | None:
    if isinstance(function, OutOfProcessFunction) and function.disguised:
        return _UNREADABLE
    # A number such as EPSILON = 1e-8 is a setting of the student's own; sizes and arrays are data.
    namespace = getattr(function, "__globals__", {})
    reads = [read.name for read in read_from_notebook(function)]
    data = [name for name in reads if not isinstance(namespace[name], float)]
    if not data:
        return None
    return (
        f"your function reads {' and '.join(data)} from the notebook, which is not one of its "
        "arguments. With other data it would still compute with the old; use the arguments only."
    )


def _where(found: Found, function: Function) -> str:
    own = found.function == getattr(function, "__name__", "")
    return f"line {found.line} of {'your function' if own else found.function}"


def _vectorized(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    texts = read(function, helpers)
    if texts is None:
        return _UNREADABLE
    found = first_loop(texts)
    if found is None:
        return None
    return (
        f"{_where(found, function)} is {found.what}. The values are right, but Python visits the "
        "entries one by one; one array operation does them all."
    )


def _own_loop(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    # For an exercise in which the loop itself is what is to be learned.
    texts = read(function, helpers)
    if texts is None:
        return _UNREADABLE
    found = ready_made(texts)
    if found is not None:
        return (
            f"{_where(found, function)} leaves the work to {found.what}. The values are right, but "
            "here the loop is the exercise: write it yourself, step by step."
        )
    if not has_loop(texts):
        return "your function has no loop, and here the loop is the exercise: write it out."
    return None


def _numbers_in(value: object) -> list[tuple[str, np.ndarray]]:
    """Return the arrays of a returned dictionary that may be random, with their names."""
    items = value.items() if isinstance(value, dict) else [("its result", value)]
    arrays = [(str(k), v) for k, v in items if isinstance(v, np.ndarray) and v.dtype.kind == "f"]
    return [(name, array) for name, array in arrays if array.size > 1 and np.ptp(array) > 0]


def _fresh_draws(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    # Needs two cases with the same sizes.
    for i, made in enumerate(calls):
        for name, array in _numbers_in(made.value):
            for later in calls[i + 1 :]:
                if any(n == name and np.array_equal(a, array) for n, a in _numbers_in(later.value)):
                    return (
                        f"two calls gave the same {name}, number by number, as they do where the "
                        "function sets a seed or makes a generator from one. Draw from rng: "
                        "whoever calls decides about the seed."
                    )
    return None


RULES: dict[str, Rule] = {
    "unchanged": _unchanged,
    "own_arguments": _own_arguments,
    "vectorized": _vectorized,
    "own_loop": _own_loop,
    "fresh_draws": _fresh_draws,
}
"""Every rule by its name."""

BROKEN: Mapping[str, str] = {
    "unchanged": "right values, but it changes what it was given",
    "own_arguments": "right values, but it reads variables of the notebook",
    "vectorized": "right values, but with a loop",
    "own_loop": "right values, but without a loop of its own",
    "fresh_draws": "random numbers of the right kind, but the same ones at every call",
    GENERATOR: "right shapes and sizes, but not drawn from the generator it is given",
    "finite": "right for most numbers, wrong for extreme ones",
    "prints": "right values, but it prints other lines than asked for",
}
"""A few words for each rule that is not kept; the last three are rules that cases test."""
