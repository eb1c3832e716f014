"""How messages write numbers, names and kinds of values."""

from collections.abc import Sequence

import numpy as np


def format_number(value: float) -> str:
    """Write a number the way a message shows it: four significant digits, integers in full."""
    if float(value).is_integer() and abs(value) < 1e6:
        return str(int(value))
    return f"{float(value):.4g}"


def format_two_numbers(expected: float, got: float) -> tuple[str, str]:
    """Write two different numbers with as many digits as it takes to tell them apart."""
    for digits in range(4, 17):
        pair = f"{float(expected):.{digits}g}", f"{float(got):.{digits}g}"
        if pair[0] != pair[1]:
            break
    if digits == 4:
        return format_number(expected), format_number(got)
    return pair


def listed(names: Sequence[str]) -> str:
    """Write names as a list in a sentence: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def kind_name(value: object) -> str:
    """Name a value's type, as a student would: "a list of 3", "an array of shape (2, 1)"."""
    match value:
        case None:
            return "None"
        case np.ndarray():
            return array_name(value.shape)
        case bool():
            return "True or False"
        case complex() | np.complexfloating():
            return "a complex number"
        case int() | float() | np.generic():
            return "a number"
        case tuple() | list():
            return f"a {type(value).__name__} of {len(value)}"
        case dict():
            return "a dictionary"
        case str():
            return "a text"
        case bytes():
            return "bytes"
        case type():
            return "a class"
    if callable(value):
        return "a function"
    article = "an" if type(value).__name__[0].lower() in "aeiou" else "a"
    return f"{article} {type(value).__name__}"


def array_name(shape: tuple[int, ...]) -> str:
    """Name an array by its shape."""
    return f"an array of shape {shape}"


def capitalized(sentence: str) -> str:
    """Return a sentence that begins with a capital letter; the others stay as they are."""
    return f"{sentence[0].upper()}{sentence[1:]}"
