"""However a notebook is packed and named, the same cells are found, and its files lie beside it."""

import gzip
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classroom.submissions import submitted_files
from grader.classroom.submissions.file_formats import read_cells
from grader.classroom.submissions.forms.name_patterns import (
    ARCHIVES,
    COPIES,
    SCRIPTS,
    NamePattern,
)
from grader.classroom.submissions.submitted_files import (
    ReadFile,
    SubmittedFiles,
    choose_file,
    other_work,
    read_other_files,
    read_submitted_files,
    write_other_files,
)
from grader.student.messages import file_repairs
from tests.classroom.submissions.forms.test_archives import PACKERS, zipped
from tests.tiny_course import NOTEBOOK, SOLUTIONS, notebook

RELEASE = notebook({})
SOLVED = json.dumps(notebook(SOLUTIONS)).encode()
HALF = json.dumps(notebook({"double": SOLUTIONS["double"]})).encode()
EMPTY = json.dumps(RELEASE).encode()
SCRIPT = "\n\n".join(SOLUTIONS.values()).encode()


def as_notebook(text: str) -> bytes:
    """Return a notebook with one cell of its own above the exercises."""
    content = notebook(SOLUTIONS)
    content["cells"].insert(1, {"cell_type": "code", "metadata": {}, "source": text})
    return json.dumps(content).encode()


def copied(pattern: NamePattern, name: str) -> str:
    """Return the name of a copy."""
    return pattern.example.replace(pattern.original, name)


CHECKPOINT = ".ipynb_checkpoints/tiny-checkpoint.ipynb"
CELLS = tuple(read_cells("tiny.ipynb", SOLVED)[0])


def read(files: Mapping[str, bytes]) -> SubmittedFiles:
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (name, data) in enumerate(files.items()):
            paths[name] = Path(folder, str(number))
            paths[name].write_bytes(data)
        return read_submitted_files(paths, (NOTEBOOK,))


def chosen(files: SubmittedFiles, names: tuple[str, ...] = (NOTEBOOK,)) -> ReadFile | None:
    return choose_file(NOTEBOOK, RELEASE, files, dict.fromkeys(names))


names = st.sampled_from(
    [
        *("tiny.ipynb", "TINY.IPYNB", "tiny (1).ipynb", "tiny-Copy1.ipynb", "tiny - Copy.ipynb"),
        *(
            "Copy of tiny.ipynb",
            "tiny.ipynb.txt",
            "tiny.ipynb.json",
            "tiny.IPYNB (2)",
            "tiny_ipynb",
        ),
        *("final.ipynb", "notebook", "tiny.txt", "größe.ipynb"),
    ]
)
folders = st.sampled_from(["", "week1/", "week1/week1/", "Désordre/a b/", "../", "/", ".//"])
junk = st.dictionaries(
    st.sampled_from(
        [
            *("__MACOSX/._tiny.ipynb", ".DS_Store", ".ipynb_checkpoints/tiny-checkpoint.ipynb"),
            *("Thumbs.db", "__pycache__/tools.cpython-311.pyc", "notes.txt", "x.json"),
        ]
    ),
    st.just(b"{"),
    max_size=3,
)
packings = st.lists(st.tuples(st.sampled_from(list(PACKERS)), folders, junk), max_size=3)


