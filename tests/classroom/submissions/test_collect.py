import gzip
import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.submissions import collect, limits, submitted_files
from grader.classroom.submissions.collect import (
    CollectedSubmission,
    collect_all,
    entries_left_out,
    make_job,
)
from grader.classroom.workspace import Workspace
from grader.student.text import CourseError
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, notebook, write, write_submission


def collect_by_student(workspace: Workspace, folder: Path) -> dict[str, CollectedSubmission]:
    return {each.student: each for each in collect_all(workspace, ASSIGNMENT, folder)}


def test_names_with_spaces_and_letters_of_any_script_arrive(
    tiny: Workspace, tmp_path: Path
) -> None:
    names = ["Zoë Ødegård", "李 明", "a [b] {c}", "per cent 20"]
    for name in names:
        write_submission(tmp_path / "in", name, notebook(SOLUTIONS))
    collected = collect_by_student(tiny, tmp_path / "in")
    assert sorted(collected) == sorted(names)
    for name, each in collected.items():
        assert each.submission is not None
        assert each.submission.folder == tiny.repaired / name / ASSIGNMENT
        assert (each.submission.folder / f"{NOTEBOOK}.ipynb").is_file()


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
    tiny: Workspace, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook({}))
    path.write_bytes(content)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is None
    assert collected.problem is not None and reason in collected.problem


def test_a_file_of_another_name_is_known_by_its_exercises(tiny: Workspace, tmp_path: Path) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS))
    path.rename(path.with_name("tiny (1).ipynb"))
    path.with_name("a.ipynb").write_text('{"nbformat": 4, "cells": []}', encoding="utf-8")
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is not None
    assert collected.problem is None
    assert collected.notes == ("tiny was handed in as tiny (1).ipynb.",)


def test_a_file_without_any_of_the_exercises_is_not_taken(tiny: Workspace, tmp_path: Path) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook({}))
    path.rename(path.with_name("other.ipynb"))
    path.with_name("other.ipynb").write_text('{"nbformat": 4, "cells": []}', encoding="utf-8")
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem == "tiny.ipynb was not handed in; there is only other.ipynb."


def test_no_notebook_and_no_folder_are_told(tiny: Workspace, tmp_path: Path) -> None:
    write_submission(tmp_path / "in", "present", notebook({}))
    (tmp_path / "in" / "empty" / ASSIGNMENT).mkdir(parents=True)
    (tmp_path / "in" / "absent").mkdir()
    (tmp_path / "in" / ".hidden").mkdir()
    (tmp_path / "in" / "a file.txt").touch()
    collected = collect_by_student(tiny, tmp_path / "in")
    assert sorted(collected) == ["absent", "empty", "present"]
    assert (
        collected["empty"].problem == "tiny.ipynb was not handed in; there is no notebook at all."
    )
    assert collected["absent"].problem == "There is no folder 'week1' from this student."


def test_a_hidden_folder_with_a_submission_is_a_students_and_no_other_is(
    tiny: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for name in (".maria", "present", ".git", ".ipynb_checkpoints", "__MACOSX/._x"):
        write_submission(folder, name, notebook(SOLUTIONS))
    write(folder / ".ben" / "work" / "tiny.ipynb", notebook(SOLUTIONS))
    (folder / "carl.zip").write_bytes(zipped({"tiny.ipynb": SOLVED}))
    (folder / "tiny-checkpoint.ipynb").write_bytes(SOLVED)
    (folder / ".DS_Store").touch()
    (folder / ".config").mkdir()
    collected = collect_by_student(tiny, folder)
    assert collected["~2emaria"].unanswered == {NOTEBOOK: ()}
    assert sorted(collected) == ["present", "~2emaria"]
    assert entries_left_out(ASSIGNMENT, folder) == [".ben", "carl.zip"]


def test_of_two_notebooks_the_readable_one_is_judged(tiny: Workspace, tmp_path: Path) -> None:
    for folder in (tiny.source / ASSIGNMENT, tiny.release / ASSIGNMENT):
        (folder / "more.ipynb").write_bytes((folder / f"{NOTEBOOK}.ipynb").read_bytes())
    write_submission(tmp_path / "in", "someone", notebook({}))
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is not None
    assert collected.submission.notebooks == (NOTEBOOK,)
    assert collected.problem is not None and collected.problem.startswith("more.ipynb was not")


def test_other_files_come_along_but_what_links_point_to_does_not(
    tiny: Workspace, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    (secret / "deep").mkdir(parents=True)
    (secret / "key.txt").write_text("secret", encoding="utf-8")
    home = write_submission(tmp_path / "in", "someone", notebook({})).parent
    (home / "pictures").mkdir()
    (home / "pictures" / "cat.txt").write_text("cat", encoding="utf-8")
    (home / "stolen.txt").symlink_to(secret / "key.txt")
    (home / "stolen").symlink_to(secret)
    collect_by_student(tiny, tmp_path / "in")
    there = tiny.submitted / "someone" / ASSIGNMENT
    assert {p.relative_to(there).as_posix() for p in there.rglob("*")} == {
        "pictures",
        "pictures/cat.txt",
        "tiny.ipynb",
    }


def test_what_lies_at_the_desk_already_is_left_there(tiny: Workspace) -> None:
    path = write_submission(tiny.submitted, "someone", notebook(SOLUTIONS))
    before = path.read_bytes()
    collected = collect_by_student(tiny, tiny.submitted)
    assert collected["someone"].submission is not None
    assert path.read_bytes() == before


def test_a_second_hand_in_replaces_the_first(tiny: Workspace, tmp_path: Path) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook({}))
    (path.parent / "old.txt").touch()
    collect_by_student(tiny, tmp_path / "in")
    (path.parent / "old.txt").unlink()
    write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS))
    collect_by_student(tiny, tmp_path / "in")
    there = tiny.submitted / "someone" / ASSIGNMENT
    assert not (there / "old.txt").exists()
    assert json.loads((there / f"{NOTEBOOK}.ipynb").read_text("utf-8")) == notebook(SOLUTIONS)


