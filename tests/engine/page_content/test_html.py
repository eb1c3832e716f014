from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.page_content.html import rebuilt_html
from grader.engine.page_content.markdown import LONGEST, rebuilt_markdown
from tests.engine.page_content.payloads import HTML, TEXTS

ALLOWED = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_LOADS = """
script style img svg math iframe object embed form input button link meta base video audio template
noscript textarea plaintext title details
"""
LOADS = frozenset(_LOADS.split())


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(text):
    for tag, attributes in Tags(text).found:
        assert tag not in LOADS
        assert attributes.keys() <= ALLOWED.get(tag, set())
        assert attributes.get("href", "https://").startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_that_runs_or_loads_is_left(text):
    assert_harmless(rebuilt_html(text))
    assert_harmless(rebuilt_markdown(text))


PIECES = st.lists(
    st.sampled_from([*HTML, "<", ">", "<!--", "-->", "<p ", "'", '"', "&lt;", "`", "\n\n", "$"])
    | st.text(max_size=4)
)


@given(PIECES)
def test_no_mixture_of_payloads_is_harmful(pieces):
    assert_harmless(rebuilt_html("".join(pieces)))
    assert_harmless(rebuilt_markdown("".join(pieces)))


def test_tables_and_links_stay():
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert rebuilt_html(table) == table
    assert 'href="https://example.com/a?b=1"' in rebuilt_html(
        '<a href="https://example.com/a?b=1">x</a>'
    )


def test_a_text_of_any_length_is_shown():
    assert "&lt;b&gt;" in rebuilt_markdown("<b>" * LONGEST)
    assert_harmless(rebuilt_markdown("<script>" * LONGEST))
