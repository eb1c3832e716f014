"""The files in a student's folder: which ones count, their names, copies and the time stamp.

A student's folder can contain anything: a thousand folders inside one another, links, pipes, names
that are not text. It is listed without recursion and within the `limits`, no link is followed, and
only regular files are opened.
"""

import errno
import itertools
import os
import stat
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grader.classroom.machine_errors import is_of_machine, not_written
from grader.classroom.submissions import limits
from grader.classroom.submissions.forms.name_patterns import (
    CHECKPOINT_FOLDER,
    is_of_program,
    kind_of,
    original_name,
)
from grader.classroom.submissions.forms.safe_names import path_in_submission
from grader.student.messages import file_repairs

TIMESTAMP_FILE = "timestamp.txt"
"""The file with the time of a submission."""

_MAX_TIMESTAMP_BYTES = 200
_BLOCK_SIZE = 1 << 20
_MAX_NAMES_IN_NOTE = 5
"""How many of the names of what was left out a note contains."""

MAX_NAMES = 100
"""How many names in a folder are looked at for a message."""

_CACHE = "__pycache__"


@dataclass(frozen=True)
class StudentFile:
    """A regular file in a submission.

    Parameters
    ----------
    path : Path
    parts : tuple of str
        The names of its folders in the submission, and its own, as the system lists them.
    size : int
        In bytes.
    """

    path: Path
    parts: tuple[str, ...]
    size: int

    @property
    def name(self) -> str:
        """The path in the submission as text, different for each file."""
        return path_in_submission(self.parts)


