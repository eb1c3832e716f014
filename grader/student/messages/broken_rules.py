"""What a check says of a function with right values that breaks a rule of its exercise."""

from collections.abc import Mapping, Sequence

_IN_SHORT: Mapping[str, str] = {
    "unchanged": "right values, but it changes what it was given",
    "own_arguments": "right values, but it reads variables of the notebook",
    "vectorized": "right values, but with a loop",
    "own_loop": "right values, but without a loop of its own",
    "fresh_draws": "random numbers of the right kind, but the same ones at every call",
    "generator": "right shapes and sizes, but not drawn from the generator it is given",
    "finite": "right for most numbers, wrong for extreme ones",
    "prints": "right values, but it prints other lines than asked for",
}
"""A few words for each rule; the last three are rules that cases test."""

_NOT_READ = "the source of your function cannot be read"


def in_short(rule: str, sentence: str = "") -> str:
    """Say in a few words which rule is broken, or that nobody can see whether it is."""
    if sentence.startswith(_NOT_READ) or _NOT_SHOWN in sentence:
        return "right values, but nobody can see how they are computed"
    return _IN_SHORT.get(rule, f"right values, but the rule {rule!r} is not kept")


def _where(line: int, function: str, exercise: str) -> str:
    return f"line {line} of {'your function' if function == exercise else function}"


def unreadable() -> str:
    """Say that a rule about the text of a function cannot be tested."""
    return (
        f"{_NOT_READ}. Define it once, with def at the left margin of a cell, without a decorator."
    )


def in_long_cell(length: int, limit: int) -> str:
    """Say that the source of a function is not read, since its cell is too long."""
    return (
        f"{_NOT_READ}: its cell has {length:,} characters, and at most {limit:,} are read. Move "
        "the function to a cell of its own."
    )


def changes_arrays_of_a_dictionary(argument: str) -> str:
    """Say that the arrays in a dictionary are changed in place."""
    return (
        f"it writes into the arrays of its argument {argument}, as W -= ... and "
        "W[i, j] = ... do: they are the caller's. A copy of a dictionary holds the same "
        "arrays; copy these."
    )


def changes_a_list(argument: str) -> str:
    """Say that a list is changed in place."""
    return (
        f"it changes the caller's own list {argument}, as {argument}.pop() and "
        f"{argument}[0] = ... do. Work on a copy, such as list({argument})."
    )


def changes_arguments(arguments: Sequence[str]) -> str:
    """Say that arrays are changed in place."""
    first = arguments[0]
    names = f"argument{'s' if len(arguments) > 1 else ''} {' and '.join(arguments)}"
    return (
        f"it changes its {names} in place (as {first} -= ... and {first}[...] = ... do), so the "
        f"caller's own numbers change too. Work on a copy, or make something new, as "
        f"{first} = {first} - ... does."
    )


def reads_the_notebook(names: Sequence[str]) -> str:
    """Say that a function reads data that are not among its arguments."""
    return (
        f"your function reads {' and '.join(names)} from the notebook, which is not one of its "
        "arguments. With other data it would still compute with the old; use the arguments only."
    )


_NOT_SHOWN = "and the text does not show what that runs."


def not_resolved(line: int, function: str, exercise: str, what: str) -> str:
    """Say which expression of a function could run anything."""
    return f"{_where(line, function, exercise)} {what}"


def work_grows(events: int, length: int, more: int, longer: int) -> str:
    """Say that a function executes more lines the longer an axis is."""
    return (
        f"Python executes {events} lines and calls of your code for an axis of length {length}, "
        f"and {more} for length {longer}. Something visits the entries one by one; one array "
        "operation does them all."
    )


def loop_found(line: int, function: str, exercise: str, loop: str) -> str:
    """Say where a function loops over the entries of an array."""
    return (
        f"{_where(line, function, exercise)} is {loop}. The values are right, but Python visits "
        "the entries one by one; one array operation does them all."
    )


