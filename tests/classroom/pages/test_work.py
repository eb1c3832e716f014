"""The work on a page grows as what a student wrote does: counted in calls, and not in time."""

from collections.abc import Callable
from typing import Any

import nbformat.v4 as nb
import pytest
from nbconvert.filters import ansi2html

from grader.classroom.pages.hide_hidden_tests import HideHiddenTests
from grader.classroom.pages.mathml import with_mathml
from grader.engine.page_content.cells import rebuilt_cell
from tests.work import calls

SMALL = 150


def hidden_lines_and_output(lines: list[str], printed: str) -> Callable[[], object]:
    source = "\n".join(["### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"])
    output = nb.new_output("stream", name="stdout", text=printed)
    cells = [nb.new_code_cell(source, outputs=[output])]
    return lambda: HideHiddenTests().preprocess(nb.new_notebook(cells=cells), {})


def student_cell(kind: str, text: str, output: dict[str, Any] | None = None) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "source": text, "metadata": {}}
    return {**cell, "outputs": [output] * (output is not None)} if kind == "code" else cell


WORK: dict[str, Callable[[int], Callable[[], object]]] = {
    "hidden lines, printed lines": lambda n: hidden_lines_and_output(
        [f"a line of my own {i}" for i in range(n)], "a line that is printed\n" * n
    ),
    "hidden lines that begin alike": lambda n: hidden_lines_and_output(
        ["a" * 50 + str(i) for i in range(n)], "a" * 20 * n
    ),
    "empty hidden regions": lambda n: hidden_lines_and_output(
        ["### END HIDDEN TESTS", "### BEGIN HIDDEN TESTS"] * n, "x\n" * n
    ),
    "formulas that begin": lambda n: lambda: with_mathml("<p>" + "\\[a \\(b $$" * n),
    "brackets": lambda n: lambda: rebuilt_cell(student_cell("markdown", "[a](" * n), ()),
    "emphasis": lambda n: lambda: rebuilt_cell(student_cell("markdown", "*a **b _" * n), ()),
    "lists": lambda n: lambda: rebuilt_cell(student_cell("markdown", "- a\n  " * n), ()),
    "tags": lambda n: lambda: rebuilt_cell(student_cell("markdown", "<div>" * n), ()),
    "colors": lambda n: (
        lambda: rebuilt_cell(
            student_cell("code", "", nb.new_output("stream", text="\x1b[31ma" * n)), ()
        )
    ),
    "outputs": lambda n: (
        lambda: rebuilt_cell(
            {**student_cell("code", ""), "outputs": [nb.new_output("stream", text="a")] * n}, ()
        )
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_four_times_as_much_is_at_most_about_four_times_the_work(name: str) -> None:
    WORK[name](2)()  # imports and caches
    few, many = calls(WORK[name](SMALL)), calls(WORK[name](4 * SMALL))
    assert many <= 5 * few + 1000


@pytest.mark.parametrize("code", ["\x1b[31m", "\x1b[1;4;38;2;1;2;3m", "\x1b["])
def test_colors_do_not_multiply_an_output(code: str) -> None:
    text = f"{code}a" * 100_000
    made = rebuilt_cell(student_cell("code", "", nb.new_output("stream", text=text)), ())
    shown = made["outputs"][0]["text"]
    assert len(ansi2html(shown)) <= len(text)
    assert "colors of this text are left out" in shown


def test_a_traceback_of_many_colors_loses_them() -> None:
    frames = ["\x1b[31ma\x1b[0m\n" * 10] * 1000
    error = nb.new_output("error", ename="E", evalue="", traceback=frames)
    made = rebuilt_cell(student_cell("code", "", error), ())
    assert made["outputs"][0]["traceback"] == ["a\n" * 10] * 1000


def test_the_colors_of_an_ordinary_traceback_stay() -> None:
    frames = ["\x1b[0;31mValueError\x1b[0m: no\n" * 10] * 20
    error = nb.new_output("error", ename="E", evalue="", traceback=frames)
    assert rebuilt_cell(student_cell("code", "", error), ())["outputs"][0]["traceback"] == frames


def test_of_many_outputs_the_first_and_the_last_stay() -> None:
    outputs = [nb.new_output("stream", text=f"{n}\n") for n in range(5000)]
    made = rebuilt_cell({**student_cell("code", ""), "outputs": outputs}, ())["outputs"]
    assert len(made) < 500
    assert [made[0]["text"], made[-1]["text"]] == ["0\n", "4999\n"]
    assert any("4600 more outputs" in each["text"] for each in made)


@pytest.mark.parametrize("tags", ["<div>", "<ul><li>", "<div></b>", "<b><p>"])
def test_tags_that_nest_too_deep_are_shown_as_text(tags: str) -> None:
    made = rebuilt_cell(student_cell("markdown", tags * 4000), ())
    assert "&lt;" in made["source"] and "<div><div>" not in made["source"]


def test_a_large_table_stays_one() -> None:
    rows = "<tr><td>1</td><td>2</td></tr>" * 3000
    output = nb.new_output("display_data", data={"text/html": f"<table>{rows}</table>"})
    made = rebuilt_cell(student_cell("code", "", dict(output)), ())
    assert made["outputs"][0]["data"]["text/html"].count("<td>") == 6000