@dataclass(frozen=True)
class LeftOut:
    """Files and folders that were left out for one reason: how many, and the first names."""

    reason: str
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class StudentTree:
    """What is in a student's folder.

    Parameters
    ----------
    files : tuple of StudentFile
        Those near the top first; in each folder, those that may contain notebooks first.
    too_large : tuple of StudentFile
        Files that may contain notebooks, but exceed the limit on the bytes of a submission.
    left_out : tuple of LeftOut
    """

    files: tuple[StudentFile, ...]
    too_large: tuple[StudentFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def notes(self) -> list[str]:
        """Return a sentence for each reason why something was left out."""
        return [file_repairs.files_left_out(e.reason, e.count, e.first) for e in self.left_out]


class _Listing:
    """The files that were found so far, and what was left out."""

    def __init__(self) -> None:
        self.files: list[StudentFile] = []
        self.too_large: list[StudentFile] = []
        self.bytes_left = limits.MAX_BYTES
        self._notebooks: set[tuple[Sequence[str], str]] = set()
        self._counts: Counter[str] = Counter()
        self._first: dict[str, list[str]] = {}

    def add_file(self, file: StudentFile) -> None:
        """Add a file, unless there are too many or it is too large."""
        if len(self.files) >= limits.MAX_FILES:
            self.leave_out(file_repairs.TOO_MANY, file.parts)
        elif file.size > self.bytes_left:
            if kind_of(file.name) in ("notebook", "archive"):
                self.too_large.append(file)
            else:
                self.leave_out(file_repairs.TOO_LARGE, file.parts)
        else:
            self.bytes_left -= file.size
            self.files.append(file)
            if file.size and kind_of(file.parts[-1]) == "notebook":
                self._notebooks.add((file.parts[:-1], original_name(file.parts[-1])))

    def is_needed(self, parts: Sequence[str]) -> bool:
        """Return whether a file in a folder of checkpoints is a copy of what is not there.

        The others come and go when somebody opens a notebook, and are no part of a submission.
        """
        original = (parts[:-2], original_name(parts[-1]))
        return kind_of("/".join(parts)) == "checkpoint" and original not in self._notebooks

    def leave_out(self, reason: str, parts: Sequence[str]) -> None:
        """Count what is left out, and keep the first names."""
        self._counts[reason] += 1
        if self._counts[reason] <= _MAX_NAMES_IN_NOTE:
            self._first.setdefault(reason, []).append(path_in_submission(parts))

    def tree(self) -> StudentTree:
        """Return all that was found."""
        left_out = (
            LeftOut(reason, count, tuple(self._first[reason]))
            for reason, count in self._counts.items()
        )
        return StudentTree(tuple(self.files), tuple(self.too_large), tuple(left_out))


def list_files(folder: Path) -> StudentTree:
    """List the files in a student's folder.

    Links, pipes, devices and sockets are left out, and so is what exceeds the `limits`; caches are
    skipped. Of the copies that Jupyter saves, those of notebooks that are not there come last.

    Raises
    ------
    OSError
        If the folder itself cannot be listed.
    """
    listing = _Listing()
    unlisted: deque[tuple[Path, tuple[str, ...]]] = deque([(folder, ())])
    checkpoints: deque[tuple[Path, tuple[str, ...]]] = deque()
    entries_left = limits.MAX_ENTRIES
    while unlisted or checkpoints:
        parent, above = (unlisted or checkpoints).popleft()
        try:
            entries = _entries(parent, entries_left)
        except OSError:
            if not above:
                raise
            listing.leave_out(file_repairs.UNREADABLE, above)
            continue
        if len(entries) > entries_left:
            listing.leave_out(file_repairs.TOO_MANY, (*above, entries.pop().name))
        entries_left -= len(entries)
        for entry in entries:
            parts = (*above, entry.name)
            try:
                mode = _mode(entry)
                reason = _why_not(mode, parts)
                if reason is not None:
                    listing.leave_out(reason, parts)
                elif above[-1:] == (CHECKPOINT_FOLDER,) and not listing.is_needed(parts):
                    continue
                elif stat.S_ISREG(mode):
                    size = entry.stat(follow_symlinks=False).st_size
                    listing.add_file(StudentFile(Path(entry.path), parts, size))
                elif entry.name == CHECKPOINT_FOLDER:
                    checkpoints.append((Path(entry.path), parts))
                elif entry.name != _CACHE:
                    unlisted.append((Path(entry.path), parts))
            except OSError:
                listing.leave_out(file_repairs.UNREADABLE, parts)
    return listing.tree()


def _entries(folder: Path, most: int) -> list[os.DirEntry[str]]:
    """Return at most one entry of a folder more than `most`; files that may be notebooks first."""
    with os.scandir(folder) as entries:
        found = list(itertools.islice(entries, most + 1))
    return sorted(found, key=lambda entry: (kind_of(entry.name) != "notebook", entry.name))


def _mode(entry: os.DirEntry[str]) -> int:
    """Return the kind of an entry; without a call of the system for files and folders."""
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    return entry.stat(follow_symlinks=False).st_mode


def _why_not(mode: int, parts: Sequence[str]) -> str | None:
    if stat.S_ISLNK(mode):
        return file_repairs.LINK
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return file_repairs.NO_REGULAR_FILE
    if len(parts) > limits.MAX_DEPTH or len(os.fsencode("/".join(parts))) > limits.MAX_PATH_BYTES:
        return file_repairs.TOO_DEEP
    return None


def read_file(path: Path, most: int) -> bytes:
    """Read a regular file of at most `most` bytes.

    Raises
    ------
    OSError
        Also if it is a link or no regular file, or is longer, as when it has changed meanwhile.
    """
    with open_regular_file(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, file_repairs.TOO_LARGE)
    return data


def copy_files(tree: StudentTree, target: Path) -> list[str]:
    """Copy the files of a submission, under their `StudentFile.name`.

    Returns
    -------
    list of str
        A sentence about the files that could not be copied.

    Raises
    ------
    MachineError
        If this machine cannot write files.
    """
    failed = _Listing()
    for file in tree.files:
        try:
            with open_regular_file(file.path) as origin:
                _write_copy(origin, target / file.name, file.size)
        except OSError as error:
            if is_of_machine(error):
                raise not_written(f"The copy {target / file.name}", error) from error
            failed.leave_out(file_repairs.NOT_COPIED, file.parts)
    return failed.tree().notes()


def open_regular_file(path: Path) -> BinaryIO:
    """Open a regular file for reading.

    Raises
    ------
    OSError
        Also if it is a link, or no regular file.
    """
    # Opening a pipe for reading would wait for a writer.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, file_repairs.NO_REGULAR_FILE)
    return file


def _write_copy(origin: BinaryIO, path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as copy:
        while size > 0 and (block := origin.read(min(size, _BLOCK_SIZE))):
            copy.write(block)
            size -= len(block)


def has_notebook(path: Path, depth: int) -> bool:
    """Return whether a path is a notebook or an archive, or a folder with one near its top."""
    try:
        if not path.is_dir():
            return kind_of(path.name) in ("notebook", "archive", "unpackable")
        if depth == 0 or is_of_program(path.name):
            return False
        inside = itertools.islice(path.iterdir(), MAX_NAMES)
        return any(has_notebook(each, depth - 1) for each in inside)
    except OSError:
        return False


def read_timestamp(folder: Path) -> str | None:
    """Return the text in ``timestamp.txt``; None if it is empty or absent."""
    try:
        with open_regular_file(folder / TIMESTAMP_FILE) as file:
            start = file.read(_MAX_TIMESTAMP_BYTES)
    except OSError:
        return None
    return start.decode("utf-8-sig", "replace").replace("\0", "").strip() or None
