"""What a check says of values that are not the expected ones.

First how one output of one case differs (got, expected, where), then what is true of an output in
every case, then random numbers and printed ones.
"""

import re
from collections.abc import Sequence

import numpy as np

from grader.student.text import array_name, kind_name, listed

MOST_KEYS = 4
"""How many keys of a dictionary a message lists."""

_MOST_OF_A_LETTER = 40
# Of an array in another process the classes of so many objects are known.
_MOST_OBJECTS, _MOST_KINDS = 4, 2
_MOST_NAMES = 3

# ------------------------------------------------------------------------ one output of one case


def _why_none(got: object) -> str:
    return ": is the return line missing, or not reached?" if got is None else ""


def _one_number(is_bool: bool) -> str:
    return "True or False" if is_bool else "a number"


def expected_got(expected: object, got: object) -> str:
    """Say that a single value is another one."""
    return f"expected {expected}, got {got}"


def expected_got_at(
    shape: tuple[int, ...], position: Sequence[int], expected: object, got: object
) -> str:
    """Say where an array of the right shape first has another number."""
    index = ", ".join(map(str, position))
    return f"right shape {shape}, but at [{index}]: {expected_got(expected, got)}"


def wrong_shape_tuple(name: str, expected: tuple[int, ...], got: str) -> str:
    """Say that something else stands where the shape of an array is expected."""
    return f"{name} should be {expected}, and is {got}"


def shape_as_list(name: str, expected: tuple[int, ...]) -> str:
    """Say that a shape is right and comes as a list."""
    return f"{name} should be the tuple {expected}, and is a list"


def _array_of_objects(array: np.ndarray) -> str:
    """Name an array of other things than numbers by the first of each kind in it."""
    if array.dtype != object:
        return f"an array of dtype {array.dtype}"
    first: dict[str, str] = {}
    for position, entry in enumerate(array.flat[:_MOST_OBJECTS]):
        first.setdefault(kind_name(entry), f"[{position}]" if array.ndim == 1 else "an element")
    told = [f"{where} is {kind}" for kind, where in first.items()][:_MOST_KINDS]
    return f"{array_name(array.shape)} and dtype object{': ' * bool(told)}{listed(told)}"


def not_numbers(name: str, shape: tuple[int, ...], is_bool: bool, got: object) -> str:
    """Say that an output is nothing that can be compared with numbers."""
    what = _array_of_objects(got) if isinstance(got, np.ndarray) else kind_name(got)
    wanted = array_name(shape) if shape else _one_number(is_bool)
    return f"{name} should be {wanted}, and is {what}{_why_none(got)}"


def wrong_shape(name: str, shape: tuple[int, ...], is_bool: bool, got: tuple[int, ...]) -> str:
    """Say that an array has another shape than expected."""
    expected = str(shape) if shape else _one_number(is_bool)
    return f"{name} is {array_name(got) if got else 'a number'}, expected {expected}"


def wrong_length(name: str, expected: int, got: int) -> str:
    """Say that a list has more or fewer entries than expected."""
    entries = "1 entry" if got == 1 else f"{got} entries"
    return f"{name} has {entries}, expected {expected}"


def nested_list(name: str, expected: int, got: object) -> str:
    """Say that the numbers of a list come in another structure."""
    return f"{name} is {kind_name(got)}, expected a list of {expected}"


def not_an_array(name: str, got: object) -> str:
    """Say that right numbers come as a list, or as one of Python's own numbers."""
    return f"{name} is {kind_name(got)}, expected an array"


def list_for_a_number(fact: str, got: object) -> str:
    """Call a list what it is in a sentence of `wrong_shape`, where a number is expected."""
    return re.sub(r"is an array of shape \([^)]*\)", f"is {kind_name(got)}", fact)


def list_for_an_array(fact: str, got: object) -> str:
    """Call a list what it is in a sentence of `wrong_shape`, where an array is expected."""
    kind = type(got).__name__
    return fact.replace("is an array of shape", f"is a {kind}, as an array of shape", 1)


def not_a_dictionary(name: str, keys: Sequence[str], got: object) -> str:
    """Say that something else comes where a dictionary is expected."""
    quoted = ", ".join(f'"{key}"' for key in keys)
    return (
        f"{name} should be a dictionary with the keys {quoted}, and is {kind_name(got)}"
        f"{_why_none(got)}"
    )


def missing_key(key: str, name: str, keys: Sequence[object]) -> str:
    """Say that a dictionary lacks an entry, and which ones it has."""
    quoted = ", ".join(f'"{k}"' for k in keys[:MOST_KEYS]) or "no keys"
    more = ", ..." if len(keys) > MOST_KEYS else ""
    return f'"{key}" is missing from the dictionary {name}; it has {quoted}{more}'


def unexpected_key(key: str, name: str) -> str:
    """Say that a dictionary has an entry too many."""
    return f'"{key}" does not belong in the dictionary {name}'


def wrong_sequence(name: str, expected: object, got: object) -> str:
    """Say that a list or tuple is of another length, or none at all."""
    return f"{name} should be {kind_name(expected)}, and is {kind_name(got)}"


def wrong_choice(name: str, got: object) -> str:
    """Say that another letter is the right choice."""
    return f"{name} is {got!r}, which is not the right choice"


def not_a_letter(name: str, letters: str, got: object) -> str:
    """Say that a choice is not one of the letters of its question."""
    plain = isinstance(got, str | int | float)
    told = repr(got)[:_MOST_OF_A_LETTER] if plain else kind_name(got)
    return f"{name} should be one of the letters {' '.join(letters)} in quotes, and is {told}"


