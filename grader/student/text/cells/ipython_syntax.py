"""IPython's syntax as plain Python, line for line.

IPython's own `TransformerManager` defines it. It tokenizes the whole cell again after each magic,
and turns magics into calls that act when they are executed. Here one pass over the cell puts
something without effect in their place, and every line keeps its number. A string or a bracket
that a shell command leaves open ends with its line.
"""

import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from grader.student.text.cells.scanning import (
    ASSIGN,
    CLOSE,
    COMMENT,
    NAME,
    NEWLINE,
    OPEN,
    OTHER,
    SPACE,
    tokens,
)

CODE_MAGICS: Final = frozenset({"capture", "prun", "time", "timeit"})
"""The cell magics whose body is Python of the notebook."""

NOTHING: Final = "pass"
UNKNOWN: Final = "object()"
"""What takes the place of a value that only IPython knows."""

_MAX_CELL_MAGICS: Final = 10
"""In one cell, each in the body of the one before."""

_EMPTY_LINES: Final = re.compile(r"\s*\n")
_START: Final = re.compile(r"[ \t\f]*(?:\\\n[ \t\f]*)*")
_ESCAPE: Final = re.compile(r"[!%](?!=)|/(?![/=])|[?,;]")
_COMMAND: Final = re.compile(r"(?:[^\n]*\\\n)*[^\n]*\n?")
_HELP: Final = re.compile(r"%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*\?\??\n?\Z")
# A name of which the end is enough to recognize it.
_HELP_LENGTH: Final = 200
_CLASSIC_PROMPT: Final = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?:[ \t]|$)", re.MULTILINE)
_IPYTHON_PROMPT: Final = re.compile(
    r"^(?:(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |[ \t]*\.{3,}: ?)", re.MULTILINE
)


def dedented(text: str) -> str:
    """Return the text of a cell without the indentation that all its lines share."""
    return textwrap.dedent(text)


def without_prompts(text: str) -> str | None:
    """Return a text that was copied from a session without its prompts, None if it has none."""
    for prompt, first in ((_CLASSIC_PROMPT, ">>>"), (_IPYTHON_PROMPT, "In [")):
        if first in text and prompt.search(text):
            return textwrap.dedent(prompt.sub("", text))
    return None


class _CellMagic(NamedTuple):
    name: str
    end: int


def _cell_magic(text: str) -> _CellMagic | None:
    """Return the cell magic with which a text begins, and where its body begins."""
    found = _EMPTY_LINES.match(text)
    start = found.end() if found else 0
    line = text[start : _line_end(text, start)]
    if not line.startswith("%%") or re.match(r"%%\w+\?", line):
        return None
    return _CellMagic(line[2:].rstrip().partition(" ")[0], start + len(line))


def magic_of_other_code(text: str) -> tuple[str, int] | None:
    """Return the cell magic for which the text below it is no code of the notebook.

    Parameters
    ----------
    text : str
        Without shared indentation; its lines end with a newline alone.

    Returns
    -------
    tuple of str and int, or None
        The name of the magic, and its line.
    """
    start = 0
    for _ in range(_MAX_CELL_MAGICS):
        magic = _cell_magic(text[start:])
        if magic is None:
            return None
        end = start + magic.end
        if magic.name not in CODE_MAGICS:
            return magic.name, text.count("\n", 0, end) + (not text[:end].endswith("\n"))
        start = end
    return None


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def as_python(text: str) -> str:
    """Return the text of a cell as plain Python, with the same number of lines.

    Parameters
    ----------
    text : str
        Without shared indentation; its lines end with a newline alone.
    """
    head = 0
    body = text
    for _ in range(_MAX_CELL_MAGICS):
        if (magic := _cell_magic(body)) is None:
            break
        head += body.count("\n", 0, magic.end)
        body = body[magic.end :]
        if magic.name not in CODE_MAGICS:
            return "\n" * (head + body.count("\n"))
        body = dedented(body)
    return "\n" * head + _without_line_magics(body)


