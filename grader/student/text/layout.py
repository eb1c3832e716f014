"""How a message is laid out: lines that a laptop shows whole, and not more than four of them."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 96
"""Characters in an output line that JupyterLab shows whole on a laptop's screen."""

MOST_LINES = 4


def wrapped(lines: Iterable[str]) -> list[str]:
    """Break long lines of a message between words; JupyterLab would break them inside one."""
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False)
    ]


def fitted(lines: Sequence[str]) -> tuple[str, ...]:
    """Keep as many lines of a message as fit on the screen; the most important come first.

    The last one that is kept is cut between words if it is too long for the room that is left.
    """
    kept: list[str] = []
    room = MOST_LINES
    for line in lines:
        needed = len(wrapped([line]))
        if needed > room > 0 and len(kept) < len(lines):
            indent = line[: len(line) - len(line.lstrip())]
            short = textwrap.shorten(line.lstrip(), room * (WIDTH - 4), placeholder=" ...")
            line, needed = indent + short, room
        if room <= 0:
            break
        kept.append(line)
        room -= needed
    return tuple(kept)
