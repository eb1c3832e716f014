"""Digests that decide whether a submission has to be graded again.

One digest is of three things: what the student handed in, the exercises, and the grader itself.
"""

import functools
import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import grader
from grader.exercises import built_on

_PACKAGE = Path(grader.__file__).parent
# All that can change a verdict. The exercises of one assignment do not touch another; what those
# of several share lies directly in content/.
_ENGINE = (
    "engine/**/*.py",
    "student/**/*.py",
    "exercises/*.py",
    "exercises/content/*.py",
    "classroom/intake/*.py",
)
_BLOCK = 1 << 20


@functools.cache
def engine_digest() -> str:
    """Digest of the grader: of its own code, and of the libraries that numbers depend on."""
    made = hashlib.sha256()
    for library in ("numpy", "h5py", "nbgrader"):
        made.update(f"{library} {version(library)}\n".encode())
    _add(made, _PACKAGE, (path for pattern in _ENGINE for path in _PACKAGE.glob(pattern)))
    return made.hexdigest()


def course_digest(root: Path, assignment: str) -> str:
    """Digest of an assignment: its notebooks, its cases and known mistakes, and the settings.

    The solutions of other notebooks that one of these is built on count as well.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
    """
    made = hashlib.sha256()
    patterns = (
        "nbgrader_config.py",
        f"source/{assignment}/**/*",
        f"release/{assignment}/**/*",
        f"notebooks/{assignment}/*.py",
        *_built_on(root, assignment),
    )
    _add(made, root, (path for pattern in patterns for path in root.glob(pattern)))
    ours = (f"exercises/content/{assignment}/**/*.py", f"student/public/{assignment}/*.json")
    _add(made, _PACKAGE, (path for pattern in ours for path in _PACKAGE.glob(pattern)))
    return made.hexdigest()


def _built_on(root: Path, assignment: str) -> Iterator[str]:
    """Yield the instructor notebooks whose functions students take over into this assignment."""
    for path in root.glob(f"source/{assignment}/*.ipynb"):
        for earlier in built_on(f"{assignment}/{path.stem}"):
            yield f"source/{earlier}.ipynb"


def submission_digest(folder: Path) -> str:
    """Digest of a folder that a student handed in: names and contents of its files.

    Parameters
    ----------
    folder : Path
        It need not exist. Symbolic links count as absent, as they do at the intake.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    made = hashlib.sha256()
    if folder.is_symlink() or not folder.is_dir():
        made.update(b"no folder")
    else:
        _add(made, folder, files_below(folder))
    return made.hexdigest()


def combined(*parts: str) -> str:
    """Return one digest of several texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the plain files that a student handed in; symbolic links and caches are left out."""
    for name_of_folder, folders, files in os.walk(folder):
        here = Path(name_of_folder)
        folders[:] = [
            name
            for name in folders
            if name not in (".ipynb_checkpoints", "__pycache__") and not (here / name).is_symlink()
        ]
        for name in files:
            # What a link points to is not the student's to hand in; a pipe would block for ever.
            if (here / name).is_file() and not (here / name).is_symlink():
                yield here / name


def _add(made: "hashlib._Hash", base: Path, paths: Iterable[Path]) -> None:
    for path in sorted(set(paths)):
        if path.is_file() and "__pycache__" not in path.parts:
            name = os.fsencode(path.relative_to(base).as_posix())
            made.update(b"%d %s\0%d\0" % (len(name), name, path.stat().st_size))
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    made.update(block)