@settings(max_examples=40)
@given(names, folders, packings, junk, st.booleans())
def test_random_packing_gives_the_same_cells(
    name: str,
    folder: str,
    packing: list[tuple[str, str, dict[str, bytes]]],
    beside: dict[str, bytes],
    has_module: bool,
) -> None:
    content = SOLVED
    files = {folder + name: content}
    if has_module:
        files[f"{folder}tools.py"] = b"x = 1"
    for packed, inside, more in packing:
        files = {inside + packed: PACKERS[packed]({**files, **more})}
    clean = {path.lstrip("./"): data for path, data in files.items()}
    found = read({**clean, **beside})
    file = chosen(found)
    assert file is not None and file.cells == CELLS
    # The folder of the notebook is where it runs.
    assert not has_module or found.others["tools.py"] == b"x = 1"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"tiny.ipynb": SOLVED, "tiny-Copy1.ipynb": EMPTY}, "tiny.ipynb"),
        ({"tiny.ipynb": EMPTY, "tiny-Copy1.ipynb": SOLVED}, "tiny-Copy1.ipynb"),
        ({"tiny.ipynb": EMPTY, "a.ipynb": EMPTY}, "tiny.ipynb"),
        ({"tiny.ipynb": HALF, "a.ipynb": SOLVED}, "tiny.ipynb"),
        ({"tiny.ipynb": HALF, "week1/tiny.ipynb": SOLVED}, "week1/tiny.ipynb"),
        ({"tiny.ipynb": SOLVED, "week1/tiny.ipynb": SOLVED}, "tiny.ipynb"),
        ({"tiny.ipynb": EMPTY, "a.zip": zipped({"b/tiny.ipynb": SOLVED})}, "b/tiny.ipynb"),
        ({"tiny.ipynb": SOLVED, "tiny.py": SCRIPT}, "tiny.ipynb"),
        ({"tiny.ipynb": HALF, "tools.py": SCRIPT}, "tiny.ipynb"),
        ({"tiny.ipynb": EMPTY, "tiny.py": SCRIPT}, "tiny.py"),
        ({"tools.py": SCRIPT}, "tools.py"),
        ({"other.ipynb": SOLVED}, None),
        ({"Other (1).ipynb": SOLVED}, None),
        ({"other.ipynb": SOLVED, "a.ipynb": HALF}, "a.ipynb"),
        ({"a.ipynb": EMPTY, CHECKPOINT: SOLVED}, "a.ipynb"),
        ({"tiny.ipynb": b"{", CHECKPOINT: SOLVED}, CHECKPOINT),
        ({"other.ipynb": SOLVED, CHECKPOINT: SOLVED}, CHECKPOINT),
        ({"tools.py": SCRIPT, CHECKPOINT: SOLVED}, CHECKPOINT),
    ],
)
def test_the_file_with_the_work_is_chosen(files: dict[str, bytes], expected: str | None) -> None:
    file = chosen(read(files), (NOTEBOOK, "other"))
    assert (file and file.path) == expected


@pytest.mark.parametrize("name", ["z/tiny.ipynb", "z/Tiny (2).ipynb.txt", "z.zip"])
@pytest.mark.parametrize(
    "other", ["a{}.ipynb", "b/{}.py", "{}.ipynb_checkpoints/a-checkpoint.ipynb"]
)
def test_the_notebook_of_the_right_name_is_read_whatever_else_is_there(
    name: str, other: str
) -> None:
    data = zipped({"tiny.ipynb": SOLVED}) if name == "z.zip" else SOLVED
    found = chosen(read({**{other.format(i): EMPTY for i in range(110)}, name: data}))
    assert found is not None and (found.archive or found.path) == name


def test_other_work_than_the_chosen_is_known() -> None:
    files = read(
        {
            "tiny.ipynb": SOLVED,
            "same.ipynb": SOLVED,
            "old/tiny.ipynb": HALF,
            "empty.ipynb": EMPTY,
            "tools.py": SCRIPT,
        }
    )
    file = chosen(files)
    assert file is not None and file.path == "tiny.ipynb"
    assert other_work(NOTEBOOK, RELEASE, file, files, {NOTEBOOK: RELEASE}) == ["old/tiny.ipynb"]


def test_files_are_where_the_notebook_sees_them() -> None:
    inside = {"w/tiny.ipynb": SOLVED, "w/a.csv": b"1", "w/d/b.csv": b"2", "c.csv": b"3"}
    moved = {"a.csv": b"1", "d/b.csv": b"2", "c.csv": b"3"}
    assert read(inside).others == moved
    archive = zipped(inside)
    assert read({"all.zip": archive}).others == moved
    # A notebook in the folder itself sees the folders as they are.
    assert read({**inside, "tiny.ipynb": SOLVED}).others == {
        name: data for name, data in inside.items() if name.endswith("csv")
    }
    # What is in the folder itself has priority.
    assert read({"all.zip": archive, "w/a.csv": b"mine"}).others["a.csv"] == b"mine"


@pytest.mark.parametrize(
    "data",
    [
        SOLVED,
        SOLVED.decode().encode("utf-16"),
        json.dumps(SOLVED.decode()).encode(),
        json.dumps(json.dumps(notebook(SOLUTIONS), indent=1)).encode(),
        json.dumps({"name": "tiny.ipynb", "content": notebook(SOLUTIONS)}).encode(),
    ],
)
def test_a_notebook_is_known_by_its_content(data: bytes) -> None:
    file = chosen(read({"tiny.txt": data}))
    assert file is not None and file.cells == CELLS


