r"""Formulas as MathML, which browsers show by themselves: without a script, and without a network.

latex2mathml makes them; KaTeX and MathJax make finer ones, but need a script on each page.
"""

import functools
import re
from collections.abc import Iterator
from html import escape, unescape

from latex2mathml.converter import convert

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_VERBATIM = frozenset(("code", "pre", "script", "style", "textarea", "title"))

_FORMULA = re.compile(
    r"(?P<block>\$\$(?P<dollars>.{1,5000}?)\$\$"
    r"|\\\[(?P<brackets>(?:[^\\]|\\[^\[\]]){1,5000}+)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>align|equation|gather)(?P<star>\*?)\}"
    r"(?:(?!\\begin\{(?P=name)).){1,5000}?\\end\{(?P=name)(?P=star)\}))"
    r"|(?<![\\$\w])\$(?![\s$])(?P<dollar>(?:[^$\\]|\\.){1,5000}?)(?<!\s)\$(?!\d)"
    r"|\\\((?P<parentheses>(?:[^\\]|\\[^()]){1,5000}+)\\\)",
    re.DOTALL,
)
# A formula contains no beginning of its own kind. So a beginning without an end is looked for an
# end up to the next one, and no character more than a few times.

LONGEST = 5_000
"""Characters of a formula; a longer one is shown as it was written."""

MOST = 300_000
"""Characters of all formulas of a page; those behind them are shown as they were written."""


def with_mathml(page: str) -> str:
    r"""Return a page of HTML with each formula of its text as MathML.

    Parameters
    ----------
    page : str
        HTML as nbconvert writes it: formulas between dollars, ``\(...\)`` or ``\[...\]``.
        Those in ``pre``, ``code`` and the like are none.

    Returns
    -------
    str
        What is no formula, or cannot be read, stays as it was.
    """
    left = MOST

    def converted(found: re.Match[str]) -> str:
        nonlocal left
        left -= len(found[0])
        return _converted(found) if left >= 0 else found[0]

    return "".join(
        _FORMULA.sub(converted, part) if is_text and _may_have_one(part) else part
        for part, is_text in _parts(page)
    )


def _may_have_one(text: str) -> bool:
    return "$" in text or "\\" in text


def _parts(page: str) -> Iterator[tuple[str, bool]]:
    """Cut a page at its tags; say of each part whether it is text in which formulas count."""
    at, within = 0, ""
    for tag in _TAG.finditer(page):
        yield page[at : tag.start()], not within
        yield tag[0], False
        at = tag.end()
        name = _NAME.match(tag[0])
        if name is None:
            continue
        if not within and name[1].lower() in _VERBATIM and not tag[0].startswith("</"):
            within = name[1].lower()
        elif within == name[1].lower() and tag[0].startswith("</"):
            within = ""
    yield page[at:], not within


def _converted(found: re.Match[str]) -> str:
    formula = next(
        text
        for name in ("dollars", "brackets", "environment", "dollar", "parentheses")
        if (text := found[name]) is not None
    )
    return _mathml(unescape(formula), found["block"] is not None) or found[0]


_BAR = re.compile(r"\\[lr]([vV])ert(?![a-zA-Z])")
"""latex2mathml knows these, but not behind ``\\bigl`` and its like."""


def _bar(found: re.Match[str]) -> str:
    return "|" if found[1] == "v" else r"\|"


_ELEMENTS = (
    "math|semantics|mrow|mi|mn|mo|mtext|mspace|mfrac|msqrt|mroot|msub|msup|msubsup|munder|mover|"
    "munderover|mtable|mtr|mtd|mpadded|mphantom|mstyle|menclose|mprescripts|none|mmultiscripts"
)
_ATTRIBUTES = (
    "xmlns|display|alttext|stretchy|fence|form|lspace|rspace|minsize|maxsize|width|height|depth|"
    "voffset|linethickness|mathvariant|mathsize|mathcolor|columnalign|columnlines|columnspacing|"
    "rowlines|rowspacing|accent|accentunder|movablelimits|separator|symmetric|largeop|"
    "displaystyle|scriptlevel|notation|frame"
)
_MATHML = re.compile(rf"""(?:[^<>]|</?(?:{_ELEMENTS})(?: (?:{_ATTRIBUTES})="[^"<>]*")* ?/?>)*""")

# latex2mathml writes what is in \text{...} and in arguments without escaping it. So characters that
# end a text or an attribute go through it as others that nobody writes.
_UNSAFE = {"<": "\ue000", ">": "\ue001", '"': "\ue002"}
_TO_MARKS = {ord(character): mark for character, mark in _UNSAFE.items()}
_OPERATOR = re.compile(r"<mi>([\ue000\ue001])</mi>")


@functools.lru_cache(maxsize=2_000)
def _mathml(formula: str, block: bool) -> str:
    """Return a formula as MathML, with its text for who copies it; "" if it cannot be read."""
    if len(formula) > LONGEST or any(mark in formula for mark in _UNSAFE.values()):
        return ""
    safe = _BAR.sub(_bar, formula).translate(_TO_MARKS)
    try:
        made = convert(safe, display="block" if block else "inline")
    except Exception:
        # It raises many kinds, its own and Python's, for what students may write.
        return ""
    made = _OPERATOR.sub(r"<mo>\1</mo>", made)
    for character, mark in _UNSAFE.items():
        made = made.replace(mark, escape(character, quote=True))
    label = escape(formula.strip(), quote=True)
    made = made.replace("<math ", f'<math alttext="{label}" ', 1)
    return made if _MATHML.fullmatch(made) else ""