def _without_line_magics(text: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(text):
        found = _START.match(text, position)
        start = found.end() if found else position
        if _ESCAPE.match(text, start):
            parts.append(text[position:start])
            position, replacement = _replace_command(text, start)
            parts.append(replacement)
            continue
        line = _logical_line(text, start)
        if line.magic is not None:
            end = _command_end(text, line.magic)
            # A question mark at the end asks for help on the whole line.
            wants_help = _is_for_help(text[line.magic : end])
            kept = "" if wants_help else text[start : line.magic]
            filler = NOTHING if wants_help else UNKNOWN
            parts.append(text[position:start] + kept + filler)
            parts.append("\n" * text.count("\n", start + len(kept), end))
            position = end
            continue
        if line.is_question and _HELP.search(text, max(start, line.end - _HELP_LENGTH), line.end):
            parts.append(text[position:start] + NOTHING + "\n" * text.count("\n", start, line.end))
        else:
            parts.append(text[position : line.end])
        position = line.end
    return "".join(parts)


class _LogicalLine(NamedTuple):
    """Where a logical line ends, the magic whose result it assigns, whether it ends with `?`."""

    end: int
    magic: int | None
    is_question: bool


def _logical_line(text: str, start: int) -> _LogicalLine:
    depth, assigned, alone, last, line_start = 0, 0, False, "", start
    for token in tokens(text, start):
        kind, first = token.kind, text[token.start]
        if kind == SPACE:
            if "\n" in text[token.start : token.end]:
                line_start = token.end
            continue
        if kind == NEWLINE:
            if depth == 0:
                return _LogicalLine(token.end, None, last == "?")
            line_start = token.end
            continue
        if assigned == 1:
            # Only what follows the first `=` is looked at.
            assigned = 2
            if first == "!" and token.end == token.start + 1 and not alone:
                return _LogicalLine(token.end, token.start, False)
            if first == "%" and token.end == token.start + 1 and _is_name_at(text, token.end):
                return _LogicalLine(token.end, token.start, False)
        if kind == OPEN:
            depth += 1
        elif kind == CLOSE:
            depth = max(depth - 1, 0)
        elif kind == ASSIGN and depth == 0 and assigned == 0:
            assigned = 1
            alone = text[line_start : token.start].strip() == ""
        last = first if kind == OTHER else ("#" if kind == COMMENT else kind)
    return _LogicalLine(len(text), None, last == "?")


def _is_name_at(text: str, position: int) -> bool:
    upcoming = next(tokens(text, position), None)
    if upcoming is not None and upcoming.kind == SPACE:
        upcoming = next(tokens(text, upcoming.end), None)
    return upcoming is not None and upcoming.kind == NAME and not text[upcoming.start].isdecimal()


def _command_end(text: str, start: int) -> int:
    found = _COMMAND.match(text, start)
    return found.end() if found else len(text)


def _is_for_help(command: str) -> bool:
    """Return whether a magic or a shell command is a question in truth, as in `%time?`."""
    if not command.rstrip("\n").endswith("?") or not _HELP.search(command[-_HELP_LENGTH:]):
        return False
    depth, last = 0, ""
    for token in tokens(command):
        last = token.kind if token.kind not in (NEWLINE, SPACE) else last
        depth += (token.kind == OPEN) - (token.kind == CLOSE and depth > 0)
    return depth == 0 and last == OTHER


def _first_quoted(content: str) -> str:
    name, _, rest = content.partition(" ")
    return '{}("{}")'.format(name, '", "'.join(rest.split()))


def _all_quoted(content: str) -> str:
    name, _, rest = content.partition(" ")
    return f'{name}("{rest}")'


def _called(content: str) -> str:
    name, _, rest = content.partition(" ")
    return "{}({})".format(name, ", ".join(rest.split())) if name else f"/{content}"


_CALLS: Final[Mapping[str, Callable[[str], str]]] = {
    ",": _first_quoted,
    ";": _all_quoted,
    "/": _called,
}


def _replace_command(text: str, start: int) -> tuple[int, str]:
    """Return where a command ends, and what takes its place."""
    end = _command_end(text, start)
    command = text[start:end]
    newlines = "\n" * command.count("\n")
    call = _CALLS.get(command[0])
    if call is None or _is_for_help(command):
        return end, NOTHING + newlines
    *continued, last = command.removesuffix("\n").split("\n")
    whole = " ".join([*(part.rstrip()[:-1] for part in continued), last.rstrip()])
    return end, call(whole[1:]) + newlines
