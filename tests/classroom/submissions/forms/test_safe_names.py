"""Names from submissions become names of ours: valid everywhere, and never two the same."""

import os
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.classroom.submissions.forms.safe_names import (
    is_escaped,
    path_in_submission,
    student_id,
    unescaped,
)

ORDINARY = [
    "anna",
    "Zoë Ødegård",
    "李 明",
    "a [b] {c}",
    "per cent; 20 & more",
    "ANNA~1",
    "x~",
    "Иван_12",
]

file_names = (
    st.binary(min_size=1, max_size=255)
    .map(lambda name: name.replace(b"/", b"_").replace(b"\0", b"_"))
    .filter(lambda name: name not in (b".", b".."))
    .map(os.fsdecode)
)
# Short ones of few letters find names whose escapes could meet.
tricky = st.text(alphabet="~7e.?ab\udce9é", min_size=1, max_size=6)
names = file_names | tricky | st.text(min_size=1, max_size=255).map(lambda n: n.replace("/", "_"))


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_stays(name: str) -> None:
    assert student_id(name) == name == student_id(student_id(name))
    assert path_in_submission(["some folder", name]) == f"some folder/{name}"
    assert not is_escaped(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jos\udce9", "Jos~e9"),
        ("Jos~e9", "Jos~7ee9"),
        (".week1.unfinished", "~2eweek1.unfinished"),
        ("a/b\\c:d", "a~2fb~5cc~3ad"),
        ("CON.txt", "~43ON.txt"),
        ("anna.", "anna~2e"),
        ("anna\N{RIGHT-TO-LEFT OVERRIDE}b", "anna~e2~80~aeb"),
        ("line\nbreak", "line~0abreak"),
        ("~?", "~7e~3f"),
        ("%3Cb%3E #1", "~253Cb~253E ~231"),
    ],
)
def test_what_cannot_be_in_a_name_is_escaped(name: str, expected: str) -> None:
    assert student_id(name) == expected
    assert is_escaped(expected)
    assert unescaped(expected) == name


@given(names)
@example("~" * 255)
@example("\udce9" * 255)
def test_an_id_is_a_name_on_every_system(name: str) -> None:
    made = student_id(name)
    assert len(made) <= 128 and len(made.encode("utf-8")) <= 255
    assert not set(made) & set('<>:"/\\|?*%#')
    assert not made.startswith(".") and not made.endswith((" ", "."))
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in made)
    assert made.partition(".")[0].upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT1")


@given(st.lists(names, min_size=2, max_size=20, unique=True))
def test_ids_of_different_names_are_different(found: list[str]) -> None:
    assert len({student_id(name) for name in found}) == len(found)
    assert len({path_in_submission([name]) for name in found}) == len(found)


@given(names)
def test_an_id_says_what_the_name_was_or_is_a_digest(name: str) -> None:
    made = student_id(name)
    assert unescaped(made) == name or "~~" in made
    assert is_escaped(made) == (made != name)


@given(st.lists(names, min_size=1, max_size=4))
def test_a_path_in_a_submission_leads_nowhere_else(parts: list[str]) -> None:
    path = path_in_submission(parts)
    assert len(path.split("/")) == len(parts)
    assert ".." not in path.split("/") and "." not in path.split("/")
    assert "\\" not in path and "\0" not in path
    assert not any(folder.lower().endswith(".ipynb") for folder in path.split("/")[:-1])
    path.encode("utf-8")
