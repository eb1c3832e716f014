"""HTML made anew: a few tags, hardly an attribute, and nothing that loads or runs anything."""

import re
from collections import Counter
from html import escape
from typing import Final

import nh3

from grader.engine.page_content.latex import without_other_commands

_TEXT = "a abbr b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i p pre s span strong sub sup"
_LISTS = "dd dl dt li ol table tbody td tfoot th thead tr ul caption"
_TAGS: Final = set(f"{_TEXT} {_LISTS}".split())
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_LINK = re.compile(r"(https?://|mailto:)[^\s\\]+")
_OTHER_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_TAGS))})\b)", re.IGNORECASE)
_COUNT = re.compile(r"[1-9]\d{0,2}")

MOST_WORK: Final = 2_000_000
"""Tags times the depth to which they nest: a parser looks through what is open at each tag."""

_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_OPEN = frozenset(
    (*("area", "base", "br", "col", "embed", "hr", "img"), *("input", "link", "meta", "source"))
)


def rebuilt_html(text: str) -> str:
    """Return HTML with only harmless tags and attributes, each of them closed.

    Links lead to ``http``, ``https`` or ``mailto`` and say where; images, styles, classes and
    identifiers are gone, for they load something or make a cell look like another. HTML that
    nests too deep to be read in time is shown as it was written.
    """
    if _work(text) > MOST_WORK:
        return f"<pre>{without_other_commands(escape(text))}</pre>"
    clean = nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        link_rel="noopener noreferrer nofollow",
    )
    return without_other_commands(clean)


def with_other_tags_as_text(text: str) -> str:
    """Return HTML in which all tags but the harmless ones are text: "a <b and c>" loses nothing."""
    return _OTHER_TAG.sub("&lt;", text)


def _work(text: str) -> int:
    """Return the number of tags times the most that are open at a time, if not less."""
    tags = opened = deepest = 0
    open_tags: Counter[str] = Counter()
    for found in _ANY_TAG.finditer(text):
        tags += 1
        name = found[2].lower()
        if name in _NEVER_OPEN:
            continue
        if not found[1]:
            open_tags[name] += 1
            opened += 1
            deepest = max(deepest, opened)
        elif open_tags[name]:
            # An end tag closes none of another name, so that this is never less than the truth.
            open_tags[name] -= 1
            opened -= 1
    return tags * deepest


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name not in _ATTRIBUTES.get(tag, ()):
        return None  # nh3 allows some in every tag
    if name == "href":
        return value if _LINK.fullmatch(value) else None
    if name in ("colspan", "rowspan"):
        return value if _COUNT.fullmatch(value) else None
    return value
