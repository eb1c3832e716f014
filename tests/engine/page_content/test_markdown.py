import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from grader.engine.page_content.markdown import rebuilt_markdown
from tests.engine.page_content.payloads import TEXTS
from tests.engine.page_content.test_html import assert_harmless

LINE_ENDS = ("&#13;", "&#10;", "&#xd;&NewLine;", "\r", "\r\n", "\v\n", "\n\f", "\u2028", "\x85")


@given(
    st.text(alphabet="ab*_`#-|<>\n $\\{}[]()1.&")
    | st.sampled_from(TEXTS)
    | st.lists(st.sampled_from((*LINE_ENDS, "<pre>", "# a", "`", "<b>"))).map("".join)
)
@example("a" * 100_001 + "\r\rb")
@example("&#13;&#13;# a")
def test_no_reader_of_markdown_takes_the_block_apart(text):
    made = rebuilt_markdown(text)
    assert made.startswith("<div>")
    assert made.endswith("</div>")
    # As each reader does first.
    lines = made.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert not any(line.strip(" \t\r\f\v") == "" for line in lines)
    assert_harmless(markdown2html(made))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("*a*", "<em>a</em>"),
        ("# a", "<h1>a</h1>"),
        ("- a\n- b", "<li>b</li>"),
        ("| a |\n|---|\n| 1 |", "<td>1</td>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("$a_1 < b_2$", r"\(a_1 &lt; b_2\)"),
        ("$$\nx^2\n$$", r"\[x^2\]"),
        ("```\na\n\nb\n```", "<pre><code>a&#10;\nb\n</code></pre>"),
    ],
)
def test_what_is_harmless_looks_as_written(text, part):
    assert part in rebuilt_markdown(text)


def test_a_block_of_code_keeps_its_blank_lines_on_a_page():
    assert "a&#10;\nb" in markdown2html(rebuilt_markdown("```\na\n\nb\n```"))


@pytest.mark.parametrize("text", ["if x <y and z> 1", "<script>1</script> a", "a <!-- b --> c"])
def test_what_looks_like_a_tag_is_shown_as_written(text):
    shown = html.unescape(re.sub(r"</?(p|div)>", "", rebuilt_markdown(text)))
    assert shown == text


@pytest.mark.parametrize(
    "piece", ["[", "\\[", "[a](b)", "[[1],", "$$x$$", "<p>\\[</p>", "<p>\\[", "$a^{[1]}$ ", "`[`"]
)
@pytest.mark.parametrize("count", [100, 30_000])
def test_no_line_has_more_than_one_bracket_to_look_for_links_from(piece, count):
    """For each of them nbconvert reads the rest of its line."""
    shown = rebuilt_markdown(piece * count)
    assert max(line.count("[") for line in shown.split("\n")) <= 1
