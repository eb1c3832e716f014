"""The course's own data files, and the checks and errors that all readers share."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from pathlib import Path

import numpy as np

from grader.student.messages import data_files as says
from grader.student.text import DataError, kind_name

DATA_VARIABLE = "NEURAL_NOTEBOOKS_DATA"
"""Environment variable with the folder where the course's data files are looked for first."""
PAIRED_FILES = (("train_catvnoncat.h5", "test_catvnoncat.h5"), ("train.h5", "test.h5"))
"""Names in wide use: the file of the training set, then the file of the test set."""


_ADDRESS = re.compile(r"(?:https?|ftps?|file|s3|gs):/|data:\w+/", re.IGNORECASE)
"""One slash is enough: a `Path` has lost the other."""


def path_of(path: object) -> Path:
    """Return the path that a student names; nothing need be there, but it can be looked for.

    Parameters
    ----------
    path : str or path
        Any other object is refused, with what it is.

    Raises
    ------
    DataError
        If this is no name of a file at all, or the system does not let it be looked for.
    """
    if not isinstance(path, (str, os.PathLike)) or not isinstance(name := os.fspath(path), str):
        raise DataError(says.not_a_name(kind_name(path)))
    if _ADDRESS.match(name):
        raise DataError(says.is_address(name))
    file = Path(name)
    # Where the tilde names no user, it is part of the name.
    with contextlib.suppress(RuntimeError):
        file = file.expanduser()
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        # A name with a null byte is that of no file.
        return file
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise DataError(says.name_too_long(name)) from error
        raise DataError(says.unreadable(file, error.strerror)) from error
    return file


def shipped_file(name: str) -> Path:
    """Return one of the course's own data files, from the first folder that has it.

    Parameters
    ----------
    name : str
        Name of the file, such as ``cats.h5``.

    Raises
    ------
    DataError
        If none of the folders has it.
    """
    here = Path(__file__).resolve()
    # In the installed package the folder is part of grader.student; the last is a checkout.
    folders = [here.parents[1] / "datasets", here.parents[3] / "datasets"]
    if os.environ.get(DATA_VARIABLE):
        folders.insert(0, Path(os.environ[DATA_VARIABLE]).expanduser())
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise DataError(says.no_course_file(name, folders, DATA_VARIABLE))


def first_line_of(error: Exception) -> str:
    """Return the first line of another library's error, to quote in parentheses."""
    lines = str(error).strip().splitlines()
    return lines[0].strip("'\".") if lines else type(error).__name__


def check_size(size: int) -> None:
    """Raise DataError for a size that is not a positive whole number."""
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 1:
        raise DataError(says.wrong_size(size))
