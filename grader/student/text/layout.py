"""The layout of messages: at most four lines, of a width that a laptop shows without wrapping."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 96
"""Characters of an output line that JupyterLab shows without wrapping on a laptop's screen."""

MAX_LINES = 4


def wrap_lines(lines: Iterable[str]) -> list[str]:
    """Wrap long lines of a message between words; JupyterLab would wrap them inside one."""
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False)
    ]


def limit_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the first lines of a message, as many as fit into `MAX_LINES`.

    The last of them is cut between words if it is too long for the remaining space.
    """
    kept: list[str] = []
    room = MAX_LINES
    for line in lines:
        needed = len(wrap_lines([line]))
        if needed > room > 0 and len(kept) < len(lines):
            indent = line[: len(line) - len(line.lstrip())]
            short = textwrap.shorten(line.lstrip(), room * (WIDTH - 4), placeholder=" ...")
            line, needed = indent + short, room
        if room <= 0:
            break
        kept.append(line)
        room -= needed
    return tuple(kept)
