"""Sanitize the HTML of a student's notebook before an instructor opens it.

In formgrader, scripts in a notebook run with the instructor's rights. So HTML that a student's
code displays, and HTML in a student's Markdown, is reduced to harmless tags.
"""

from collections.abc import Collection
from typing import Any

import bleach

# A browser executes nothing in these.
_SAFE_TYPES = frozenset(["text/plain", "text/latex", "application/json", "image/png", "image/jpeg"])
_HTML_TYPES = frozenset(["text/html", "text/markdown"])
_TEXT_TAGS = "a abbr b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i p pre span strong sub sup"
_LIST_TAGS = "dd dl dt li ol table tbody td tfoot th thead tr ul"
_TAGS = frozenset(f"{_TEXT_TAGS} {_LIST_TAGS}".split())
_ATTRIBUTES = {"a": ["href", "title"], "abbr": ["title"], "td": ["colspan"], "th": ["colspan"]}


def clean_data(data: dict[str, Any], also_safe: Collection[str] = ()) -> dict[str, Any]:
    """Return the data of an output without scripts.

    Parameters
    ----------
    data : dict
        By MIME type.
    also_safe : collection of str
        Further MIME types that are not changed.
    """
    clean = {}
    for kind, value in data.items():
        if kind in _SAFE_TYPES or kind in also_safe:
            clean[kind] = value
        elif kind in _HTML_TYPES:
            text = value if isinstance(value, str) else "".join(map(str, value))
            clean[kind] = _clean_html(text)
    return clean


def clean_text(text: str) -> str:
    """Return a Markdown text with harmless HTML only."""
    # Most texts have no HTML, and cleaning also escapes comparison signs.
    return _clean_html(text) if "<" in text else text


def _clean_html(text: str) -> str:
    return str(bleach.clean(text, tags=_TAGS, attributes=_ATTRIBUTES))