def wrong_text(name: str, expected: object, got: str) -> str:
    """Say that a text, or None, is another value."""
    return f"{name} should be {expected!r}, and is {got}"


def wrong_return(names: Sequence[str], got: object) -> str:
    """Say that a function does not return as many values as it should."""
    return (
        f"the function should return {listed(names)}, and returns {kind_name(got)}{_why_none(got)}"
    )


def first_difference_inside(name: str, fact: str) -> str:
    """Say which part of an output that counts as one thing differs."""
    return f"{name}: {fact}"


# --------------------------------------------------------------------- one output in every case


def _subject(name: str, many: bool) -> str:
    return "Every entry" if many else f"The value of {name}"


def wrong_sign(name: str, many: bool) -> str:
    """Say that the values are the negatives of the expected ones."""
    return f"{_subject(name, many)} has the right size and the wrong sign."


def times_a_size(name: str, many: bool, size: str, value: str, too_large: bool) -> str:
    """Say that the values are too large, or too small, by the factor of a size such as m."""
    words = "too large" if too_large else "too small"
    return f"{_subject(name, many)} is exactly {value} times {words}, and {size} = {value}."


def times_a_constant(name: str, many: bool, factor: str) -> str:
    """Say that the values are a multiple of the expected ones."""
    return f"{_subject(name, many)} is exactly {factor} times the expected one."


def times_an_argument(name: str, many: bool, factor: str) -> str:
    """Say that the values are the expected ones times an argument, such as the learning rate."""
    return f"{_subject(name, many)} is the expected one times {factor}."


def transposed() -> str:
    """Say that rows and columns are exchanged."""
    return "It is the transpose of the expected array: rows and columns changed places."


def always_the_same(cases: int) -> str:
    """Say that the value does not depend on the case."""
    return f"It is the same in all {cases} cases."


def right_in(right: int, cases: int, where: Sequence[str] = ()) -> str:
    """Say in how many cases a value is right, and in which, such as "m = 1"."""
    count = f"It is right in {right} of {cases} cases"
    return f"{count}: where {listed(where)}." if where else f"{count}."


def same_as_an_argument(name: str) -> str:
    """Say that the value is an argument that was not changed."""
    return f"It is the argument {name}, as it was given."


def same_as_another(name: str) -> str:
    """Say that the value belongs to another output."""
    return f"It is what {name} should be."


def all_zero(name: str, many: bool) -> str:
    """Say that there is nothing but zeros."""
    return f"{_subject(name, many)} is 0."


def off_by(name: str, many: bool, size: str, too_large: bool) -> str:
    """Say that the values differ from the expected ones by a constant."""
    return f"{_subject(name, many)} is exactly {size} too {'large' if too_large else 'small'}."


def one_minus(name: str, many: bool) -> str:
    """Say that the values are 1 minus the expected ones."""
    return f"{_subject(name, many)} is 1 minus the expected one."


def one_over(name: str, many: bool) -> str:
    """Say that the values are the reciprocals of the expected ones."""
    return f"{_subject(name, many)} is 1 divided by the expected one."


def squared(name: str, many: bool) -> str:
    """Say that the values are the squares of the expected ones."""
    return f"{_subject(name, many)} is the square of the expected one."


def some_wrong_signs() -> str:
    """Say that only signs are wrong, and not all of them."""
    return "All entries have the right size, and some have the wrong sign."


def reordered() -> str:
    """Say that the numbers are right and in other places."""
    return "All its numbers are right, but they stand in the wrong places."


def only_one_line(place: str, line: str, is_right: bool) -> str:
    """Say that one row or column, the first or the last, is all that is right, or wrong."""
    return f"Only its {place} {line} is {'right' if is_right else 'wrong'}."


def right_in_another_layout() -> str:
    """Say that nothing but the shape, or the list in place of an array, is wrong."""
    return "The numbers are right; they only come in the wrong form."


# ------------------------------------------------------------------------------- random numbers


def _around_zero(spread: float) -> str:
    return f"random numbers around 0, standard deviation {spread:.2g}"


def not_finite(spread: float) -> str:
    """Say that some of the random numbers are none."""
    return f"there is nan or inf, expected {_around_zero(spread)}"


def all_zeros(spread: float) -> str:
    """Say that nothing is random."""
    return f"all zeros, expected {_around_zero(spread)}"


def all_equal(value: float, spread: float) -> str:
    """Say that all entries are one number."""
    return f"every entry is {value:.4g}, expected {_around_zero(spread)}"


def equal_rows(spread: float) -> str:
    """Say that the rows of a matrix are copies of one another."""
    return f"all rows are equal, expected {_around_zero(spread)}"


def one_sign(missing: str, spread: float) -> str:
    """Say that no number is negative, or none positive."""
    return f"no entry is {missing}, expected {_around_zero(spread)}"


def wrong_mean(mean: float, spread: float) -> str:
    """Say that the numbers do not lie around 0."""
    return f"mean {mean:.2g}, expected {_around_zero(spread)}"


def wrong_spread(got: float, expected: float) -> str:
    """Say that the numbers are spread too much, or too little."""
    return f"standard deviation {got:.2g}, expected about {expected:.2g}"


# ------------------------------------------------------------------------------ printed numbers


def too_many_printed(got: int, expected: int) -> str:
    """Say that more lines with numbers are printed than asked for."""
    wanted = f"expected {expected}" if expected else "and should print none"
    return f"it prints {got} line{'s' * (got > 1)} with numbers, {wanted}"


def not_printed(numbers: Sequence[float]) -> str:
    """Say which numbers no printed line has."""
    told = " and ".join(f"{value:.6g}" for value in numbers)
    return f"it should print a line with the numbers {told}, and does not"