@pytest.mark.parametrize("layout", ["missing", "empty", "other"])
def test_a_folder_without_submissions_says_how_to_lay_them_out(
    tiny: Workspace, tmp_path: Path, layout: str
) -> None:
    folder = tmp_path / layout
    if layout != "missing":
        folder.mkdir()
    if layout == "other":
        (folder / "someone" / "week7").mkdir(parents=True)
    with pytest.raises(CourseError, match=r"no folder|tiny\.ipynb"):
        collect_all(tiny, ASSIGNMENT, folder)


def test_an_unknown_assignment_names_those_there_are(tiny: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"'week9'.*week1"):
        collect_all(tiny, "week9", tmp_path)


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def in_conflict(data: bytes) -> bytes:
    """Return a notebook that git merged, with a conflict in the metadata of a cell."""
    lines = json.dumps(json.loads(data), indent=1).split("\n")
    where = next(i for i, line in enumerate(lines) if '"grade_id": "double"' in line)
    sides = ["<<<<<<< HEAD", '     "x": 1,', "=======", '     "x": 2,', ">>>>>>> other"]
    return "\n".join([*lines[:where], *sides, *lines[where:]]).encode()


def as_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


SOLVED = as_bytes(notebook(SOLUTIONS))
SPLIT = notebook(SOLUTIONS)
for each in SPLIT["cells"]:
    each["source"] = each["source"].split("\n")
SCRIPT = "\n\n".join(SOLUTIONS.values()).encode()
OLD = as_bytes(
    {
        "nbformat": 3,
        "metadata": {"kernelspec": {"name": "python2"}},
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": text} for text in SOLUTIONS.values()]}
        ],
    }
)
FOREIGN = as_bytes(
    {**notebook(SOLUTIONS), "metadata": {"kernelspec": {"name": "ir", "language": "R"}}}
)
BARE = as_bytes({"cells": [{"cell_type": "code", "source": s} for s in SOLUTIONS.values()]})
HUGE = {"output_type": "stream", "name": "stdout", "text": "x" * 2_000_000}


