"""Look a text up in a table of patterns and sentences."""

import re
from collections.abc import Sequence


def first_match(table: Sequence[tuple[str, str]], text: str) -> str | None:
    """Return the sentence of the first pattern that is found in a text, None if none is.

    Parameters
    ----------
    table : sequence of (pattern, sentence)
        "{0}" in a sentence is the first group of its pattern, and so on.
    text : str
    """
    for pattern, sentence in table:
        found = re.search(pattern, text)
        if found:
            return sentence.format(*(group or "" for group in found.groups()))
    return None
