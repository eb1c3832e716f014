"""The scratch folder of a job on a disk: how much is in it, and how it is removed.

Student code can nest folders deeper than a path is long, and can make folders that their owner
may not read. Nothing here recurses, names a file by more than its own name, or follows a link.
"""

import contextlib
import itertools
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_BLOCK: Final = 512
_REMOVED: Final = " (deleted)"
_ALL_RIGHTS: Final = 0o700
_OPEN: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class TooManyFiles(Exception):
    """There are more files than can be counted often, or folders nested too deep."""


def disk_usage(folder: str, max_files: int, max_depth: int) -> int:
    """Return the bytes on disk of all files in a folder, while student code changes it.

    Raises
    ------
    TooManyFiles
        If there are more than `max_files` files and folders, or `max_depth` levels of folders.
    """
    total = count = 0
    levels = [_Level(os.open(os.path.realpath(folder), _OPEN))]
    try:
        while levels:
            entry = next(levels[-1].entries, None)
            if entry is None:
                levels.pop().close()
                continue
            count += 1
            if count > max_files or len(levels) > max_depth:
                raise TooManyFiles
            # What cannot be looked at has just been removed.
            with contextlib.suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                total += found.st_blocks * _BLOCK
                if stat.S_ISDIR(found.st_mode):
                    levels.append(_Level(_open_folder(levels[-1].descriptor, entry.name)))
    finally:
        for level in levels:
            level.close()
    return total


def removed_files(pids: Iterable[int], folder: str) -> dict[tuple[int, int], int]:
    """Return the bytes on disk of files that have no name any more but are open.

    Returns
    -------
    dict of (int, int) to int
        By device and number of the file.
    """
    found = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            for name in os.listdir(f"/proc/{pid}/fd"):
                link = f"/proc/{pid}/fd/{name}"
                with contextlib.suppress(OSError):
                    if _is_removed(os.readlink(link), folder):
                        about = os.stat(link)
                        found[about.st_dev, about.st_ino] = about.st_blocks * _BLOCK
    return found


def mapped_removed_files(pids: Iterable[int], folder: str) -> set[tuple[int, int]]:
    """Return the files without a name that are mapped into memory, by device and number."""
    found = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace")
            for line in text.splitlines():
                if line.endswith(_REMOVED):
                    _, _, _, device, number, path = line.split(maxsplit=5)
                    if _is_removed(path, folder):
                        major, minor = (int(part, 16) for part in device.split(":"))
                        found.add((os.makedev(major, minor), int(number)))
    return found


def _is_removed(path: str, folder: str) -> bool:
    return path.endswith(_REMOVED) and path.startswith(f"{folder}/")


class _Level:
    """A folder whose entries are read one after the other."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor: Final = descriptor
        self._scan: Final = os.scandir(descriptor)
        self.entries: Final[Iterator[os.DirEntry[str]]] = self._scan

    def close(self) -> None:
        """Close the folder."""
        self._scan.close()
        os.close(self.descriptor)


def _open_folder(parent: int, name: str) -> int:
    """Open a folder; if its owner may not read it, first give the owner the right to."""
    try:
        return os.open(name, _OPEN, dir_fd=parent)
    except PermissionError:
        _allow_everything(parent, name)
        return os.open(name, _OPEN, dir_fd=parent)


def _allow_everything(parent: int, name: str) -> None:
    # By way of a descriptor, because a link may have taken its place.
    place = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    try:
        os.chmod(f"/proc/self/fd/{place}", _ALL_RIGHTS)
    finally:
        os.close(place)


def remove(folder: str) -> None:
    """Remove a folder with its content, after the processes that use it have ended.

    The folders in it are first moved to its top, so that none is ever deep in it. What cannot be
    removed is left.
    """
    above, name = os.path.split(os.path.realpath(folder))
    parent = os.open(above, _OPEN)
    try:
        with contextlib.suppress(OSError):
            top = _open_folder(parent, name)
            try:
                _remove_content(top)
            finally:
                os.close(top)
            os.rmdir(name, dir_fd=parent)
    finally:
        os.close(parent)


def _remove_content(top: int) -> None:
    names = (f"{secrets.token_hex(8)}-{number}" for number in itertools.count())
    pending = _remove_files(top)
    while pending:
        name = pending.pop()
        with contextlib.suppress(OSError):
            descriptor = _open_folder(top, name)
            try:
                for inner in _remove_files(descriptor):
                    moved = next(names)
                    _move(descriptor, inner, top, moved)
                    pending.append(moved)
            finally:
                os.close(descriptor)
            os.rmdir(name, dir_fd=top)


def _remove_files(descriptor: int) -> list[str]:
    """Remove everything in a folder that is no folder; return the names of its folders."""
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, _ALL_RIGHTS)
    with os.scandir(descriptor) as scan:
        entries = list(scan)
    folders = []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        else:
            with contextlib.suppress(OSError):
                os.unlink(entry.name, dir_fd=descriptor)
    return folders


def _move(source: int, name: str, target: int, new_name: str) -> None:
    try:
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
    except PermissionError:
        # Moving a folder changes its entry for the folder above.
        _allow_everything(source, name)
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
