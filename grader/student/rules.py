"""Rules that right values do not show: no loop over the data, arguments unchanged, and so on.

A rule is a name in `RULES`. Its function looks at the student's function and at the calls that
were made of it, and returns None where the rule is kept, else one sentence for the student.
"""

import builtins
import dis
import types
from collections.abc import Callable, Collection, Iterator, Sequence

from grader.student.calls import Call, Function, code_of
from grader.student.loops import Found, first_loop, has_loop, read, ready_made

Rule = Callable[[Function, Sequence[Call], Collection[str]], str | None]


def _unchanged(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    changed = list(dict.fromkeys(name for call in calls for name in call.changed))
    if not changed:
        return None
    names = " and ".join(changed)
    return (
        f"your function changes its argument {names} in place (as {changed[0]} -= ... does), so "
        f"the caller's {names} changes too. Make a new array: {changed[0]} = {changed[0]} - ..."
    )


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_data(value: object) -> bool:
    # A number such as EPSILON = 1e-8 is a setting of the student's own; sizes and arrays are data.
    harmless = isinstance(value, str | float | bool | type | types.ModuleType | None)
    return not harmless and not callable(value)


def _own_arguments(
    function: Function, calls: Sequence[Call], helpers: Collection[str]
) -> str | None:
    code = code_of(function)
    if code is None:
        return None
    namespace = getattr(function, "__globals__", {})
    names = dict.fromkeys(
        instruction.argval
        for inner in _codes(code)
        for instruction in dis.get_instructions(inner)
        if instruction.opname == "LOAD_GLOBAL"
    )
    data = [
        name
        for name in names
        if name in namespace and not hasattr(builtins, name) and _is_data(namespace[name])
    ]
    if not data:
        return None
    return (
        f"your function reads {' and '.join(data)} from the notebook, which is not one of its "
        "arguments. With other data it would still compute with the old; use the arguments only."
    )


_UNREADABLE = "the source of your function cannot be read: define it with def in a cell."


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


RULES: dict[str, Rule] = {
    "unchanged": _unchanged,
    "own_arguments": _own_arguments,
    "vectorized": _vectorized,
    "own_loop": _own_loop,
}
"""Every rule by its name."""
