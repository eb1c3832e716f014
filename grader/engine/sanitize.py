"""Takes out of a notebook what would run in the browser of whoever looks at it.

An instructor reads a student's notebook in formgrader, with all rights there. So what a student's
code displays as HTML, and HTML in a student's own text, is reduced to harmless tags.
"""

from collections.abc import Collection
from typing import Any

import bleach

# Shown as they are; a browser runs nothing of them.
_SAFE = frozenset(["text/plain", "text/latex", "application/json", "image/png", "image/jpeg"])
_CLEANED = frozenset(["text/html", "text/markdown"])
_TEXT = "a abbr b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i p pre span strong sub sup"
_LISTS = "dd dl dt li ol table tbody td tfoot th thead tr ul"
_TAGS = frozenset(f"{_TEXT} {_LISTS}".split())
_ATTRIBUTES = {"a": ["href", "title"], "abbr": ["title"], "td": ["colspan"], "th": ["colspan"]}


def clean_data(data: dict[str, Any], also_safe: Collection[str] = ()) -> dict[str, Any]:
    """Return what an output shows, without what could run.

    Parameters
    ----------
    data : dict
        By MIME type.
    also_safe : collection of str
        Further MIME types that stay as they are.
    """
    clean = {}
    for kind, value in data.items():
        if kind in _SAFE or kind in also_safe:
            clean[kind] = value
        elif kind in _CLEANED:
            text = value if isinstance(value, str) else "".join(map(str, value))
            clean[kind] = _cleaned(text)
    return clean


def clean_text(text: str) -> str:
    """Return a text of Markdown in which only harmless HTML is left."""
    # Most have none, and cleaning changes how comparisons are written.
    return _cleaned(text) if "<" in text else text


def _cleaned(text: str) -> str:
    return str(bleach.clean(text, tags=_TAGS, attributes=_ATTRIBUTES))