def test_a_copy_that_jupyter_saved_counts_only_alone_and_with_a_note() -> None:
    for files in ({CHECKPOINT: SOLVED}, {"a.zip": zipped({CHECKPOINT: SOLVED})}):
        (file,) = read(files).read
        assert "a copy that Jupyter saved" in file.notes[0]
    files = read({"tiny.ipynb": SOLVED, CHECKPOINT: HALF, "a.zip": zipped({CHECKPOINT: HALF})})
    assert [file.path for file in files.read] == ["tiny.ipynb"]
    files = read({"a.ipynb": SOLVED, CHECKPOINT: HALF})
    file = chosen(files)
    assert file is not None and file.path == "a.ipynb"
    assert other_work(NOTEBOOK, RELEASE, file, files, {NOTEBOOK: RELEASE}) == []


IMPORTING = as_notebook("from my_tools import double")


@pytest.mark.parametrize("copy", ["my_tools", *(copied(each, "my_tools") for each in COPIES)])
@pytest.mark.parametrize("pattern", SCRIPTS, ids=lambda value: value.name)
def test_a_helper_module_of_any_name_is_found_by_the_import(
    copy: str, pattern: NamePattern
) -> None:
    name = pattern.example.replace("tiny", copy)
    for files in ({name: SCRIPT}, {"a.zip": zipped({f"week1/{name}": SCRIPT})}):
        found = read({"tiny.ipynb": IMPORTING, **files})
        others = {path.rpartition("/")[2]: data for path, data in found.others.items()}
        assert others == {"my_tools.py": SCRIPT}
        assert name == "my_tools.py" or f"{name} was used as my_tools.py" in " ".join(
            note.replace("week1/", "") for note in found.notes
        )


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"my_tools.py": b"1", "my_tools (1).py": b"2"}, {"my_tools.py", "my_tools (1).py"}),
        ({"my_tools (1).py": b"1", "my_tools (2).py": b"2"}, {"my_tools.py", "my_tools (1).py"}),
        ({"my-tools.py": b"1"}, {"my_tools.py"}),
        ({"other (1).py": b"1", "notes.py.txt": b"2"}, {"other (1).py", "notes.py.txt"}),
        ({"w/my_tools (1).py": b"1"}, {"w/my_tools.py"}),
    ],
)
def test_other_files_keep_their_names(files: dict[str, bytes], expected: set[str]) -> None:
    assert set(read({"tiny.ipynb": IMPORTING, **files}).others) == expected


def test_an_archive_of_data_is_left_as_it_is() -> None:
    archive = zipped({"pictures/cat.txt": b"cat"})
    found = read({"tiny.ipynb": SOLVED, "data.zip": archive, "x.npz": archive, "y.gz": b"\x1f\x8b"})
    assert found.others == {
        "data.zip": archive,
        "x.npz": archive,
        "y.gz": b"\x1f\x8b",
        "pictures/cat.txt": b"cat",
    }


def test_an_archive_that_cannot_be_unpacked_has_a_reason() -> None:
    reasons = read({"a.7z": b"7z", "b.zip": b"no zip", "c.zip": b"PK no zip"}).unreadable
    assert "Hand in the notebook itself, or a zip" in reasons["a.7z"]
    assert "not that of an archive" in reasons["b.zip"]
    assert "is a damaged zip" in reasons["c.zip"]


@pytest.mark.parametrize("start", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01", b"\x28\xb5\x2f\xfd"])
@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "tiny.ipynb", "a.7z", "tiny.ipynb.txt"])
def test_an_archive_of_another_format_is_known_by_its_content(start: bytes, name: str) -> None:
    data = start + bytes(99)
    for files in ({name: data}, {"outer.zip": zipped({name: data, "b.txt": b""})}):
        (reason,) = read(files).unreadable.values()
        assert reason == file_repairs.unpackable(name)


@pytest.mark.parametrize("pattern", ARCHIVES, ids=lambda value: value.name)
def test_an_archive_is_unpacked_whatever_its_name(pattern: NamePattern) -> None:
    is_one_file = pattern.original == "tiny.ipynb"
    data = gzip.compress(SOLVED) if is_one_file else zipped({"tiny.ipynb": SOLVED})
    assert [file.archive for file in read({pattern.example: data}).read] == [pattern.example]


def test_all_that_is_unpacked_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitted_files, "MAX_BYTES_OF_OTHER_FILES", 10)
    archive = zipped({"b.csv": b"12345", "c.csv": b"67890"})
    found = read({"tiny.ipynb": SOLVED, "a.csv": b"1234567", "x.zip": archive})
    assert set(found.others) == {"a.csv"}
    assert sum("was left out" in note for note in found.notes) == 3


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.binary()
    )
)
def test_other_files_come_back_as_they_were(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_other_files(Path(folder), files)
        assert read_other_files(Path(folder)) == files
