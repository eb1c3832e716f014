"""Every refusal of a lesson's text: what it says, and of which line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.build import LessonError, Problem
from grader.build.lesson_text.lesson import read_lesson
from grader.build.validation.lesson_rules import headers_of, problems_of, shows_solution
from tests.build.made_up import SECOND_LESSON, build_made_up, exercises_of, snapshot, write_course

HINT = (
    "<details><summary>What comes first?</summary>What happens to x before b is added?</details>\n"
)
ERROR_CELL = '# %% exercise="error"'
LINE_CHECK = '# %% checks="line" points=4\ncheck(line)\n'

# name: (old text, new text, a text that ends on the line that is named, what the message says)
REFUSALS = {
    "unknown tag": ('tags=["figure"]', 'figure="a"', 'figure="a"', 'unknown tag "figure"'),
    "misspelt key": ('exercise="line"', 'exercize="line"', "exercize", 'unknown tag "exercize"'),
    "unreadable tags": (
        'checks="line" points=4',
        'checks="line" points=4 {"a": 1}',
        '{"a"',
        "be read",
    ),
    "title": ('# %% tags=["figure"]', "# %% A figure", "# %% A figure", "is no tag"),
    "empty name": ('exercise="line"', 'exercise=""', 'exercise=""', "has no name"),
    "two tags": ('locked="setup"', 'locked="setup" exercise="line"', "setup", "has the tags"),
    "tag on markdown": (
        "# %% [markdown]\n# Written as a comment.\n\n# %%",
        '# %% [markdown] locked="text"\n# Written as a comment.\n\n# %%',
        'locked="text"',
        "markdown cell with the tag",
    ),
    "raw cell": ("# %% [markdown]\n# Written", "# %% [raw]\n# Written", "# %% [raw]", "a raw cell"),
    "tag of a check": ("points=4", 'points=4 tags=["a"]', "points=4 tags", "tags of its own"),
    "skipping tag": ('["figure"]', '["skip-execution"]', "skip-execution", "would hide a failure"),
    "no points": ('checks="line" points=4', 'checks="line"', 'checks="line"', "without points"),
    "negative points": ("points=4", "points=-4", "points=-4", "not a positive number"),
    "zero points": ("points=4", "points=0", "points=0", "not a positive number"),
    "points in quotes": ("points=4", 'points="4"', 'points="4"', "not a positive number"),
    "points true": ("points=4", "points=true", "points=true", "not a positive number"),
    "points elsewhere": (
        '["figure"]',
        '["figure"] points=3',
        "points=3",
        "on a cell that is no check",
    ),
    "unknown exercise": (
        '"line"\ndef line',
        '"lane"\ndef line',
        '"lane"',
        'unknown exercise "lane"',
    ),
    "value without cell": ('"line"\ndef line', '"lane"\ndef line', "", '"line" has no cell'),
    "two cells of one name": (
        ERROR_CELL,
        '# %% exercise="line"',
        'mean?</details>\n"""\n\n# %% exercise="line"',
        "two cells of one name",
    ),
    "two locked of one name": (
        '# %% tags=["figure"]',
        '# %% locked="setup"',
        "check(line)\n\n# %% locked",
        "two cells of one name",
    ),
    "a cell named as a check": (
        '# %% tags=["figure"]',
        '# %% locked="check-line"',
        'locked="check-line"',
        "two cells of one name",
    ),
    "unclosed region": (
        "** 2))\n    ### END SOLUTION",
        "** 2))",
        'slope\n    b : float              height\n    """\n    ### BEGIN SOLUTION',
        "never closed",
    ),
    "unopened region": (
        "    ### BEGIN SOLUTION\n    return float",
        "    return float",
        "** 2))\n    ### END SOLUTION",
        "never begun",
    ),
    "nested region": (
        "    # a comment does not count",
        "    ### BEGIN SOLUTION",
        "np.multiply(w, x)\n    ### BEGIN SOLUTION",
        "inside another one",
    ),
    "marker of another form": (
        "    ### BEGIN SOLUTION\n    return",
        "    # BEGIN SOLUTION\n    return",
        "    # BEGIN SOLUTION",
        "other form",
    ),
    "no region": (
        "    ### BEGIN SOLUTION\n    return float(np.mean((line(x, w, b) - y) ** 2))\n"
        "    ### END SOLUTION\n",
        "    return float(np.mean((line(x, w, b) - y) ** 2))\n",
        "def error",
        "without a solution region",
    ),
    "empty region": (
        "    return float(np.mean((line(x, w, b) - y) ** 2))\n",
        "    # nothing\n",
        '    b : float              height\n    """\n    ### BEGIN SOLUTION',
        "empty solution region",
    ),
    "check without exercise": (
        'checks="error"',
        'checks="eror"',
        'checks="eror"',
        "a check without exercise",
    ),
    "exercise without check": (LINE_CHECK, "", '# %% exercise="line"', "no check directly below"),
    "check somewhere else": (
        LINE_CHECK,
        f"# %%\nx = 1\n\n{LINE_CHECK}",
        'checks="line"',
        "not stand directly below",
    ),
    "check of another text": (
        "check(line)\n",
        "check(line, 3)\n",
        "check(line, 3)",
        "is not  check(",
    ),
    "no header": (ERROR_CELL, f"# %%\nx = 1\n\n{ERROR_CELL}", ERROR_CELL, "no header"),
    "text that is no header": (
        ERROR_CELL,
        f"# %% [markdown]\n# Now.\n\n{ERROR_CELL}",
        ERROR_CELL,
        "no header",
    ),
    "heading of another form": (
        "### Exercise 1.1: a line",
        "### Exercise one",
        "### Exercise one",
        "no exercise heading",
    ),
    "two headings": (
        "Compute equation (1.1).",
        "### Exercise 1.3: more",
        "### Exercise 1.3",
        "more than one",
    ),
    "one number twice": (
        "### Exercise 1.2",
        "### Exercise 1.1",
        "### Exercise 1.1: its error",
        "have the number 1.1",
    ),
    "one hint": (HINT, "", "### Exercise 1.1", "2 to 4 hints, and this one has 1"),
    "five hints": (HINT, HINT * 4, "### Exercise 1.1", "2 to 4 hints, and this one has 5"),
    "unclosed hint": ("added?</details>", "added?", "<details><summary>What comes", "not closed"),
    "hint without summary": (
        "<summary>What comes first?</summary>",
        "",
        "<details>What",
        "no summary",
    ),
    "empty hint": (
        "What happens to x before b is added?",
        " ",
        "What comes first",
        "an empty hint",
    ),
    "hint with a solution line": (
        "Is `w` a number?",
        "Try `y = scaled + b`.",
        "Try `y",
        "gives a line of the solution away",
    ),
    "no difficulty": ("difficulty 1 of 5 · ", "", "about 5 minutes", 'not say "difficulty 2 of 5"'),
    "no minutes": (
        "about 5 minutes · ",
        "",
        "difficulty 1 of 5",
        'does not say "about 15 minutes"',
    ),
    "no lines": (
        " · the reference is 2 lines",
        "",
        "about 5 minutes",
        '"the reference is 2 lines"',
    ),
    "facts missing": (
        "difficulty 1 of 5 · about 5 minutes · the reference is 2 lines\n",
        "",
        "Compute equation (1.1)",
        "does not say",
    ),
    "difficulty 6": ("difficulty 1 of 5", "difficulty 6 of 5", "difficulty 6", "not one of 1 to 5"),
    "no time": ("about 5 minutes", "about 0 minutes", "about 0 minutes", "0 minutes"),
    "wrong number of lines": (
        "reference is 2 lines",
        "reference is 3 lines",
        "is 3 lines",
        "but the solution has 2",
    ),
    "one lines": (
        "reference is 1 line\n",
        "reference is 1 lines\n",
        "is 1 lines",
        "solution has 1",
    ),
    "another function": ("def error(", "def eror(", "def eror(", 'is called "eror"'),
    "two functions": (
        '    ### END SOLUTION\n\n\n# %% checks="error"',
        '    ### END SOLUTION\n\n\nx = 1\n\n# %% checks="error"',
        "def error",
        "one function and nothing else",
    ),
    "no docstring": (
        re.compile(r'    """Mean squared.*?"""\n', re.DOTALL),
        "",
        "def error",
        "has no docstring",
    ),
    "no shapes": ("x, y : ndarray (m,)", "x, y : ndarray", "def error", "the shape of x, y"),
    "argument not described": ("    w : float              slope\n", "", "def error", "shape of w"),
    "stub not valid": (
        "    ### BEGIN SOLUTION\n    return",
        "        ### BEGIN SOLUTION\n    return",
        '"""\n        ### BEGIN SOLUTION',
        "is left for",
    ),
    "not Python": ("if ready(line):", "if ready(line)", "if ready(line)", "not valid Python"),
    "unknown escape": ("print(line(", 'print("\\d", line(', 'print("', "not valid Python"),
    "magic in an exercise": (
        "    # a comment does not count",
        "    # %time",
        "def line",
        "by itself is not valid",
    ),
    "no setup cell": (' locked="setup"', "", '(1.1)}\n"""\n\n# %%', "is not the setup cell"),
    "code before setup": (
        '# %% locked="setup"',
        '# %%\nx = 1\n\n# %% locked="setup"',
        '(1.1)}\n"""\n\n# %%',
        "not the setup cell",
    ),
    "setup of another notebook": (
        'notebook("week1/lines")',
        'notebook("week1/line")',
        "import numpy",
        "does not call",
    ),
    "marker in a text": (
        "# Lines",
        "# Lines\n### BEGIN SOLUTION",
        "# Lines\n### BEGIN SOLUTION",
        "outside code",
    ),
    "marker in a plain cell": (
        "if ready(line):",
        "### END SOLUTION\nif ready(line):",
        '["figure"]\n### END SOLUTION',
        "outside an exercise cell",
    ),
    "hidden test in the text": (
        "if ready(line):",
        "### BEGIN HIDDEN TESTS\nif ready(line):",
        "### BEGIN HIDDEN",
        "nbgrader's own",
    ),
    "solution in the open": (
        "    print(line(np.arange(3.0), 2.0, 1.0))",
        "    scaled = np.multiply(w, x)\n    y = scaled + b",
        "if ready",
        'shows the whole solution of "line"',
    ),
    "equation that is not there": ("(1.1)}", "(1.4)}", '"line"', "point to equation (1.1)"),
}