def with_outputs(megabytes: int) -> bytes:
    content = notebook(SOLUTIONS)
    content["cells"][1]["outputs"] = [HUGE] * (megabytes // 2)
    return as_bytes(content)


@pytest.mark.parametrize(
    "files",
    [
        {"tiny.ipynb": SOLVED},
        {"tiny.ipynb": OLD},
        {"tiny.ipynb": FOREIGN},
        {"tiny.ipynb": BARE},
        {"tiny.ipynb": b"\0" + SOLVED + b"\0"},
        {"tiny.ipynb": b"\xef\xbb\xbf" + SOLVED},
        {"tiny.ipynb": SOLVED.decode().encode("utf-16")},
        {"tiny.ipynb": with_outputs(20)},
        {"Tiny (final) Ødegård 2.ipynb": SOLVED},
        {"TINY.IPYNB": SOLVED},
        {"tiny.py": SCRIPT},
        {"tiny.zip": zipped({"some folder/tiny.ipynb": SOLVED})},
        {"tiny.ipynb": zipped({"tiny.ipynb": SOLVED})},
        {"all.zip": zipped({"a.ipynb": b"{", "b.ipynb": SOLVED})},
        {"tiny.ipynb.txt": SOLVED},
        {"tiny.ipynb.json": SOLVED},
        {"download": SOLVED},
        {"week1/week1/tiny.ipynb": SOLVED},
        {"tiny.tar.gz": tarred({"week1/tiny.ipynb": SOLVED})},
        {"tiny.ipynb.gz": gzip.compress(SOLVED)},
        {"a.zip": zipped({"TINY.IPYNB": SOLVED})},
        {"a.zip": zipped({"tiny.ipynb": SOLVED})[:-40]},
        {"a.zip": zipped({"tiny.ipynb": as_bytes(notebook({})), "../x/tiny (1).IPYNB": SOLVED})},
        {"a.zip": zipped({"b.tgz": tarred({"tiny.ipynb.txt": SOLVED})})},
        {"tiny.ipynb": SOLVED, "tools.py": SCRIPT.replace(b"2 * x", b"3 * x")},
        {"tiny.ipynb": in_conflict(SOLVED)},
        {"tiny.ipynb": as_bytes(notebook({})), "tiny-Copy1.ipynb": SOLVED},
        {"tiny.ipynb": SOLVED, "tiny-Copy1.ipynb": as_bytes(notebook({}))},
        {"tiny.ipynb": b"", "tiny-Copy1.ipynb": SOLVED},
        {"tiny.ipynb": as_bytes({**notebook(SOLUTIONS), "nbformat": 5})},
        {"tiny.ipynb": as_bytes({**notebook(SOLUTIONS), "nbformat": 3})},
        {"tiny.ipynb": json.dumps(json.dumps(SOLVED.decode())).encode()},
        {"tiny.ipynb": as_bytes({"type": "notebook", "content": notebook(SOLUTIONS)})},
        {"tiny.ipynb": json.dumps(SOLVED.decode()[:-20]).encode()},
        {"tiny.ipynb": as_bytes(SPLIT)},
        {"tiny.ipynb": json.dumps(SPLIT).encode()[:-20]},
        {"tiny.ipynb": SOLVED.replace(b"\\n", "\u2028".encode())},
        {"tiny.ipynb": SOLVED.replace(b"2 * x", "2 × x".encode())},
        {".ipynb_checkpoints/tiny-checkpoint.ipynb": SOLVED},
        {"tiny.ipynb": b"", "a/.ipynb_checkpoints/tiny-checkpoint.ipynb": SOLVED},
        {"a.zip": zipped({"w/.ipynb_checkpoints/tiny-checkpoint.ipynb": SOLVED})},
        {"tiny-checkpoint.ipynb": SOLVED, "tools.py": SCRIPT.replace(b"2 * x", b"3 * x")},
    ],
    ids=[
        "as it should be", "format 3", "foreign kernel", "bare cells", "NUL bytes",
        "byte order mark", "UTF-16", "outputs", "renamed", "capitals", "script", "zip",
        "zip in disguise", "zip with a damaged one", "work in the copy", "copy without work",
        "empty, and a copy", "text suffix", "JSON suffix", "no suffix", "nested folders", "tar.gz",
        "gz", "capitals in a zip", "zip cut short", "copy in a zip", "tgz in a zip",
        "helper module", "merge conflict",
        "format 5", "format 4 called 3", "JSON in JSON", "answer of a server", "cut JSON in JSON",
        "lines without ends", "cut, lines without ends", "line separators", "multiplication sign",
        "checkpoint", "empty, and a checkpoint", "checkpoint in a zip", "checkpoint and a module",
    ],
)  # fmt: skip
def test_whatever_form_it_has_the_work_arrives_in_the_release_form(
    tiny: Workspace, tmp_path: Path, files: dict[str, bytes]
) -> None:
    home = tmp_path / "in" / "someone" / ASSIGNMENT
    home.mkdir(parents=True)
    for name, data in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(data)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem is None
    assert collected.submission is not None
    made = json.loads((collected.submission.folder / f"{NOTEBOOK}.ipynb").read_text("utf-8"))
    release = notebook({})
    assert made["metadata"] == release["metadata"]
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    found = {cell["id"]: cell for cell in made["cells"]}
    for cell in release["cells"]:
        assert found[cell["id"]]["source"] == SOLUTIONS.get(cell["id"], cell["source"])
        assert found[cell["id"]]["metadata"] == cell["metadata"]
        assert found[cell["id"]]["outputs"] == []
    assert collected.unanswered == {NOTEBOOK: ()}


@pytest.mark.slow
def test_200_megabytes_of_outputs_stay_behind(tiny: Workspace, tmp_path: Path) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook({}))
    path.write_bytes(with_outputs(200))
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is not None
    assert (collected.submission.folder / f"{NOTEBOOK}.ipynb").stat().st_size < 10_000


def test_a_file_of_more_than_is_opened_gets_a_reason(tiny: Workspace, tmp_path: Path) -> None:
    path = write_submission(tmp_path / "in", "someone", notebook({}))
    with path.open("r+b") as file:
        file.truncate(500_000_000)  # takes no room on the disk
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem is not None and "500 MB, more than is opened" in collected.problem


