import nbformat.v4 as nb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode

from grader.classroom.pages.hide_hidden_tests import NOTICE, HideHiddenTests, hidden_lines

TEST = """check(f)
### BEGIN HIDDEN TESTS
assert f(secret_number) == 42, "secret words"
)
### END HIDDEN TESTS"""


def cleaned(*outputs: NotebookNode, source: str = TEST) -> NotebookNode:
    cells = [nb.new_code_cell(source), nb.new_code_cell("f(1)", outputs=list(outputs))]
    notebook, _ = HideHiddenTests().preprocess(nb.new_notebook(cells=cells), {})
    return notebook


def test_the_region_goes_and_the_rest_stays() -> None:
    assert cleaned().cells[0].source == "check(f)"


def test_a_region_without_an_end_goes_to_the_end() -> None:
    source = TEST.replace("### END HIDDEN TESTS", "")
    assert cleaned(source=source).cells[0].source == "check(f)"


def test_a_traceback_keeps_its_other_frames() -> None:
    frames = [
        "Traceback (most recent call last)",
        "Cell In[1], line 3\n\x1b[1;32m----> 3\x1b[0m assert\x1b[1m f(secret_number) == 42,"
        ' "secret words"',
        "Cell In[2], line 1\n----> 1 f(1)",
        "File ~/course/grader/exercises/hidden_test.py:80, in score(f)\n     80 reference(1)",
        "AssertionError: wrong",
    ]
    error = nb.new_output("error", ename="AssertionError", evalue="wrong", traceback=frames)
    shown = cleaned(error).cells[1].outputs[0].traceback
    assert shown == [frames[0], NOTICE, frames[2], NOTICE, frames[4]]


@pytest.mark.parametrize(
    "quote",
    [
        'assert f(secret_number) == 42, "secret words"',
        '-> 3 assert f(secret_number) == 42, "secret words"',
        "assert f(secret_number) == 42, &quot;secret words&quot;",
        repr("x = 1\n" + TEST),
        "### BEGIN HIDDEN TESTS",
    ],
)
def test_outputs_lose_the_lines_that_quote(quote: str) -> None:
    printed = nb.new_output("stream", name="stdout", text=f"before\n{quote}\nafter\n")
    shown = nb.new_output("display_data", data={"text/html": quote, "image/png": "aGk="})
    first, second = cleaned(printed, shown).cells[1].outputs
    assert first.text == f"before\n{NOTICE}\nafter\n"
    assert second.data == {"text/html": NOTICE, "image/png": "aGk="}


def test_a_short_hidden_line_is_not_seen_everywhere() -> None:
    printed = nb.new_output("stream", name="stdout", text="print(1)\nf(2)")
    assert cleaned(printed).cells[1].outputs[0].text == "print(1)\nf(2)"


def test_the_verdict_data_goes() -> None:
    kind = "application/vnd.neural-notebooks.verdict+json"
    verdict = nb.new_output("display_data", data={"text/plain": "3 of 5", kind: {"seed": "s"}})
    assert cleaned(verdict).cells[1].outputs[0].data == {"text/plain": "3 of 5"}


@given(st.lists(st.text("abc xyz()\t", max_size=30)))
def test_text_without_hidden_tests_is_not_touched(lines: list[str]) -> None:
    text = "\n".join(lines)
    printed = nb.new_output("stream", name="stdout", text=text)
    shown = cleaned(printed, source="check(f)")
    assert shown.cells[0].source == "check(f)"
    assert shown.cells[1].outputs[0].text == text


def test_hidden_lines_are_those_between_the_marks() -> None:
    assert hidden_lines(["x = 1", TEST]) == {
        "### BEGIN HIDDEN TESTS",
        'assert f(secret_number) == 42, "secret words"',
        ")",
        "### END HIDDEN TESTS",
    }
