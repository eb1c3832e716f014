import json
from pathlib import Path

import pytest

from grader.classroom.desk import Desk
from grader.classroom.intake import Arrival, readable_name, take_in
from grader.student.errors import CourseError
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, hand_in, notebook


def arrivals(desk: Desk, folder: Path) -> dict[str, Arrival]:
    return {each.student: each for each in take_in(desk, ASSIGNMENT, folder)}


def test_names_with_spaces_and_letters_of_any_script_arrive(tiny: Desk, tmp_path: Path) -> None:
    names = ["Zoë Ødegård", "李 明", "a [b] {c}", "percent %20"]
    for name in names:
        hand_in(tmp_path / "in", name, notebook(SOLUTIONS))
    arrived = arrivals(tiny, tmp_path / "in")
    assert sorted(arrived) == sorted(names)
    for name, arrival in arrived.items():
        assert arrival.submission is not None
        assert arrival.submission.folder == tiny.repaired / name / ASSIGNMENT
        assert (arrival.submission.folder / f"{NOTEBOOK}.ipynb").is_file()


def test_a_name_that_is_no_text_becomes_one() -> None:
    assert readable_name("Jos\udce9") == "Jos\N{REPLACEMENT CHARACTER}"
    assert readable_name("José 李") == "José 李"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b" \n", "empty file"),
        (b'{"cells": [', "breaks off or is wrong at line 1"),
        (b"PK\x03\x04 not a zip", "is a damaged zip"),
        (b"\xff\xfe\x00", "is damaged"),
        (b"[" * 100_000, "is damaged"),
        (b"[]", "no Jupyter notebook"),
        (b'{"nbformat": 9, "cells": []}', "no Jupyter notebook"),
        (b'{"nbformat": 4}', "without cells"),
    ],
)
def test_a_file_that_is_no_notebook_gets_a_reason(
    tiny: Desk, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = hand_in(tmp_path / "in", "someone", notebook({}))
    path.write_bytes(content)
    arrival = arrivals(tiny, tmp_path / "in")["someone"]
    assert arrival.submission is None
    assert arrival.problem is not None and reason in arrival.problem


def test_a_file_of_another_name_is_known_by_its_exercises(tiny: Desk, tmp_path: Path) -> None:
    path = hand_in(tmp_path / "in", "someone", notebook(SOLUTIONS))
    path.rename(path.with_name("tiny (1).ipynb"))
    path.with_name("a.ipynb").write_text('{"nbformat": 4, "cells": []}', encoding="utf-8")
    arrival = arrivals(tiny, tmp_path / "in")["someone"]
    assert arrival.submission is not None
    assert arrival.problem is None
    assert arrival.notes == ("tiny was handed in as tiny (1).ipynb.",)


def test_a_file_without_any_of_the_exercises_is_not_taken(tiny: Desk, tmp_path: Path) -> None:
    path = hand_in(tmp_path / "in", "someone", notebook({}))
    path.rename(path.with_name("other.ipynb"))
    path.with_name("other.ipynb").write_text('{"nbformat": 4, "cells": []}', encoding="utf-8")
    arrival = arrivals(tiny, tmp_path / "in")["someone"]
    assert arrival.problem == "tiny.ipynb was not handed in; there is only other.ipynb."


def test_no_notebook_and_no_folder_are_told(tiny: Desk, tmp_path: Path) -> None:
    hand_in(tmp_path / "in", "present", notebook({}))
    (tmp_path / "in" / "empty" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / "in" / "absent").mkdir()
    (tmp_path / "in" / ".hidden").mkdir()
    (tmp_path / "in" / "a file.txt").touch()
    arrived = arrivals(tiny, tmp_path / "in")
    assert sorted(arrived) == ["absent", "empty", "present"]
    assert arrived["empty"].problem == "tiny.ipynb was not handed in; there is no notebook at all."
    assert arrived["absent"].problem == "There is no folder 'week1' from this student."


def test_of_two_notebooks_the_readable_one_is_judged(tiny: Desk, tmp_path: Path) -> None:
    for folder in (tiny.source / ASSIGNMENT, tiny.release / ASSIGNMENT):
        (folder / "more.ipynb").write_bytes((folder / f"{NOTEBOOK}.ipynb").read_bytes())
    hand_in(tmp_path / "in", "someone", notebook({}))
    arrival = arrivals(tiny, tmp_path / "in")["someone"]
    assert arrival.submission is not None
    assert arrival.submission.notebooks == (NOTEBOOK,)
    assert arrival.problem is not None and arrival.problem.startswith("more.ipynb was not")


def test_other_files_come_along_but_what_links_point_to_does_not(
    tiny: Desk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    (secret / "deep").mkdir(parents=True)
    (secret / "key.txt").write_text("secret", encoding="utf-8")
    home = hand_in(tmp_path / "in", "someone", notebook({})).parent
    (home / "pictures").mkdir()
    (home / "pictures" / "cat.txt").write_text("cat", encoding="utf-8")
    (home / "stolen.txt").symlink_to(secret / "key.txt")
    (home / "stolen").symlink_to(secret)
    arrivals(tiny, tmp_path / "in")
    there = tiny.submitted / "someone" / ASSIGNMENT
    assert {p.relative_to(there).as_posix() for p in there.rglob("*")} == {
        "pictures",
        "pictures/cat.txt",
        "tiny.ipynb",
    }


def test_what_lies_at_the_desk_already_is_left_there(tiny: Desk) -> None:
    path = hand_in(tiny.submitted, "someone", notebook(SOLUTIONS))
    before = path.read_bytes()
    arrived = arrivals(tiny, tiny.submitted)
    assert arrived["someone"].submission is not None
    assert path.read_bytes() == before


def test_a_second_hand_in_replaces_the_first(tiny: Desk, tmp_path: Path) -> None:
    path = hand_in(tmp_path / "in", "someone", notebook({}))
    (path.parent / "old.txt").touch()
    arrivals(tiny, tmp_path / "in")
    (path.parent / "old.txt").unlink()
    hand_in(tmp_path / "in", "someone", notebook(SOLUTIONS))
    arrivals(tiny, tmp_path / "in")
    there = tiny.submitted / "someone" / ASSIGNMENT
    assert not (there / "old.txt").exists()
    assert json.loads((there / f"{NOTEBOOK}.ipynb").read_text("utf-8")) == notebook(SOLUTIONS)


@pytest.mark.parametrize("layout", ["missing", "empty", "other"])
def test_a_folder_without_submissions_says_how_to_lay_them_out(
    tiny: Desk, tmp_path: Path, layout: str
) -> None:
    folder = tmp_path / layout
    if layout != "missing":
        folder.mkdir()
    if layout == "other":
        (folder / "someone" / "week7").mkdir(parents=True)
    with pytest.raises(CourseError, match=r"no folder|tiny\.ipynb"):
        take_in(tiny, ASSIGNMENT, folder)


def test_an_unknown_assignment_names_those_there_are(tiny: Desk, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"'week9'.*week1"):
        take_in(tiny, "week9", tmp_path)
