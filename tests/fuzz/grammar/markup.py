"""Markup that would act in a reader's browser, made from a grammar; and how to find what acts."""

import hashlib
import re
import warnings
from typing import Any

from bs4 import BeautifulSoup
from hypothesis import strategies as st


def _words(text: str) -> list[str]:
    return text.split()


_PASSIVE = frozenset(
    _words(
        """
a abbr b blockquote br caption code col colgroup dd del details div dl dt em
figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp
small span strong sub summary sup table tbody td tfoot th thead tr tt u ul var
cite dfn bdi bdo rp rt ruby wbr center address article aside footer header hgroup
main nav section time data strike area map acronym body html head
"""
    )
)
_LINKS = re.compile(r"(https?|mailto):|#|[\w.%~-][\w./%~-]*$|$", re.I)
_PICTURES = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[\w+/=\s]*$", re.I)
_LOADS = frozenset(
    _words(
        """
src srcset background poster data action formaction ping code archive
"""
    )
)
_FORMULAS = re.compile(r"\\(href|style|cssId|require|mmlToken|unicode\[|data\b|class\b)")


def active_parts(text: str, formulas: bool = False) -> frozenset[str]:
    """Return what acts, loads or covers in a piece of HTML: elements, attributes, links.

    Parameters
    ----------
    text : str
    formulas : bool
        Whether a program typesets the formulas, so that commands for links and styles count.
    """
    found: set[str] = set()
    if formulas:
        found |= {f"\\{each}" for each in _FORMULAS.findall(text)}
    if "<" not in text:
        return frozenset(found)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = BeautifulSoup(text, "html.parser")
    for tag in parsed.find_all(True):
        name = tag.name.lower()
        if name not in _PASSIVE:
            inner = hashlib.sha256(str(tag.string).encode("utf-8", "replace")).hexdigest()[:8]
            found.add(f"<{name}> {inner}" if name in {"script", "style"} else f"<{name}>")
        for attribute, value in tag.attrs.items():
            found |= _acting(name, attribute.lower(), value)
    return frozenset(found)


def _acting(tag: str, attribute: str, value: Any) -> set[str]:
    text = " ".join(value) if isinstance(value, list) else str(value)
    plain = re.sub(r"[\x00-\x20]", "", text)
    if attribute.startswith("on") or attribute in {"srcdoc", "contenteditable", "autofocus"}:
        return {f"{tag} {attribute}"}
    if attribute in {"href", "xlink:href"} and not _LINKS.match(plain):
        return {f"{tag} {attribute}={text[:40]}"}
    if attribute in _LOADS and not _PICTURES.match(plain) and not re.match(r"[\w./%-]*$", plain):
        return {f"{tag} {attribute}={text[:40]}"}
    if attribute == "style" and re.search(r"url\(|position|expression|@import", text, re.I):
        return {f"{tag} style={text[:60]}"}
    return set()


def _urls() -> st.SearchStrategy[str]:
    schemes = st.sampled_from(
        ["javascript:", "JaVaScRiPt:", "java\tscript:", "&#106;avascript:", "\x01javascript:",
         "data:text/html,", "vbscript:", "//example.invalid/", "https://example.invalid/", "file:"]
    )  # fmt: skip
    return st.builds(str.__add__, schemes, st.sampled_from(["alert(1)", "a.png", "<b>", ""]))


def _elements() -> st.SearchStrategy[str]:
    tags = st.sampled_from(
        _words(
            """
a img script svg math iframe object embed form input button link meta base style
video audio details b div td template noscript textarea title plaintext animate
use set foreignObject mglyph isindex frameset dialog portal
"""
        )
    )
    names = st.sampled_from(
        _words(
            """
href src srcset onerror onload onclick ontoggle onfocus style action formaction id
class xlink:href background poster http-equiv content srcdoc data title width ping
rel
"""
        )
    )
    values = st.one_of(
        _urls(),
        st.sampled_from(
            ["alert(1)", "1 onerror=alert(1)", '1" onerror="alert(1)',
             "'><script>alert(1)</script>", "position:fixed;top:0;left:0",
             "background:url(//example.invalid)", "refresh", "score"]
        ),
    )  # fmt: skip
    quotes = st.sampled_from(['"', "'", ""])
    attribute = st.builds(lambda n, q, v: f"{n}={q}{v}{q}", names, quotes, values)
    attributes = st.lists(attribute, max_size=3).map(" ".join)
    opened = st.sampled_from(
        ["<{t} {a}>", "<{t}/{a}>", "<{t} {a}>{i}</{t}>", "<<{t} {a}>", "</{t}>"]
    )
    inner = st.sampled_from(["", "alert(1)", "x", "<script>alert(1)</script>", "*{color:red}"])
    return st.builds(
        lambda form, t, a, i: form.format(t=t, a=a, i=i), opened, tags, attributes, inner
    )


