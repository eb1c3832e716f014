"""Characters that editors and web pages put into code, and code cannot have outside of strings.

A space that does not break a line, a character without width, a curly quote. They are replaced
only in a cell that is not Python, only outside of strings and comments, and only if the cell is
Python afterwards.
"""

import re
from dataclasses import dataclass
from typing import Final

from grader.student.text.cells.reading import MAX_CELL_LENGTH, read_cell
from grader.student.text.cells.scanning import COMMENT, STRING, tokens, unified_newlines

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WITHOUT_WIDTH: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63"
_DOUBLE: Final = "\u201c-\u201f\u2033\u00ab\u00bb"
_SINGLE: Final = "\u2018-\u201b\u2032\u00b4"
# Full-width forms of the characters from ! to ~, which input methods for Chinese or Japanese type.
_WIDE: Final = "\uff01-\uff5e"
_STRANGE: Final = re.compile(f"[{_SPACES}{_WITHOUT_WIDTH}{_DASHES}{_DOUBLE}{_SINGLE}{_WIDE}]")
_TABLE: Final = (
    (re.compile(f"[{_SPACES}]"), " "),
    (re.compile(f"[{_WITHOUT_WIDTH}]"), ""),
    (re.compile(f"[{_DASHES}]"), "-"),
)
# A text between curly quotes; a straight quote can be one of the two.
_QUOTED: Final = re.compile(
    rf"""
      (?P<block>[{_DOUBLE}]{{3}}) (?P<a>.*?) (?:[{_DOUBLE}]{{3}}|\"\"\")
    | (?P<double>[{_DOUBLE}]) (?P<b>[^{_DOUBLE}"\\\n]*) [{_DOUBLE}"]
    | (?P<single>[{_SINGLE}]) (?P<c>[^{_SINGLE}'\\\n]*) [{_SINGLE}']
    """,
    re.VERBOSE | re.DOTALL,
)
_ENDS_CURLY: Final = {
    '"': re.compile(rf'"([^"\\\n{_DOUBLE}]*)[{_DOUBLE}]'),
    "'": re.compile(rf"'([^'\\\n{_SINGLE}]*)[{_SINGLE}]"),
}


@dataclass(frozen=True)
class LineChange:
    """A line of a cell before and after a repair."""

    line: int
    before: str
    after: str


def repair_typing(source: str) -> tuple[str, tuple[LineChange, ...]]:
    """Replace characters that keep a cell from being Python.

    Returns
    -------
    text : str
        The source itself, unless the repaired text is Python and the source is not.
    changes : tuple of LineChange
    """
    if not _STRANGE.search(source) or len(source) > MAX_CELL_LENGTH:
        return source, ()
    if read_cell(source).error is None:
        return source, ()
    before = unified_newlines(source)
    after = _replaced(before)
    if after == before or read_cell(after).error is not None:
        return source, ()
    return after, _changes(before, after)


def enable_definitions(source: str) -> tuple[str, tuple[LineChange, ...]]:
    """Turn a line `%%timeit` above a cell into a comment: what it times defines nothing outside.

    Returns what `repair_typing` does.
    """
    before = unified_newlines(source)
    lines = before.split("\n")
    for i, line in enumerate(lines):
        if line.startswith("%%timeit"):
            lines[i] = f"# {line}"
        elif line.strip() and not line.startswith("%%"):
            break
    after = "\n".join(lines)
    if after == before or read_cell(after).error is not None:
        return source, ()
    return after, _changes(before, after)


def _changes(before: str, after: str) -> tuple[LineChange, ...]:
    lines = zip(before.split("\n"), after.split("\n"), strict=True)
    return tuple(LineChange(i, old, new) for i, (old, new) in enumerate(lines, 1) if old != new)


def _replaced(text: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(text):
        part = _next_part(text, position)
        parts.append(part[0])
        position = part[1]
    return "".join(parts)


def _next_part(text: str, start: int) -> tuple[str, int]:
    """Return the text from a position on, repaired up to the next string, and where it ends."""
    parts: list[str] = []
    for token in tokens(text, start):
        piece = text[token.start : token.end]
        if token.kind == COMMENT:
            parts.append(piece)
        elif token.kind == STRING:
            quote = '"' if '"' in piece[:3] else "'"
            curly = _ENDS_CURLY[quote].match(piece, piece.index(quote))
            if curly is None or (len(piece) > 1 and piece.endswith(quote)):
                parts.append(piece)
                continue
            # It has no end of its own, and the curly quote in it is meant to be one.
            parts.append(piece[: curly.start()] + quote + curly[1] + quote)
            return "".join(parts), token.start + curly.end()
        elif quoted := _QUOTED.match(text, token.start):
            quote = '"""' if quoted["block"] else '"' if quoted["double"] else "'"
            inside = next(each for each in quoted.group("a", "b", "c") if each is not None)
            parts.append(quote + inside + quote)
            return "".join(parts), quoted.end()
        else:
            parts.append(_plain(piece))
    return "".join(parts), len(text)


def _plain(piece: str) -> str:
    for pattern, replacement in _TABLE:
        piece = pattern.sub(replacement, piece)
    return re.sub(f"[{_WIDE}]", lambda wide: chr(ord(wide[0]) - 0xFEE0), piece)
