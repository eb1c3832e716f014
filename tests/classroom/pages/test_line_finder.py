from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.pages.line_finder import MAX_CHARACTERS, LineFinder

TEXT = st.text("ab", max_size=12)


@given(st.lists(TEXT.filter(bool), max_size=6), TEXT)
def test_it_finds_what_a_search_for_each_line_finds(lines: list[str], text: str) -> None:
    assert LineFinder(lines).finds(text) == any(line in text for line in lines)


def test_more_lines_than_can_be_looked_for_are_all_found() -> None:
    finder = LineFinder(["a" * MAX_CHARACTERS, "b"])
    assert finder.finds("anything") and not finder.finds(" ")
