"""Codes for colors in a text: each becomes a tag on a page, and is read with all that follows it.

nbconvert cuts the text anew at each code, so that its time grows with their number times the
length of the text.
"""

import re
from typing import Final

from grader.student.messages import grading_problems

MOST: Final = 2_000
"""Codes in one text; a traceback has some twenty for each of its frames."""

MOST_WORK: Final = 100_000_000
"""Codes times characters."""

_CODE = re.compile(r"\x1b\[[0-9;:]*[a-zA-Z]")


def has_few_colors(text: str) -> bool:
    """Return whether a page can show a text with its colors."""
    codes = text.count("\x1b")
    return codes <= MOST and codes * len(text) <= MOST_WORK


def without_colors(text: str) -> str:
    """Return a text without codes for colors, and without what may become one."""
    return _CODE.sub("", text).replace("\x1b", "")


def with_few_colors(text: str) -> str:
    """Return a text with its colors, or without any and a note if they are too many."""
    if has_few_colors(text):
        return text
    return without_colors(text) + grading_problems.colors_left_out()
