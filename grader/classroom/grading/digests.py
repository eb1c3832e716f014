"""Digests that decide whether a submission has to be graded again.

A result stores one digest of three things: the submission, the exercises, and the grader.
"""

import functools
import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import grader
from grader.classroom.submissions.student_files import list_files, open_regular_file
from grader.exercises import built_on

_PACKAGE = Path(grader.__file__).parent
# All code that can change a verdict. Exercises of one assignment do not affect another; modules
# that several assignments share are directly in content/.
_ENGINE_FILES = (
    "engine/**/*.py",
    "student/**/*.py",
    "exercises/*.py",
    "exercises/content/*.py",
    "classroom/submissions/**/*.py",
)
_BLOCK_SIZE = 1 << 20


@functools.cache
def engine_digest() -> str:
    """Digest of the grader: its own code, and the versions of libraries that results depend on."""
    digest = hashlib.sha256()
    for library in ("numpy", "h5py", "nbgrader"):
        digest.update(f"{library} {version(library)}\n".encode())
    _add(digest, _PACKAGE, (path for pattern in _ENGINE_FILES for path in _PACKAGE.glob(pattern)))
    return digest.hexdigest()


def course_digest(root: Path, assignment: str, course: Path | None = None) -> str:
    """Digest of an assignment: its notebooks, its exercises, and the settings of nbgrader.

    It includes the earlier notebooks whose functions its notebooks import.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
    course : Path, optional
        The folder with its notebooks as they are graded, if it is another one.
    """
    course = course or root
    digest = hashlib.sha256()
    # Modules beside the settings are the course's own preprocessors and plugins.
    _add(digest, root, root.glob("*.py"))
    patterns = (
        f"source/{assignment}/**/*",
        f"release/{assignment}/**/*",
        f"notebooks/{assignment}/*.py",
        *_built_on(course, assignment),
    )
    _add(digest, course, (path for pattern in patterns for path in course.glob(pattern)))
    own_files = (f"exercises/content/{assignment}/**/*.py", f"student/public/{assignment}/*.json")
    _add(digest, _PACKAGE, (path for pattern in own_files for path in _PACKAGE.glob(pattern)))
    return digest.hexdigest()


def _built_on(root: Path, assignment: str) -> Iterator[str]:
    """Yield the earlier instructor notebooks whose functions this assignment builds on."""
    for path in root.glob(f"source/{assignment}/*.ipynb"):
        for earlier in built_on(f"{assignment}/{path.stem}"):
            yield f"source/{earlier}.ipynb"


def submission_digest(folder: Path) -> str:
    """Digest of a submission: names and contents of its files.

    Parameters
    ----------
    folder : Path
        It need not exist. Symbolic links count as absent, as when submissions are collected.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    digest = hashlib.sha256()
    if folder.is_symlink() or not folder.is_dir():
        digest.update(b"no folder")
        return digest.hexdigest()
    tree = list_files(folder)
    too_large = [(file.parts, file.size) for file in tree.too_large]
    digest.update(f"{tree.left_out!a} {too_large!a}\n".encode())
    for each in sorted(tree.files, key=lambda file: file.parts):
        with open_regular_file(each.path) as file:
            _add_file(digest, os.fsencode("/".join(each.parts)), file, each.size)
    return digest.hexdigest()


def combine_digests(*parts: str) -> str:
    """Return one digest of several texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _add(digest: "hashlib._Hash", base: Path, paths: Iterable[Path]) -> None:
    for path in sorted(set(paths)):
        if path.is_file() and "__pycache__" not in path.parts:
            name = os.fsencode(path.relative_to(base).as_posix())
            with path.open("rb") as file:
                _add_file(digest, name, file, path.stat().st_size)


def _add_file(digest: "hashlib._Hash", name: bytes, file: BinaryIO, size: int) -> None:
    digest.update(b"%d %s\0%d\0" % (len(name), name, size))
    # At most what was counted, also if the file grows meanwhile.
    while size > 0 and (block := file.read(min(size, _BLOCK_SIZE))):
        digest.update(block)
        size -= len(block)
