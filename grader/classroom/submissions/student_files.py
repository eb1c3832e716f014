"""The files in a student's folder: which ones count, their names, copies and the time stamp."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

TIMESTAMP_FILE = "timestamp.txt"
"""The file with the time of a submission."""


def utf8_name(name: str) -> str:
    """Return a file name as valid UTF-8, with U+FFFD for each byte that is not.

    Archives made on old systems contain names in other encodings.
    """
    return os.fsencode(name).decode("utf-8", "replace")


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder; skip symbolic links, pipes and caches."""
    for name_of_folder, folders, files in os.walk(folder):
        parent = Path(name_of_folder)
        folders[:] = [
            name
            for name in folders
            if name not in (".ipynb_checkpoints", "__pycache__")
            and not (parent / name).is_symlink()
        ]
        for name in files:
            # A link can point outside of the submission; reading a pipe would block forever.
            if (parent / name).is_file() and not (parent / name).is_symlink():
                yield parent / name


def copy_folder(origin: Path, target: Path) -> Path:
    """Copy a student's folder without symbolic links, unless both are the same folder."""
    if origin.resolve() == target:
        return target
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in files_below(origin):
        copy = target / path.relative_to(origin)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return target


def read_timestamp(folder: Path) -> str | None:
    """Return the text in ``timestamp.txt``; None if it is empty or absent."""
    path = folder / TIMESTAMP_FILE
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(200).decode("utf-8-sig", "replace").replace("\0", "").strip() or None
