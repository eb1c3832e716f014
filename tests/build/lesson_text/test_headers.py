"""Exercise headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.build.lesson_text.headers import is_header, leaked_lines, parse_header
from grader.exercises.header import Header

WORDS = st.text("abcxyz $é'\\", min_size=1, max_size=20).map(str.strip).filter(bool)
SOLUTION = ["    dZ = A - Y", "    dw = np.dot(X, dZ.T) / m", "    else:", "    return w, b"]


@given(
    title=WORDS,
    number=st.from_regex(r"[1-9]\.[1-9][0-9]?", fullmatch=True),
    difficulty=st.integers(1, 5),
    minutes=st.integers(1, 90),
    lines=st.integers(1, 20),
    hints=st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=4),
    points=st.integers(1, 20),
)
def test_what_is_written_is_read(
    title: str,
    number: str,
    difficulty: int,
    minutes: int,
    lines: int,
    hints: list[tuple[str, str]],
    points: int,
) -> None:
    noun = "line" if lines == 1 else "lines"
    source = "\n".join(
        [
            f"### Exercise {number}: {title}",
            f"difficulty {difficulty} of 5 · about {minutes} minutes · "
            f"the reference is {lines} {noun}",
            "",
            "Some text.",
            *(f"<details><summary>{s}</summary>{t}</details>" for s, t in hints),
        ]
    )
    assert is_header(source)
    header, problems = parse_header(source, ["?"] * lines, points)
    assert not problems
    assert header == Header(title, number, difficulty, minutes, lines, tuple(hints), points)


@pytest.mark.parametrize(
    ("hint", "given_line"),
    [
        ("Compute `dZ = A - Y` first.", "dZ = A - Y"),
        ("Compute `dZ=A-Y` first.", "dZ = A - Y"),
        ("Is it <code>np.dot(X, dZ.T) / m</code>?", "dw = np.dot(X, dZ.T) / m"),
        ("What is A - Y, and what does else: do?", None),
        ("Do you return w, b?", None),
    ],
)
def test_a_hint_may_ask_but_not_tell(hint: str, given_line: str | None) -> None:
    assert leaked_lines(hint, SOLUTION) == ([given_line] if given_line else [])
