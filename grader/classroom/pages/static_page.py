"""Pages that run nothing and load nothing, whatever is in them."""

import re

from grader.classroom.pages.mathml import with_mathml

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
"""A Content-Security-Policy: no script at all, and images and styles from the page itself."""

POLICY_TAG = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_FONT = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_HEAD = re.compile(r"<head>", re.IGNORECASE)
_END_OF_HEAD = re.compile(r"</head>", re.IGNORECASE)
# Bootstrap takes the triangle from what can be unfolded; lines of code may be wider than a phone.
_STYLE = "<style>summary{display:list-item;cursor:pointer}pre{overflow-x:auto}</style>\n"
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def static_page(page: str) -> str:
    """Return a page of nbconvert's with formulas shown, without its scripts and what they load.

    Parameters
    ----------
    page : str
        A whole HTML document with a ``<head>``.
    """
    still = _FONT.sub("", _LINK.sub("", _SCRIPT.sub("", page)))
    still = _HEAD.sub(f"<head>\n{POLICY_TAG}\n{_VIEWPORT}", still, count=1)
    still = _END_OF_HEAD.sub(f"{_STYLE}</head>", still, count=1)
    return with_mathml(still)