def uses_ready_made(line: int, function: str, exercise: str, name: str) -> str:
    """Say where a function leaves to NumPy what is the exercise."""
    return (
        f"{_where(line, function, exercise)} leaves the work to {name}. The values are right, but "
        "here the loop is the exercise: write it yourself, step by step."
    )


def no_loop_found() -> str:
    """Say that an exercise about the loop itself is solved without one."""
    return "your function has no loop, and here the loop is the exercise: write it out."


def same_draws(name: str) -> str:
    """Say that a function draws the same random numbers again.

    `name` is that of an entry of the returned dictionary, "" if it returns none.
    """
    numbers = f"the same {name}" if name else "the same numbers"
    return (
        f"two calls returned {numbers}, as they do where the function sets a seed or makes a "
        "generator from one. Draw from rng: whoever calls the function chooses the seed."
    )


def draws_nothing(argument: str) -> str:
    """Say that a function does not use the generator that it is given."""
    return f"it draws nothing from its argument {argument}"


def stops_with(kind: str, text: str) -> str:
    """Say that a function fails in a case that tests a rule."""
    return f"it stops with {kind}: {text}".removesuffix(": ")


# -------------------------------------------------------------------------- what counts as a loop


def while_loop() -> str:
    """Name a `while` loop."""
    return "a while loop"


def for_loop() -> str:
    """Name a `for` loop."""
    return "a for loop"


def comprehension() -> str:
    """Name a comprehension."""
    return "a comprehension, which is a loop as well"


def imported_loop() -> str:
    """Name the import of a function that loops in Python, such as `functools.reduce`."""
    return "an import of a Python loop"


def hidden_loop(name: str) -> str:
    """Name a function that loops in Python, such as `np.vectorize`."""
    return f"{name}, which is a Python loop inside"


def builtin_loop(name: str) -> str:
    """Name one of Python's own functions that go through an array, such as `sum`."""
    return f"Python's own {name}, which is a loop over the entries"


def recursion(function: str, caller: str) -> str:
    """Name a call that leads a function back to itself."""
    whom = "itself" if function == caller else f"{function}, which has led here"
    return f"a call of {whom}, which is a loop as well"


# --------------------------------------------------------------- what the text of a function hides


def by_text(name: str) -> str:
    """Name a function that finds or runs something by a text, such as `getattr`."""
    return f"uses {name}, {_NOT_SHOWN} Write the name of the function that you mean."


def defined_nowhere(name: str) -> str:
    """Name something that no cell defines where it can be read."""
    return f"uses {name}, which no cell defines, {_NOT_SHOWN} Define it with def in a cell."


def a_class(name: str) -> str:
    """Name a class of the student's."""
    return f"uses the class {name}, {_NOT_SHOWN} Write a function with def."


def a_decorator(name: str) -> str:
    """Name a function with a decorator."""
    return f"has a decorator on {name}, {_NOT_SHOWN} Leave the decorator out."


def imported_inside(module: str) -> str:
    """Name a module that is imported in a function."""
    return f"imports {module}, {_NOT_SHOWN} Import your own modules at the top of a cell."


def other_module(name: str) -> str:
    """Name a module that may call a function for each element."""
    return f"uses the module {name}, {_NOT_SHOWN} Use NumPy."


def unknown_function(name: str) -> str:
    """Name a callable value whose text is not found."""
    return f"uses {name}, {_NOT_SHOWN} Define {name} with def in a cell, without a decorator."


def attribute_of(name: str) -> str:
    """Name an attribute of a function or a class."""
    return f"uses {name}, {_NOT_SHOWN} Give that function a name of its own with def."


def patched(name: str, how: str) -> str:
    """Name something to which the notebook can give another value, and how it does."""
    by = f"by {how}" if how != "=" else "with ="
    return f"uses {name}, which a cell can replace {by}, {_NOT_SHOWN} Leave that out."
