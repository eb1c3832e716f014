import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.machine_errors import MachineError
from grader.classroom.results import (
    Record,
    read_record,
    read_records,
    read_results,
    record_path,
    write_record,
)
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.tiny_course import ASSIGNMENT

RESULT = Result("someone", ASSIGNMENT, "engine", "run")

records = st.builds(
    Record,
    st.builds(
        Result, st.just("someone"), st.just(ASSIGNMENT), st.just("e"), st.text(), notes=st.just(())
    ),
    st.text(),
    st.text(),
    st.dictionaries(st.text(), st.lists(st.text()).map(tuple)),
    st.none() | st.text(),
)


@given(records)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert Record.from_json(record.to_json()) == record
    assert Result.from_json(record.to_json()) == record.result


def test_a_result_alone_is_a_record_that_has_to_be_made_anew() -> None:
    assert Record.from_json(RESULT.to_json()) == Record(RESULT)


def test_notebooks_and_other_files_go_with_the_record_and_replace_earlier_ones(
    tiny: Workspace,
) -> None:
    folder = tiny.autograded / "someone" / ASSIGNMENT
    write_record(tiny, Record(RESULT, "a"), {"tiny": "{}"}, {"old/cat.png": b"cat"})
    page = tiny.feedback / "someone" / ASSIGNMENT / "tiny.html"
    page.parent.mkdir(parents=True)
    page.touch()
    write_record(tiny, Record(RESULT, "b"), {"tiny": "{ }"}, {"new.png": b"new"})
    assert {p.name for p in folder.iterdir()} == {"tiny.ipynb", "new.png"}
    assert (folder / "tiny.ipynb").read_text(encoding="utf-8") == "{ }"
    assert not page.exists()
    write_record(tiny, Record(RESULT, "c"))
    assert not folder.exists()
    assert read_record(tiny, ASSIGNMENT, "someone") == Record(RESULT, "c")


def test_nothing_unfinished_stays(tiny: Workspace) -> None:
    path = write_record(tiny, Record(RESULT), {"tiny": "{}"})
    assert path == record_path(tiny, ASSIGNMENT, "someone")
    assert [p.name for p in path.parent.iterdir()] == ["week1.json"]
    assert not any(p.is_file() for p in tiny.scratch.rglob("*"))


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]", b""])
def test_a_result_file_that_was_damaged_is_named(tiny: Workspace, content: bytes) -> None:
    path = write_record(tiny, Record(RESULT))
    path.write_bytes(content)
    assert read_record(tiny, ASSIGNMENT, "someone") is None
    (record,) = read_records(tiny, ASSIGNMENT)
    assert record.result.student == "someone"
    assert [each.points for each in record.result.exercises] == [None, None]
    assert f"{path}: " in (record.result.problem or "")


def test_results_come_in_the_order_of_names(tiny: Workspace, tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        write_record(tiny, Record(Result(name, ASSIGNMENT, "engine", "run")))
    assert [each.student for each in read_results(tiny, ASSIGNMENT)] == ["a", "b", "c"]


def failing(code: int, suffix: str, original: Callable[..., int]) -> Callable[..., int]:
    """Return a function that writes files, and fails for names with this suffix."""

    def write(path: Path, data: bytes) -> int:
        if path.name.endswith(suffix):
            raise OSError(code, os.strerror(code), str(path))
        return original(path, data)

    return write


def test_a_full_disk_stops_and_leaves_no_result_without_its_notebooks(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = failing(errno.ENOSPC, ".ipynb", Path.write_bytes)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(MachineError, match=r"someone cannot be written \(.*No space left"):
        write_record(tiny, Record(RESULT, "a"), {"tiny": "{}"})
    assert read_record(tiny, ASSIGNMENT, "someone") is None


def test_a_notebook_that_cannot_be_stored_costs_no_points(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_bytes", failing(errno.EISDIR, ".ipynb", Path.write_bytes))
    write_record(tiny, Record(RESULT, "a"), {"tiny": "{}"})
    found = read_record(tiny, ASSIGNMENT, "someone")
    assert found is not None and found.digest == ""
    assert found.result.notes[-1].startswith("The judged notebooks cannot be stored")


def test_a_file_that_cannot_be_stored_is_left_out_and_named(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Path, "write_bytes", failing(errno.ENAMETOOLONG, "cat.png", Path.write_bytes)
    )
    write_record(tiny, Record(RESULT, "a"), {"tiny": "{}"}, {"cat.png": b"", "dog.png": b""})
    found = read_record(tiny, ASSIGNMENT, "someone")
    assert found is not None and found.digest == "a"
    assert "cat.png" in found.result.notes[-1] and "dog.png" not in found.result.notes[-1]


def test_half_a_character_is_no_reason_to_lose_a_result(tiny: Workspace) -> None:
    write_record(tiny, Record(Result("someone", ASSIGNMENT, "engine", "run", notes=("\ud800",))))
    found = read_record(tiny, ASSIGNMENT, "someone")
    assert found is not None and found.result.notes == ("?",)