def _markdown() -> st.SearchStrategy[str]:
    forms = st.sampled_from(
        ["[x]({u})", "![x]({u})", "<{u}>", "[x][a]\n\n[a]: {u}", "[x]({u} 'a\"onclick=alert(1)')",
         "```html\n{u}\n```", "`{u}", "| a |\n|---|\n| {u} |", "![x](attachment:{u})"]
    )  # fmt: skip
    return st.builds(lambda form, u: form.format(u=u), forms, st.one_of(_urls(), _elements()))


def _formulas() -> st.SearchStrategy[str]:
    commands = st.sampled_from(
        [r"\href{U}{x}", r"\style{U}{x}", r"\class{a}{x}", r"\cssId{score}{x}", r"\require{html}",
         r"\def\a{\href}\a{U}{x}", r"\mmlToken{mi}[href='U']{x}", r"\text{<img src=x onerror=U>}"]
    )  # fmt: skip
    around = st.sampled_from(["$C$", "$$C$$", r"\(C\)", r"\[C\]", "\\begin{align}C\\end{align}"])
    return st.builds(lambda a, c, u: a.replace("C", c).replace("U", u), around, commands, _urls())


def payloads() -> st.SearchStrategy[str]:
    """Texts that try to act."""
    piece = st.one_of(
        _elements(), _markdown(), _formulas(), st.sampled_from(["-->", "]]>", "\n\n"])
    )
    return st.lists(piece, min_size=1, max_size=3).map("".join)


PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
_KINDS = _words(
    """
text/html text/markdown text/latex text/plain image/png image/jpeg image/svg+xml
application/javascript application/json application/pdf text/css video/mp4
text/vnd.mermaid application/vnd.jupyter.widget-view+json
application/vnd.plotly.v1+json
"""
)


def _metadata() -> st.SearchStrategy[Any]:
    value = st.one_of(
        payloads(), st.integers(), st.booleans(), st.none(), _elements().map(lambda t: [t])
    )
    inner = st.dictionaries(
        st.sampled_from(["width", "height", "unconfined", "needs_background", "alt", "filenames"]),
        st.one_of(st.sampled_from(["1 onerror=alert(1)", '1" onload="alert(1)']), value),
        max_size=2,
    )
    by_kind = st.dictionaries(st.sampled_from(_KINDS), inner, max_size=2)
    return st.one_of(st.just({}), by_kind, inner)


def outputs() -> st.SearchStrategy[dict[str, Any]]:
    """Outputs of a cell, as nbformat stores them."""
    pixel = st.just({"image/png": PIXEL})
    data = st.dictionaries(st.sampled_from(_KINDS), payloads(), min_size=1, max_size=3)
    shown = st.fixed_dictionaries(
        {
            "output_type": st.sampled_from(["display_data", "display_data", "execute_result"]),
            "data": st.one_of(pixel, data),
            "metadata": _metadata(),
        }
    )
    text = st.one_of(payloads(), st.text(st.sampled_from("\x1b[31m\x9b<&\u202eA0;"), max_size=30))
    stream = st.builds(lambda n, t: {"output_type": "stream", "name": n, "text": t},
                       st.sampled_from(["stdout", "stderr"]), text)  # fmt: skip
    error = st.builds(
        lambda n, v, t: {"output_type": "error", "ename": n, "evalue": v, "traceback": [t, v]},
        text, text, text,
    )  # fmt: skip
    return st.one_of(shown, stream, error)
