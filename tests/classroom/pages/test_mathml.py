import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from grader.classroom.pages.mathml import LONGEST, with_mathml
from grader.engine.page_content import latex as page_content

CHECKOUT = Path(__file__).parents[3]
SOURCES = sorted((CHECKOUT / "source").glob("*/*.ipynb"))


@pytest.mark.parametrize(
    "formula", ["$a^2$", "$$a^2$$", r"\(a^2\)", r"\[a^2\]", r"\begin{align}a^2\end{align}"]
)
def test_a_formula_of_each_form_becomes_mathml(formula):
    made = with_mathml(f"<p>so {formula} is</p>")
    assert made.startswith("<p>so <math ")
    assert made.endswith("</math> is</p>")
    assert "<msup>" in made
    assert "$" not in re.sub('alttext="[^"]*"', "", made)


@pytest.mark.parametrize("tag", ["pre", "code", "style", "script", "textarea"])
def test_what_is_verbatim_stays(tag):
    page = f'<p>a</p><{tag} title="a>b">$a^2$ and <b>$b$</b></{tag}>'
    assert with_mathml(page) == page
    assert "<math" in with_mathml(page + "$a$")


@pytest.mark.parametrize("text", ["costs $5 and $6", r"\$a\$", "a $ b $ c", "$", r"$\frac{$", "$$"])
def test_what_is_no_formula_stays(text):
    assert with_mathml(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_a_formula_that_is_too_long_stays():
    text = f"${'x' * (LONGEST + 1)}$"
    assert with_mathml(text) == text


TAGS = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
CHARACTERS = [*"<>&;\"'=^_{}a ", "\\text{", "\\hspace{", "\\operatorname{", "onclick=", "&quot;"]
COMMANDS = sorted(f"\\{command} " for command in page_content.COMMANDS)


def assert_only_mathml(made):
    for tag in TAGS.findall(made):
        assert re.match(r"</?m[a-z]+[ />]|</?(none|semantics)[ />]", tag), tag
        assert not re.search(
            r"""\s(on\w+|href|src|style|class|id)\s*=""", re.sub('"[^"]*"', "", tag)
        )
    assert "<" not in TAGS.sub("", made)


@pytest.mark.parametrize(
    "formula",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{\"><img src=x onerror=alert(1)>}",
        r"\hspace{1em\" onclick=\"alert(1)}",
        r"\operatorname{<b onclick=alert(1)>}",
        r"\begin{array}{c\" onclick=x}a\end{array}",
        r"\text{&lt;script&gt;}",
        r"\href{javascript:alert(1)}{x}",
        r"\class{a}{x}\style{color:red}{y}\color{red\" onclick=x}{z}",
    ],
)
def test_a_formula_brings_no_tag_of_its_own(formula):
    made = with_mathml(f"${html.escape(formula)}$")
    if made.startswith("<math"):
        assert_only_mathml(made)
    else:
        assert made == f"${html.escape(formula)}$"


@given(st.lists(st.sampled_from([*CHARACTERS, *COMMANDS])))
def test_no_mixture_of_commands_brings_a_tag(parts):
    made = with_mathml(f"<p>${html.escape(''.join(parts))}$</p>")
    assert made.startswith("<p>")
    assert_only_mathml(made[3:-4])


def test_less_than_is_an_operator():
    assert "<mo>&lt;</mo>" in with_mathml("$a &lt; b$")


@given(st.text(alphabet="<>/ab$\\{}^_&;\"' ="))
def test_any_page_is_read_and_text_without_formulas_stays(page):
    made = with_mathml(page)
    if "$" not in page and "\\" not in page:
        assert made == page


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_formula_of_a_lesson_can_be_shown(source):
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    page = with_mathml(markdown2html("\n\n".join(texts)))
    assert page.count("<math ") > 10
    text = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", text)
    assert "$" not in text
    assert "\\" not in text


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("\\[", "\\]"),
        ("\\(", "\\)"),
        ("\\begin{align}", "\\end{align}"),
        ("\\begin{gather*}", "\\end{gather*}"),
    ],
)
def test_a_beginning_without_an_end_is_read_no_further_than_to_the_next_one(begin, end):
    page = with_mathml(f"<p>{begin} a {begin} b {end} {begin} c</p>")
    assert page.startswith(f"<p>{begin} a <math ")
    assert page.endswith(f"</math> {begin} c</p>")
    assert page.count("<math ") == 1


def test_a_row_of_a_formula_may_have_a_distance():
    page = with_mathml(r"<p>\[\begin{matrix}a\\[2pt]b\end{matrix}\]</p>")
    assert page.count("<math ") == 1 and page.endswith("</math></p>")
