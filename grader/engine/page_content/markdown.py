"""A student's Markdown, made anew as one block of HTML that no reader of Markdown takes apart."""

import functools
import re
from html import escape
from typing import TYPE_CHECKING

from grader.engine.page_content.html import rebuilt_html, with_other_tags_as_text
from grader.engine.page_content.latex import without_other_commands

if TYPE_CHECKING:
    import mistune

LONGEST = 100_000
"""Characters; a longer text is shown as it was written, since reading it may take long."""

# nbconvert looks for "[...](" from each bracket to the end of its line.
_BRACKET = re.compile(r"(?<!<p>\\)\[")
_BLOCK_FORMULA = "<p>\\["
_BEFORE_A_BLANK_LINE = re.compile(r"\n(?=[ \t\r\f\v]*(?:\n|$))")


def rebuilt_markdown(text: str) -> str:
    """Return Markdown that shows the same as a student's, without what loads or runs anything.

    Parameters
    ----------
    text : str
        As the student wrote it. HTML in it may be anything.

    Returns
    -------
    str
        A block of HTML without blank lines, at which Markdown would go on. Formulas stay.
    """
    if len(text) > LONGEST:
        html = f"<pre>{without_other_commands(escape(text))}</pre>"
    else:
        html = rebuilt_html(with_other_tags_as_text(_rendered(text)))
    # Entities for line ends are line ends now.
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    html = _BRACKET.sub("&#91;", html).replace(_BLOCK_FORMULA, f"\n{_BLOCK_FORMULA}")
    return f"<div>{_BEFORE_A_BLANK_LINE.sub('&#10;', html.strip())}</div>"


def _rendered(text: str) -> str:
    try:
        return str(_reader()(text))
    except RecursionError:
        return f"<pre>{escape(text)}</pre>"


@functools.cache
def _reader() -> "mistune.Markdown":
    # A third of a second of imports, which only notebooks with a text of their own need.
    import mistune

    reader = mistune.create_markdown(escape=False, plugins=["math", "table", "strikethrough"])
    if reader.renderer is None:
        raise RuntimeError("mistune makes no HTML")
    # mistune's own leave "a<b" in a formula for a tag.
    reader.renderer.register("inline_math", lambda _, formula: rf"\({escape(formula)}\)")
    reader.renderer.register("block_math", lambda _, formula: rf"<p>\[{escape(formula)}\]</p>")
    return reader
