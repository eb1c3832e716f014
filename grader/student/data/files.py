"""The course's own data files, and the checks and errors that all readers share."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from grader.student.messages import data_files as says
from grader.student.text import DataError

DATA_VARIABLE = "NEURAL_NOTEBOOKS_DATA"
"""Environment variable with the folder where the course's data files are looked for first."""
PAIRED_FILES = (("train_catvnoncat.h5", "test_catvnoncat.h5"), ("train.h5", "test.h5"))
"""Names in wide use: the file of the training set, then the file of the test set."""


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
