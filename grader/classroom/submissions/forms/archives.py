"""Unpack archives in memory: zip, tar and single compressed files, also inside of each other.

Nothing is written. Names lose what leads out of the archive. What is unpacked is counted while it
is unpacked, since an archive can say anything about its sizes.
"""

import bz2
import gzip
import io
import lzma
import re
import tarfile
from collections.abc import Iterator
from typing import IO, Final

from grader.classroom.submissions.forms.members import (
    BLOCK,
    ERRORS,
    MAX_FILES,
    MAX_UNPACKED_BYTES,
    Budget,
    Counted,
    Findings,
    Format,
    LimitReached,
    damage_of,
    kind_of_member,
    read_blocks,
)
from grader.classroom.submissions.forms.name_patterns import kind_of
from grader.classroom.submissions.forms.zip_members import zip_members
from grader.student.messages import file_repairs

MAX_DEPTH: Final = 3
"""How deep an archive may be inside of others."""

_TAR_BLOCK: Final = 512
_OTHER_FORMATS: Final = (
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"LZIP", b"\x04\x22\x4d\x18"),
    *(b"\x1f\x9d", b"MSCF\0\0\0\0", b"xar!"),
)
"""The first bytes of 7z, rar, Zstandard, lzip, LZ4, compress, cab and xar."""


def format_of(name: str, data: bytes) -> Format | None:
    """Return the format of an archive by its content, or by its name if that says nothing."""
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith(b"BZh"):
        return "bzip2"
    if data.startswith(b"\xfd7zXZ\0"):
        return "xz"
    if data[257:262] == b"ustar" or name.lower().endswith(".tar"):
        return "tar"
    return None


def is_unpackable(data: bytes) -> bool:
    """Return whether a file, of whatever name, is an archive of a format that is not read here."""
    return data.startswith(_OTHER_FORMATS)


def unpack(
    name: str, data: bytes, budget: Budget, notes: list[str], depth: int = 1
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file in an archive, and in the archives in it.

    Parameters
    ----------
    name : str
        Of the archive.
    data : bytes
        Content of the archive.
    budget : Budget
        What may be unpacked; it is reduced.
    notes : list of str
        Sentences on what was left out, and on damage, are appended.
    depth : int
        1 for an archive that is in no other one.
    """
    found = Findings(format=format_of(name, data))
    try:
        for path, content in _members(name, data, budget, found):
            kind = kind_of(path)
            inner = format_of(path, content) if kind in ("archive", "notebook") else None
            if inner is None:
                yield path, content
            elif depth >= MAX_DEPTH:
                notes.append(file_repairs.nested_too_deep(f"{name}/{path}", MAX_DEPTH))
            else:
                folder = path.rpartition("/")[0]
                for part, bytes_ in unpack(f"{name}/{path}", content, budget, notes, depth + 1):
                    yield f"{folder}/{part}" if folder else part, bytes_
    except LimitReached:
        notes.append(file_repairs.archive_too_large(name, MAX_FILES, MAX_UNPACKED_BYTES))
    except ERRORS as error:
        is_archive = format_of("", data) is not None
        found.damage = damage_of(error) if is_archive else file_repairs.NO_ARCHIVE
    notes += found.notes(name)


def _members(
    name: str, data: bytes, budget: Budget, found: Findings
) -> Iterator[tuple[str, bytes]]:
    stream = io.BytesIO(data)
    plain: IO[bytes] | io.BufferedIOBase
    match format_of(name, data):
        case "zip":
            yield from zip_members(data, budget, found)
        case "tar":
            yield from _tar_members(Counted(stream, budget), budget, found)
        case "gzip":
            with gzip.GzipFile(fileobj=stream) as plain:
                yield from _compressed(name, plain, budget, found)
        case "bzip2":
            with bz2.BZ2File(stream) as plain:
                yield from _compressed(name, plain, budget, found)
        case "xz":
            with lzma.LZMAFile(stream) as plain:
                yield from _compressed(name, plain, budget, found)
        case _:
            found.damage = file_repairs.NO_ARCHIVE


def _compressed(
    name: str, stream: IO[bytes] | io.BufferedIOBase, budget: Budget, found: Findings
) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a compressed tar, or the only file of another compressed one."""
    counted = Counted(stream, budget)
    start = b""
    while len(start) < _TAR_BLOCK and (block := counted.read(_TAR_BLOCK - len(start))):
        start += block
    if format_of("", start) == "tar" or re.search(r"\.(tar\.\w+|t[gbx]z2?)$", name, re.IGNORECASE):
        yield from _tar_members(Counted(stream, budget, start), budget, found)
        return
    budget.count_file()
    blocks = [start]
    read_blocks(counted, blocks, found)
    plain = re.sub(r"\.(gz|bz2|xz)$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    yield found.free_name(plain), b"".join(blocks)


class _Archive(tarfile.TarFile):
    """An archive that keeps why there is no further member.

    `tarfile` takes damage behind the first member for the end.
    """

    end: tarfile.HeaderError | None = None


class _Member(tarfile.TarInfo):
    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> "_Member":
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if isinstance(archive, _Archive):
                archive.end = error
            raise


def _damage_at(end: tarfile.HeaderError | None) -> str | None:
    """Return what is wrong with the end of an archive, None if it is one."""
    # `tarfile` lists only the class of all of them as its own.
    kind = type(end).__name__
    if end is None or kind == "EOFHeaderError":
        return None
    return file_repairs.CHANGED if kind == "InvalidHeaderError" else file_repairs.CUT_SHORT


def _tar_members(stream: Counted, budget: Budget, found: Findings) -> Iterator[tuple[str, bytes]]:
    is_full = False
    with _Archive.open(
        fileobj=stream, mode="r|", errors="surrogateescape", tarinfo=_Member
    ) as archive:
        while (member := archive.next()) is not None:
            # Else the headers of all members are kept.
            archive.members = []  # type: ignore[attr-defined]
            budget.count_entry()
            kind = kind_of_member(member.name)
            if member.isdir() or kind == "junk":
                continue
            if budget.files:
                budget.count_file()
            elif kind != "notebook":
                # A notebook may come after all that the student's programs have made.
                is_full = True
                continue
            content = None
            if member.isreg() and not member.issparse():
                content = archive.extractfile(member)
            if content is None:
                found.special.append(member.name)
                continue
            blocks = []
            while block := content.read(BLOCK):
                blocks.append(block)
            yield found.free_name(member.name), b"".join(blocks)
        found.damage = _damage_at(archive.end)
    if is_full:
        raise LimitReached
