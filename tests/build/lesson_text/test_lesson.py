"""Reading a lesson: cells, tags, and the lines that messages will name."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.build import LessonError
from grader.build.lesson_text.lesson import Lesson, read_lesson, syntax_problem

CODE = st.lists(
    st.sampled_from(["x = 1", "", "    # indented", "y = 'é'", "def f(a):"]), max_size=4
)
PROSE = st.lists(st.sampled_from(["# Title", "", r"$\frac{1}{m}$", "a 'quote'"]), max_size=4)


def test_cells_know_their_kind_tags_and_lines(
    lesson_from: Callable[..., Lesson], text: str
) -> None:
    lesson = lesson_from(text)
    lines = text.split("\n")

    assert (lesson.name, lesson.assignment) == ("week1/lines", "week1")
    assert lesson.file == "notebooks/week1/lines.py"
    assert list(lesson.exercises()) == ["line", "error"]
    exercise = lesson.cells[lesson.exercises()["line"]]
    assert (exercise.kind, exercise.grade_id) == ("code", "line")
    assert lines[exercise.marker - 1] == '# %% exercise="line"'
    assert lines[exercise.line - 1] == "def line(x, w, b):"
    check = lesson.check_of("error")
    assert check is not None
    assert (check.points, check.grade_id, check.source) == (2.5, "check-error", "check(error)")
    assert lesson.cells[1].locked == "setup"
    assert lesson.cells[0].kind == "markdown"
    assert lesson.cells[-1].source == "Written as a comment."


@given(st.lists(st.tuples(st.booleans(), CODE | PROSE), min_size=1, max_size=6))
def test_the_line_of_a_cell_is_where_its_source_begins(cells: list[tuple[bool, list[str]]]) -> None:
    parts = []
    for is_code, lines in cells:
        body = "\n".join(lines)
        parts.append(f"# %%\n{body}" if is_code else f'# %% [markdown]\nr"""\n{body}\n"""')
    text = "\n\n".join(parts) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "notebooks/week1/any.py")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        lesson = read_lesson(Path(folder), path)

    assert len(lesson.cells) == len(cells)
    written = text.split("\n")
    for cell in lesson.cells:
        assert written[cell.marker - 1].startswith("# %%")
        assert cell.marker < cell.line
        if cell.source:
            assert written[cell.line - 1].strip() == cell.source.split("\n")[0].strip()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("x = 1\n\n# %%\ny = 2\n", 1, "before the first"),
        ("", 1, "no cell"),
        ('# %%\nx = """\n# %% in a string\n"""\n', 3, "inside a string"),
        ('# %%\nx = 1\n# %% tags="figure"\ny = 2\n', 3, "no valid cell"),
        ('# %%\nx = 1\n# %% [markdown]\nr"""\nnever closed\n# %%\n', 4, "not valid Python"),
    ],
)
def test_a_text_that_cannot_be_cut_is_refused(
    lesson_from: Callable[..., Lesson], text: str, line: int, what: str
) -> None:
    with pytest.raises(LessonError) as refusal:
        lesson_from(text)
    [problem] = refusal.value.problems
    assert problem.line == line
    assert what in problem.what
    assert problem.todo
    assert f"notebooks/week1/lines.py:{line}: " in str(refusal.value)


@pytest.mark.parametrize("name", ["week1/deeper/down", "lines", "week1/1st", "week+1/lines"])
def test_a_text_in_the_wrong_place_is_refused(
    lesson_from: Callable[..., Lesson], text: str, name: str
) -> None:
    with pytest.raises(LessonError, match=r"notebooks/ASSIGNMENT/NAME\.py"):
        lesson_from(text, name)


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "notebooks/week1/lines.py"
    path.parent.mkdir(parents=True)
    path.write_bytes("# %%\nx = 1\ny = 'é'\n".encode("latin-1"))
    with pytest.raises(LessonError, match=r"lines\.py:3: not UTF-8"):
        read_lesson(tmp_path, path)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notebooks/week1/lines.py"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    plain = read_lesson(tmp_path, path)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_lesson(tmp_path, path) == plain


def test_what_only_warns_in_python_is_refused_as_well() -> None:
    problem = syntax_problem("a.py", 'x = 1\ny = "\\d"\n')
    assert problem is not None
    assert problem.line == 2
    assert syntax_problem("a.py", 'x = r"\\d"\n') is None