def test_another_notebook_of_the_right_name_is_told(tiny: Workspace, tmp_path: Path) -> None:
    other = {"nbformat": 4, "cells": [{"cell_type": "code", "source": "print('week 5')"}]}
    write_submission(tmp_path / "in", "someone", other)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem == "tiny.ipynb holds none of the exercises: it is another notebook."


def test_another_assignment_is_told(tiny: Workspace, tmp_path: Path) -> None:
    write_submission(tmp_path / "in", "right", notebook({}))
    (tmp_path / "in" / "wrong" / "week5").mkdir(parents=True)
    collected = collect_by_student(tiny, tmp_path / "in")["wrong"]
    assert collected.problem == "There is no folder 'week1' from this student. There is: week5."


def test_links_and_pipes_are_not_followed(tiny: Workspace, tmp_path: Path) -> None:
    solved = write_submission(tmp_path / "in", "honest", notebook(SOLUTIONS))
    (tmp_path / "in" / "folder").mkdir()
    (tmp_path / "in" / "folder" / ASSIGNMENT).symlink_to(solved.parent)
    # In the workspace's own folder, from which nothing is copied.
    write_submission(tiny.submitted, "file", notebook({})).unlink()
    (tiny.submitted / "file" / ASSIGNMENT / "tiny.ipynb").symlink_to(solved)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tiny.submitted / "file" / ASSIGNMENT / "more.ipynb")
    by_folder = collect_by_student(tiny, tmp_path / "in")["folder"]
    assert by_folder.problem == "The folder 'week1' is a link, which is not followed."
    by_file = collect_by_student(tiny, tiny.submitted)["file"]
    assert by_file.submission is None
    assert by_file.problem is not None and "was not handed in" in by_file.problem


def test_a_submission_becomes_plain_data(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitted_files, "MAX_BYTES_OF_OTHER_FILES", 100)
    home = write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS)).parent
    (home / "pictures").mkdir()
    (home / "pictures" / "cat.txt").write_bytes(b"cat")
    (home / "large.bin").write_bytes(b"x" * 101)
    (home / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC\n", encoding="utf-8")
    (home / "numpy.py").touch()
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is not None
    assert collected.timestamp == "2026-01-01 12:00:00 UTC"
    assert collected.notes == ("large.bin has 0 MB and was left out.",)
    job = make_job(tiny, collected.submission, "run")
    assert job.files == {"pictures/cat.txt": b"cat", "numpy.py": b""}
    assert json.loads(job.notebooks[NOTEBOOK])["cells"][1]["source"] == SOLUTIONS["double"]


def test_a_submission_on_which_the_intake_itself_fails_stops_no_other(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    write_submission(tmp_path / "in", "someone", notebook({}))
    monkeypatch.setattr(collect, "repair", fail)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem is not None and "RecursionError: too deep" in collected.problem


def _many_cells(home: Path) -> None:
    content = notebook(SOLUTIONS)
    content["cells"] += [
        {"cell_type": "code", "metadata": {}, "source": f"x{i}\u00a0= {i}"} for i in range(300)
    ]
    (home / "tiny.ipynb").write_text(json.dumps(content), encoding="utf-8")


def _many_files(home: Path) -> None:
    for number in range(300):
        (home / f"{number}.bin").write_bytes(b"x" * 101)


def _many_archives(home: Path) -> None:
    for number in range(300):
        (home / f"{number}.zip").write_bytes(b"PK")


def _many_pipes(home: Path) -> None:
    for number in range(300):
        (home / f"{number}.ipynb").symlink_to("nowhere")


@pytest.mark.parametrize("flood", [_many_cells, _many_files, _many_archives, _many_pipes])
def test_one_submission_does_not_fill_the_screen_of_the_class(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flood: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(submitted_files, "MAX_BYTES_OF_OTHER_FILES", 100)
    flood(write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS)).parent)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.submission is not None
    assert len(collected.notes) <= limits.MAX_NOTES
    assert sum(map(len, (*collected.notes, collected.problem or ""))) < 20_000


@pytest.mark.parametrize("flood", [_many_files, _many_archives, _many_pipes])
def test_why_there_is_no_notebook_is_one_sentence_however_many_files_there_are(
    tiny: Workspace, tmp_path: Path, flood: Callable[[Path], None]
) -> None:
    home = write_submission(tmp_path / "in", "someone", notebook(SOLUTIONS)).parent
    (home / "tiny.ipynb").unlink()
    flood(home)
    collected = collect_by_student(tiny, tmp_path / "in")["someone"]
    assert collected.problem is not None and len(collected.problem) < 1000