def line_of(text: str, place: str) -> int:
    """The line that the first occurrence of a place ends on."""
    return text.count("\n", 0, text.index(place) + len(place)) + 1


@pytest.mark.parametrize("name", REFUSALS)
def test_bad_text_is_refused_with_its_line(
    name: str, text: str, problems_in: Callable[..., list[Problem]]
) -> None:
    old, new, place, what = REFUSALS[name]
    if isinstance(old, str):
        assert old in text
        broken = text.replace(old, new, 1)
    else:
        broken, count = old.subn(new, text)
        assert count == 1
    problems = problems_in(broken)
    said = [problem for problem in problems if what in problem.what]
    assert said, problems
    assert said[0].file == "notebooks/week1/lines.py"
    assert said[0].todo
    assert said[0].line == line_of(broken, place), (said, problems)


def test_the_made_up_lessons_are_right(
    problems_in: Callable[..., list[Problem]], text: str
) -> None:
    assert problems_in(text) == []
    assert problems_in(SECOND_LESSON, "week2/rest") == []


def test_a_used_exercise_must_stand_above(
    problems_in: Callable[..., list[Problem]], text: str
) -> None:
    split = [text.index('# %% [markdown]\nr"""\n### Exercise 1.1'), text.index("# %% tags")]
    first = text[slice(*split)]
    moved = text.replace(first, "").replace(
        "# %% [markdown]\n# Written", f"{first}# %% [markdown]\n# Written", 1
    )
    said = [problem for problem in problems_in(moved) if 'uses "line"' in problem.what]
    assert [problem.line for problem in said] == [line_of(moved, ERROR_CELL)]


