"""What is in a student's folder is listed whatever it is, and within stated limits."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions import limits
from grader.classroom.submissions.student_files import (
    StudentTree,
    copy_files,
    list_files,
    read_file,
    read_timestamp,
)
from tests.attacks.trees import nested_folders


def names(tree: StudentTree) -> list[str]:
    return [file.name for file in tree.files]


def left_out(tree: StudentTree) -> dict[str, int]:
    return {each.reason: each.count for each in tree.left_out}


def write(folder: Path, *paths: str, size: int = 1) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x" * size)


def test_files_near_the_top_and_notebooks_come_first(tmp_path: Path) -> None:
    write(tmp_path, "a/a.txt", "z.ipynb", "b.txt", "a/.ipynb_checkpoints/z.ipynb")
    tree = list_files(tmp_path)
    assert names(tree) == ["z.ipynb", "b.txt", "a/a.txt"]
    assert tree.notes() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_only_regular_files_are_taken(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.link(tmp_path / "a.txt", tmp_path / "b.txt")
    os.mkfifo(tmp_path / "timestamp.txt")
    os.mkfifo(tmp_path / "tiny.ipynb")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    tree = list_files(tmp_path)
    assert names(tree) == ["a.txt", "b.txt"]
    assert sum(left_out(tree).values()) == 5
    assert "link, loop" in " ".join(tree.notes())
    assert read_timestamp(tmp_path) is None
    for name in ("link", "timestamp.txt"):
        with pytest.raises(OSError):
            read_file(tmp_path / name, 100)


def test_no_depth_of_a_tree_is_a_depth_of_ours(tmp_path: Path) -> None:
    with nested_folders(tmp_path, 1200):
        write(tmp_path, "tiny.ipynb")
        tree = list_files(tmp_path)
    assert names(tree) == ["tiny.ipynb"]
    assert sum(left_out(tree).values()) == 1


def test_what_exceeds_a_limit_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILES", 3)
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    write(tmp_path, "tiny.ipynb", "a.txt", "deep/b.txt", "deep/c.txt")
    write(tmp_path, "large.txt", "large.ipynb", size=11)
    tree = list_files(tmp_path)
    assert names(tree) == ["tiny.ipynb", "a.txt", "deep/b.txt"]
    assert [file.name for file in tree.too_large] == ["large.ipynb"]
    assert "large.txt" in " ".join(tree.notes()) and "deep/c.txt" in " ".join(tree.notes())


def test_a_huge_folder_is_looked_at_only_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 8)
    write(tmp_path, "tiny.ipynb", *(f"data/{i}.txt" for i in range(100)))
    tree = list_files(tmp_path)
    assert names(tree)[0] == "tiny.ipynb"
    assert len(tree.files) == 1 + 6


def test_notes_do_not_grow_with_the_tree(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"link{number}").symlink_to("nowhere")
    (note,) = list_files(tmp_path).notes()
    assert "and 95 more" in note


# Names of every kind that a file system takes.
parts = st.binary(min_size=1, max_size=12).filter(
    lambda name: not {b"/"[0], 0} & set(name) and name not in (b".", b"..")
)
trees = st.dictionaries(st.lists(parts, min_size=1, max_size=3).map(tuple), st.binary(max_size=3))


@given(trees)
def test_every_file_is_copied_once_or_named(
    tmp_path_factory: pytest.TempPathFactory, files: dict[tuple[bytes, ...], bytes]
) -> None:
    origin, target = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    written = 0
    for path, data in files.items():
        whole = os.path.join(os.fsencode(origin), *path)
        try:
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            with open(whole, "xb") as file:
                file.write(data)
            written += 1
        except OSError:
            # A file and a folder of the same name, or a name that is taken already.
            continue
    tree = list_files(origin)
    notes = copy_files(tree, target)
    copies = [path for path in target.rglob("*") if path.is_file()]
    assert len(tree.files) == written == len(copies)
    assert notes == [] == tree.notes()
    for file in tree.files:
        assert (target / file.name).read_bytes() == file.path.read_bytes()
