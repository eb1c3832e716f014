"""What all formats of archives share: what may be unpacked, and what is found beside files."""

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final, Literal

from grader.classroom.submissions import limits
from grader.classroom.submissions.forms.name_patterns import Kind, kind_of
from grader.classroom.submissions.forms.safe_names import path_in_submission
from grader.student.messages import file_repairs

MAX_FILES: Final = limits.MAX_FILES
"""The most files of a submission, folders and links in archives included."""

MAX_UNPACKED_BYTES: Final = limits.MAX_BYTES
"""The most bytes that the archives of a submission are unpacked to."""

BLOCK: Final = 1 << 18
"""How many bytes are read at once."""

_MAX_FOLDERS: Final = 20
ERRORS: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the libraries raise for a damaged archive."""

_CUT_SHORT: Final = re.compile(r"unexpected end|truncated|incomplete", re.IGNORECASE)

Format = Literal["zip", "tar", "gzip", "bzip2", "xz"]


class LimitReached(Exception):
    """An archive contains more than is unpacked."""


def damage_of(error: Exception) -> str:
    """Return what one of the `ERRORS` says of an archive, in words for a teacher."""
    if isinstance(error, NotImplementedError):
        return file_repairs.OTHER_METHOD
    if isinstance(error, EOFError) or _CUT_SHORT.search(str(error)):
        return file_repairs.CUT_SHORT
    return file_repairs.CHANGED


@dataclass
class Budget:
    """What the archives of one submission may still take.

    Attributes
    ----------
    files, bytes : int
    entries : int
        Folders, links, and files that are left out count as well.
    """

    files: int = MAX_FILES
    bytes: int = MAX_UNPACKED_BYTES
    entries: int = limits.MAX_ENTRIES

    def count_entry(self) -> None:
        """Count what may be left out.

        Raises
        ------
        LimitReached
        """
        self.entries -= 1
        if self.entries < 0:
            raise LimitReached

    def count_file(self) -> None:
        """Count one file.

        Raises
        ------
        LimitReached
        """
        self.files -= 1
        if self.files < 0:
            raise LimitReached

    def count_bytes(self, number: int) -> None:
        """Count unpacked bytes.

        Raises
        ------
        LimitReached
        """
        self.bytes -= number
        if self.bytes < 0:
            raise LimitReached


@dataclass
class Findings:
    """What was found in one archive beside its files."""

    special: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    format: Format | None = None
    damage: str | None = None
    names: set[str] = field(default_factory=set)

    def notes(self, archive: str) -> Iterator[str]:
        """Yield a sentence about each kind of finding."""
        if self.special:
            yield file_repairs.special_members(archive, self.special)
        if self.outside:
            yield file_repairs.members_outside(archive, self.outside)
        if self.locked:
            yield file_repairs.locked_members(archive, self.locked)
        if self.repeated:
            yield file_repairs.repeated_members(archive, self.repeated)
        if self.damage is not None:
            yield file_repairs.damaged_archive(archive, self.format, self.damage)

    def free_name(self, raw: str) -> str:
        """Return the name under which a member is taken: inside of the archive, and only once."""
        name, leads_outside = inner_name(raw)
        if leads_outside:
            self.outside.append(raw)
        free, number = name, 0
        while free in self.names:
            number += 1
            stem, dot, suffix = name.rpartition(".")
            free = f"{stem} ({number}){dot}{suffix}" if stem else f"{name} ({number})"
        if free != name:
            self.repeated.append(name)
        self.names.add(free)
        return free


def inner_name(raw: str) -> tuple[str, bool]:
    """Return the name of an archive's member as a path inside of it.

    Returns
    -------
    name : str
        Valid UTF-8, with ``/`` between folders.
    leads_outside : bool
        Whether the name was absolute or had ``..`` in it.
    """
    parts = re.split(r"[/\\]", raw.replace("\0", ""))
    leads_outside = ".." in parts or (len(parts) > 1 and parts[0] == "")
    if re.fullmatch(r"[A-Za-z]:", parts[0]):
        leads_outside, parts = True, parts[1:]
    kept = [part for part in parts if part not in ("", ".", "..")]
    return path_in_submission(kept[-_MAX_FOLDERS:]) or "unnamed", leads_outside


def kind_of_member(raw: str) -> Kind:
    """Return what an archive's member is by its name, without the work of `inner_name`."""
    return kind_of(raw.replace("\0", "").replace("\\", "/").strip("/"))


class Counted(io.RawIOBase):
    """A stream whose bytes are counted while they are read."""

    def __init__(self, stream: IO[bytes] | io.BufferedIOBase, budget: Budget, start: bytes = b""):
        super().__init__()
        self._stream, self._budget, self._start = stream, budget, start

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes, and count them."""
        wanted = BLOCK if size < 0 else min(size, BLOCK)
        if self._start:
            taken, self._start = self._start[:wanted], self._start[wanted:]
            return taken
        content = self._stream.read(wanted)
        self._budget.count_bytes(len(content))
        return content


def read_blocks(stream: Counted, blocks: list[bytes], found: Findings) -> bool:
    """Read a stream to its end, or to its damage: a notebook that is cut short can be read.

    Returns whether it was the end.
    """
    try:
        while block := stream.read(BLOCK):
            blocks.append(block)
    except ERRORS as error:
        found.damage = damage_of(error)
        return False
    return True