def test_exercises_without_any_values_are_refused(
    problems_in: Callable[..., list[Problem]], text: str
) -> None:
    said = problems_in(text.replace("week1/lines", "week9/lines"), "week9/lines")
    assert [problem.line for problem in said] == [line_of(text, '# %% exercise="line"')]
    assert "nobody wrote exercises" in said[0].what
    assert "grader/exercises/content/week9/lines/line.py" in said[0].todo


def test_all_problems_of_all_lessons_come_at_once_and_nothing_is_written(
    tmp_path: Path, text: str
) -> None:
    bad = text.replace("points=4", "points=0").replace(HINT, "").replace("def error(", "def eror(")
    write_course(
        tmp_path, {"week1/lines": bad, "week2/rest": "x = 1\n# %%\n", "week2/b": "# %% oops=1\n"}
    )
    before = snapshot(tmp_path)
    with pytest.raises(LessonError) as refusal:
        build_made_up(tmp_path)
    message = str(refusal.value)
    for words in ("points=0", "hints", '"eror"', "before the first", 'unknown tag "oops"'):
        assert words in message
    assert message.startswith(f"{len(refusal.value.problems)} problems in the lessons")
    assert snapshot(tmp_path) == before


def test_headers_come_in_the_order_of_the_notebook(course: Path) -> None:
    lesson = read_lesson(course, course / "notebooks/week1/lines.py")
    assert not problems_of(lesson, exercises_of)
    headers = headers_of(lesson)
    assert list(headers) == ["line", "error"]
    assert headers["line"].hints[1] == ("The shapes do not fit", "Is `w` a number?")
    assert headers["error"].points == 2.5
    assert (headers["line"].lines, headers["error"].lines) == (2, 1)


def test_only_the_whole_of_a_solution_is_a_shown_one() -> None:
    solution = ["    m = X.shape[1]", "    else:", "    dw = X @ dZ.T / m"]
    assert shows_solution("dw = X @ dZ.T / m\nprint()\nm = X.shape[1]", solution)
    assert not shows_solution("m = X.shape[1]", solution)
    assert not shows_solution("b = 0\nreturn b", ["    b = 0", "    return b"])
