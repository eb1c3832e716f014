"""Find a function that a student wrote under another name than the expected one."""

import re
from collections.abc import Iterator, Mapping

from grader.student.calling.own_code.files import is_own_function

_ADDED = r"fn|func|function|f|my|own|new|old|calc|calculate|compute|get|do|test|student|solution|v"
_AROUND = re.compile(rf"^(?:(?:{_ADDED})_)+|(?:_(?:{_ADDED}))+$|_+$|^_+")


def renamed_function(name: str, namespace: Mapping[str, object]) -> str | None:
    """Return the name of the one function that has nearly the expected name, None if none has.

    It differs in capital letters, in underscores, in a number at its end, in a word such as
    "my" or "fn", or in one letter.

    Parameters
    ----------
    name : str
        The expected name.
    namespace : mapping of str to object
        The names of the notebook. A function that is not written yet does not count.
    """
    found = [
        other
        for other, value in namespace.items()
        if other != name and is_own_function(value) and _is_written(value) and _near(name, other)
    ]
    return found[0] if len(found) == 1 else None


def _is_written(function: object) -> bool:
    return "NotImplementedError" not in function.__code__.co_names  # type: ignore[attr-defined]


def _near(name: str, other: str) -> bool:
    one, two = _plain(name), _plain(other)
    return one == two or (len(one) > 3 and one in set(_one_letter_off(two)))


def _plain(name: str) -> str:
    """Return a name without what students add to it; a number inside a name stays."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    short = re.sub(r"_?\d+$", "", spaced.lower()) or spaced.lower()
    return (_AROUND.sub("", short) or short).replace("_", "")


def _one_letter_off(name: str) -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for i in range(len(name) + 1):
        before, after = name[:i], name[i:]
        yield from (before + letter + after for letter in letters)
        if after and after[0].isalpha():
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
