"""Strings, comments, brackets and line ends of a text, in one pass and whether or not it is Python.

Python's own `tokenize` stops or changes its mind where the text is no Python, each version in
another way. Here every character belongs to exactly one token, so a pass is linear in the text.
"""

import functools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

SPACE, COMMENT, NEWLINE, STRING = "space", "comment", "newline", "string"
NAME, OPEN, CLOSE, ASSIGN, OTHER = "name", "open", "close", "assign", "other"

# A string without its end is the rest of the line, or with three quotes the rest of the text.
_PATTERN: Final = r"""
      (?P<space>(?:[ \t\f]|\\\n)+)
    | (?P<newline>\n)
    | (?P<comment>\#[^\nENDS]*)
    | (?P<string>
        (?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?
        (?: \"\"\"[^"\\]*(?:(?:\\.|\"(?!\"\"))[^"\\]*)*(?:\"\"\"|\\?\Z)
          | '''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\\?\Z)
          | \"[^"\\\n]*(?:\\.[^"\\\n]*)*\"?
          | '[^'\\\n]*(?:\\.[^'\\\n]*)*'?
        )
      )
    | (?P<name>\w+)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<other>(?:\*\*|//|>>|<<|[-+*/%@&|^:<>=!])=)
    | (?P<assign>=)
    | (?P<any>.)
    """


@functools.cache
def _token(ends: str) -> re.Pattern[str]:
    return re.compile(_PATTERN.replace("ENDS", ends), re.VERBOSE | re.DOTALL)


class Token(NamedTuple):
    """A part of a text: its kind, where it begins, and where it ends."""

    kind: str
    start: int
    end: int


def tokens(text: str, start: int = 0, ends: str = "") -> Iterator[Token]:
    """Yield the tokens of a text from a position on; lines end with a newline alone.

    Comments end also before the characters in `ends`, as in a class of a regular expression.
    """
    for found in _token(ends).finditer(text, start):
        kind = found.lastgroup
        yield Token(OTHER if kind in (None, "any") else str(kind), found.start(), found.end())


def unified_newlines(text: str) -> str:
    """Return a text with a newline alone at the end of each line, as Python reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
