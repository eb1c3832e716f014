"""Archives of all formats give their files, and nothing else: no link, no name outside, no bomb."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions.forms.archives import MAX_DEPTH, format_of, unpack
from grader.classroom.submissions.forms.members import Budget, inner_name
from grader.student.messages import file_repairs
from tests.work import calls

Files = dict[str, bytes]


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(files: Files, mode: str = "w", format_: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=format_) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


PACKERS: dict[str, Callable[[Files], bytes]] = {
    "a.zip": zipped,
    "stored.zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "b.zip": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "x.zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "a.tar": tarred,
    "gnu.tar": lambda files: tarred(files, format_=tarfile.GNU_FORMAT),
    "a.tar.gz": lambda files: tarred(files, "w:gz"),
    "a.tgz": lambda files: gzip.compress(tarred(files)),
    "a.tar.bz2": lambda files: tarred(files, "w:bz2"),
    "a.txz": lambda files: tarred(files, "w:xz"),
    "a.ipynb": zipped,
}
FILES = {
    "week1/tiny.ipynb": b"{}",
    "week1/tools.py": b"x = 1",
    "data.csv": b"1,2\n" * 9999,
    "e": b"",
}


def unpacked(name: str, data: bytes, budget: Budget | None = None) -> tuple[Files, list[str]]:
    notes: list[str] = []
    return dict(unpack(name, data, budget or Budget(), notes)), notes


@pytest.mark.parametrize("name", PACKERS)
def test_each_format_gives_its_files(name: str) -> None:
    assert unpacked(name, PACKERS[name](FILES)) == (FILES, [])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("content", [b"{}", b"", b"{" * 100_000])
def test_a_compressed_file_gives_itself(pack: Callable[[bytes], bytes], content: bytes) -> None:
    assert unpacked("tiny.ipynb.gz", pack(content)) == ({"tiny.ipynb": content}, [])


@pytest.mark.parametrize(
    ("raw", "name", "outside"),
    [
        ("a/b.csv", "a/b.csv", False),
        ("./a//b.csv", "a/b.csv", False),
        ("a\\b.csv", "a/b.csv", False),
        ("../../etc/passwd", "etc/passwd", True),
        ("a/../../b", "a/b", True),
        ("/etc/passwd", "etc/passwd", True),
        ("C:\\Users\\a.csv", "Users/a.csv", True),
        ("\\\\server\\share", "server/share", True),
        ("..", "unnamed", True),
        ("", "unnamed", False),
        ("a\0b", "ab", False),
        ("caf\udce9", "caf~e9", False),
        ("/".join("a" * 99), "/".join("a" * 20), False),
    ],
)
def test_no_name_leads_outside(raw: str, name: str, outside: bool) -> None:
    assert inner_name(raw) == (name, outside)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_paths_that_lead_outside_are_cut_and_said(pack: Callable[[Files], bytes]) -> None:
    found, notes = unpacked("a.zip", pack({"../../x.ipynb": b"1", "/tmp/y.csv": b"2"}))
    assert found == {"x.ipynb": b"1", "tmp/y.csv": b"2"}
    assert len(notes) == 1 and "lead outside" in notes[0] and "../../x.ipynb" in notes[0]


def test_links_and_devices_are_left_out_and_said() -> None:
    file = io.BytesIO()
    kinds = {
        "soft": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "null": tarfile.CHRTYPE,
        "disk": tarfile.BLKTYPE,
        "pipe": tarfile.FIFOTYPE,
    }
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in kinds.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        archive.addfile(tarfile.TarInfo("kept"))
    found, notes = unpacked("a.tar", file.getvalue())
    assert found == {"kept": b""}
    assert notes == [f"a.tar holds links or devices, which were left out: {', '.join(kinds)}."]

    link = zipfile.ZipInfo("soft")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zip_:
        zip_.writestr(link, "/etc/passwd")
        zip_.writestr("kept", "")
    found, notes = unpacked("a.zip", file.getvalue())
    assert found == {"kept": b""} and "links" in notes[0]


def test_a_password_is_said() -> None:
    data = bytearray(zipped({"tiny.ipynb": b"{}"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    found, notes = unpacked("a.zip", bytes(data))
    assert found == {} and "password" in notes[0] and "tiny.ipynb" in notes[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_files_of_one_name_the_last_keeps_it() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(3):
            archive.writestr("a/tiny.ipynb", str(number))
    found, notes = unpacked("a.zip", file.getvalue())
    assert found == {"a/tiny.ipynb": b"2", "a/tiny (1).ipynb": b"1", "a/tiny (2).ipynb": b"0"}
    assert "several files of one name" in notes[0]


def test_names_in_utf_8_without_the_mark_that_says_so_are_read() -> None:
    # The mark is a bit of the header of the file, and of that in the list of files.
    marked = bytearray(zipped({"größe.csv": b"1"}))
    marked[7] &= ~8
    marked[marked.rindex(b"PK\x01\x02") + 9] &= ~8
    assert set(unpacked("a.zip", bytes(marked))[0]) == {"größe.csv"}


def test_archives_in_archives_have_a_stated_depth() -> None:
    data = b"{}"
    for depth in range(1, MAX_DEPTH + 2):
        data = zipped({("tiny.ipynb" if depth == 1 else f"a/{depth}.zip"): data})
        found, notes = unpacked("all.zip", data)
        if depth <= MAX_DEPTH:
            assert list(found.values()) == [b"{}"] and notes == []
        else:
            assert found == {}
            assert notes == [
                "all.zip/a/4.zip/a/3.zip/a/2.zip is inside of 3 archives and was not unpacked."
            ]


@pytest.mark.parametrize("name", PACKERS)
def test_what_is_made_is_counted_not_what_is_said(name: str) -> None:
    files = {"tiny.ipynb": b"{}", **{f"{i}.csv": bytes(100_000) for i in range(30)}}
    budget = Budget(bytes=1_000_000)
    found, notes = unpacked(name, PACKERS[name](files), budget)
    assert found["tiny.ipynb"] == b"{}"
    assert sum(map(len, found.values())) <= 1_000_000
    assert len(notes) == 1 and "more than is unpacked" in notes[0]


def test_a_size_that_is_not_true_changes_nothing() -> None:
    data = bytearray(zipped({"tiny.ipynb": b"{}" * 50}))
    where = data.rindex(b"PK\x01\x02") + 24
    for size in (1, 2**31):
        data[where : where + 4] = size.to_bytes(4, "little")
        found, _ = unpacked("a.zip", bytes(data))
        assert all(len(content) <= 100 for content in found.values())


def test_a_bomb_in_a_bomb_is_counted_as_one() -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    budget = Budget(bytes=1_000_000)
    found, notes = unpacked("a.ipynb.gz", bomb, budget)
    assert sum(map(len, found.values())) <= 1_000_000
    assert any("more than is unpacked" in note for note in notes)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_files_are_counted(pack: Callable[[Files], bytes]) -> None:
    data = pack({f"{number}.csv": b"" for number in range(20)})
    found, notes = unpacked("a.zip", data, Budget(files=5))
    assert len(found) == 5 and "more than is unpacked" in notes[0]


def test_a_zip_with_more_entries_than_can_be_looked_at_is_not_opened() -> None:
    data = zipped({"tiny.ipynb": b"{}"}) + b"PK\x01\x02" * 8
    found, notes = unpacked("a.zip", data, Budget(entries=8))
    assert found == {} and "more than is unpacked" in notes[0]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "beside",
    [
        "data/{}.csv",
        "a/{}.py",
        ".venv/lib/{}.py",
        "lib/site-packages/a/{}.py",
        "node_modules/{}.js",
    ],
)
def test_a_notebook_behind_more_files_than_are_unpacked_is_found(
    pack: Callable[[Files], bytes], beside: str
) -> None:
    data = pack({**{beside.format(i): b"" for i in range(20)}, "tiny.ipynb": b"{}"})
    found, _ = unpacked("a.zip", data, Budget(files=5))
    assert found["tiny.ipynb"] == b"{}"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_is_left_out_is_counted_as_well(pack: Callable[[Files], bytes]) -> None:
    files = {f"node_modules/{i}.js": b"" for i in range(20)}
    found, notes = unpacked("a.zip", pack({**files, "tiny.py": b""}), Budget(entries=10))
    assert set(found) <= {"tiny.py"} and "more than is unpacked" in notes[0]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_work_on_what_is_left_out_is_linear(pack: Callable[[Files], bytes]) -> None:
    few, many = (
        pack({"/".join(f"{i:03}{j:02}" for j in range(20)): b"" for i in range(count)})
        for count in (50, 200)
    )
    unpacked("a.zip", few)
    work = calls(lambda: unpacked("a.zip", few, Budget(files=0)))
    assert calls(lambda: unpacked("a.zip", many, Budget(files=0))) <= 5 * work


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("lost", [0, 30, 80])
def test_a_zip_that_was_written_to_a_pipe_is_read_without_its_end(method: int, lost: int) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    file = Pipe()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name in ("a.txt", "tiny.ipynb", "z.txt"):
            archive.writestr(name, b"{}" * 9)
    data = file.getvalue()
    found, _ = unpacked("a.zip", data[: len(data) - lost])
    assert found["a.txt"] == found["tiny.ipynb"] == b"{}" * 9


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
def test_what_is_before_the_end_of_an_archive_cut_short_is_found(name: str, share: float) -> None:
    files = {"tiny.ipynb": b"{}" * 10, **{f"{i}.csv": bytes(range(256)) * 9 for i in range(9)}}
    data = PACKERS[name](files)
    found, notes = unpacked(name, data[: int(len(data) * share)])
    assert set(found) <= set(files)
    assert all(files[each].startswith(content) for each, content in found.items())
    complete = [each for each, content in found.items() if files[each] == content]
    # These are compressed in blocks that are longer than this archive.
    in_blocks = name in ("a.tar.bz2", "a.txz", "b.zip", "x.zip")
    assert share < 0.9 or in_blocks or "tiny.ipynb" in complete
    assert notes == [] or any("damaged" in note for note in notes)


@given(
    st.sampled_from(sorted(PACKERS)), st.integers(0, 10_000), st.binary(max_size=4), st.booleans()
)
def test_damage_is_said_in_words_of_ours(name: str, place: int, written: bytes, cut: bool) -> None:
    data = PACKERS[name](FILES)
    place %= len(data)
    data = data[:place] + (b"" if cut else written + data[place + len(written) :])
    damaged = [note for note in unpacked(name, data)[1] if "is a damaged" in note]
    ours = (
        file_repairs.CUT_SHORT,
        file_repairs.CHANGED,
        file_repairs.OTHER_METHOD,
        file_repairs.NO_ARCHIVE,
    )
    assert all(any(reason in note for reason in ours) for note in damaged)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.tar", tarred(FILES)[:3000], file_repairs.CUT_SHORT),
        ("a.tgz", tarred(FILES, "w:gz")[:-20], file_repairs.CUT_SHORT),
        ("a.zip", zipped(FILES)[:-40], file_repairs.CUT_SHORT),
        ("a.tar", b"<html>" * 500, file_repairs.NO_ARCHIVE),
        ("a.tar", tarred(FILES).replace(b"ustar", b"USTAR"), file_repairs.NO_ARCHIVE),
        ("a.tar", tarred(FILES)[:512] + b"?" * 2000, file_repairs.CHANGED),
    ],
)
def test_damage_is_told_from_what_is_missing(name: str, data: bytes, reason: str) -> None:
    assert any(reason in note for note in unpacked(name, data)[1])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04", "zip"),
        (b"\x1f\x8b", "gzip"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (tarred({"a": b""}), "tar"),
        (b'{"cells": []}', None),
        (b"", None),
    ],
)
def test_the_content_says_the_format(data: bytes, found: str | None) -> None:
    assert format_of("tiny.ipynb", data) == found
