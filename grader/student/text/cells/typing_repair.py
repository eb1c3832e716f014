"""What editors and web pages put into code, and code cannot have outside of strings.

A space that does not break a line, a character without width, a control character, a curly quote,
a sign of mathematics, another line end; the numbers of lines and the fences around code. They are
replaced only in a cell that is not Python, only outside of strings and comments, and only if the
cell is Python afterwards.
"""

import re
from dataclasses import dataclass
from typing import Final

from grader.student.text.cells.reading import MAX_CELL_LENGTH, read_cell
from grader.student.text.cells.scanning import COMMENT, STRING, tokens, unified_newlines

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WITHOUT_WIDTH: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_CONTROL: Final = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63"
_DOUBLE: Final = "\u201c-\u201f\u2033\u00ab\u00bb"
_SINGLE: Final = "\u2018-\u201b\u2032\u00b4"
# Full-width forms of the characters from ! to ~, which input methods for Chinese or Japanese type.
_WIDE: Final = "\uff01-\uff5e"
_LINE_ENDS: Final = "\v\x1c-\x1e\x85\u2028\u2029"
_SIGNS: Final = {
    "\u00d7": "*",
    "\u2217": "*",
    "\u22c5": "*",
    "\u2219": "*",
    "\u2715": "*",
    "\u00f7": "/",
    "\u2215": "/",
    "\u2044": "/",
    "\u2264": "<=",
    "\u2a7d": "<=",
    "\u2265": ">=",
    "\u2a7e": ">=",
    "\u2260": "!=",
    "\u2192": "->",
    "\u2026": "...",
    "\u00b2": "**2",
    "\u00b3": "**3",
    "\u3001": ",",
    "\u3002": ".",
    "\u3010": "[",
    "\u3011": "]",
}
_STRANGE: Final = re.compile(
    f"[{_SPACES}{_WITHOUT_WIDTH}{_CONTROL}{_DASHES}{_DOUBLE}{_SINGLE}{_WIDE}{_LINE_ENDS}{''.join(_SIGNS)}]"
)
_LINE_END: Final = re.compile(f"[{_LINE_ENDS}]")
_FENCE: Final = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*\w*[ \t]*")
_NUMBERED: Final = re.compile(r"[ \t]*(\d{1,6})(?:[.:|)][ \t]?|[ \t]|\Z)")
_PASTED: Final = re.compile(r"^[ \t]*(?:\d|```|~~~)", re.MULTILINE)
_TABLE: Final = (
    (re.compile(f"[{_SPACES}]"), " "),
    (re.compile(f"[{_WITHOUT_WIDTH}{_CONTROL}]"), ""),
    (re.compile(f"[{_DASHES}]"), "-"),
    *((re.compile(sign), meant) for sign, meant in _SIGNS.items()),
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
    """A line of a cell before and after a repair, which can make several lines of it."""

    line: int
    before: str
    after: str


def repair_typing(source: str) -> tuple[str, tuple[LineChange, ...]]:
    """Replace what keeps a cell from being Python.

    Returns
    -------
    text : str
        The source itself, unless the repaired text is Python and the source is not.
    changes : tuple of LineChange
    """
    is_strange = _STRANGE.search(source) or _PASTED.search(source)
    if not is_strange or len(source) > MAX_CELL_LENGTH or read_cell(source).error is None:
        return source, ()
    before = unified_newlines(source)
    lines = _with_newlines(before)
    plain = _replaced(lines)
    for after in (plain, _unpasted(plain)):
        if after != before and read_cell(after).error is None:
            return after, _changes(before, lines, after)
    return source, ()


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
    return after, _changes(before, before, after)


def _changes(before: str, lines: str, after: str) -> tuple[LineChange, ...]:
    """Return the lines that differ; `lines` is `before` with newlines for other line ends."""
    changes: list[LineChange] = []
    made = after.split("\n")
    start = position = 0
    for number, old in enumerate(before.split("\n"), 1):
        end = start + len(old)
        upcoming = position + lines.count("\n", start, end) + 1
        new = "\n".join(made[position:upcoming])
        if new != old:
            changes.append(LineChange(number, old, new))
        start, position = end + 1, upcoming
    return tuple(changes)


def _with_newlines(text: str) -> str:
    """Return a text with newlines for other line ends outside of strings.

    A comment contains one of them only if they are nowhere in code.
    """
    if not any(
        _LINE_END.search(text, token.start, token.end)
        for token in tokens(text)
        if token.kind not in (COMMENT, STRING)
    ):
        return text
    # What is behind a line end is no comment.
    pieces = (
        (token.kind, text[token.start : token.end]) for token in tokens(text, ends=_LINE_ENDS)
    )
    return "".join(
        piece if kind == STRING else _LINE_END.sub("\n", piece) for kind, piece in pieces
    )


def _unpasted(text: str) -> str:
    """Return a text without the fences around code, and without the numbers of its lines."""
    lines = ["" if _FENCE.fullmatch(line) else line for line in text.split("\n")]
    numbered = [(i, _NUMBERED.match(line)) for i, line in enumerate(lines) if line.strip()]
    numbers = [int(found[1]) for _, found in numbered if found]
    if 0 < len(numbers) == len(numbered) and numbers == list(range(numbers[0], numbers[-1] + 1)):
        for i, found in numbered:
            lines[i] = lines[i][found.end() if found else 0 :]
    return "\n".join(lines)


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
    if not _STRANGE.search(piece):
        return piece
    for pattern, replacement in _TABLE:
        piece = pattern.sub(replacement, piece)
    return re.sub(f"[{_WIDE}]", lambda wide: chr(ord(wide[0]) - 0xFEE0), piece)
