import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.page_content.latex import COMMANDS, without_other_commands, without_tags
from tests.engine.page_content.payloads import FORMULAS, HTML

CHECKOUT = Path(__file__).parents[3]

_MAKE_MORE = """
href url class style cssId require mmlToken unicode def let newcommand renewcommand newenvironment
DeclareMathOperator bbox data toggle action texttip tooltip htmlClass ref eqref label tag enclose
html includegraphics special csname catcode input
"""


def commands_in(text):
    return set(re.findall(r"\\([a-zA-Z@]+)", text))


def test_no_command_that_makes_more_than_a_formula_is_allowed():
    assert not COMMANDS & set(_MAKE_MORE.split())


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_keeps_harmless_commands_alone(formula):
    assert commands_in(without_other_commands(formula)) <= COMMANDS


@given(st.text(alphabet="\\hrefclass{}$ \u2060@"))
def test_no_way_of_writing_leaves_a_command(text):
    once = without_other_commands(text)
    assert commands_in(once) <= COMMANDS
    assert without_other_commands(once) == once


@given(st.text(alphabet="<>/!? ab=\"'") | st.sampled_from(HTML))
def test_a_formula_holds_no_tag_and_nothing_but_spaces_is_added(text):
    made = without_tags(text)
    assert not BeautifulSoup(made, "html.parser").find_all(True)
    assert made.replace(" ", "") == text.replace(" ", "")
    assert without_tags(made) == made


def test_what_looks_like_a_command_can_still_be_read():
    assert without_other_commands(r"C:\Users").replace("\N{WORD JOINER}", "") == r"C:\Users"


def test_the_commands_of_all_lessons_are_allowed():
    lessons = sorted((CHECKOUT / "notebooks").rglob("*.py"))
    formulas = [
        formula
        for lesson in lessons
        for formula in re.findall(r"\$[^$\n]+\$", lesson.read_text(encoding="utf-8"))
    ]
    assert len(formulas) > 500
    assert commands_in(" ".join(formulas)) <= COMMANDS
