"""The table of houses with their prices."""

from __future__ import annotations

import os

from grader.student.data.files import shipped_file
from grader.student.data.tables import Table, load_table

HOUSES_FILE = "houses.csv"


def load_houses(path: str | os.PathLike[str] | None = None) -> Table:
    """Load a table of houses with their prices.

    Parameters
    ----------
    path : str or path, optional
        Nothing: the 866 houses of the course, with the columns ``size`` (square feet),
        ``bedrooms``, ``bathrooms``, ``zip``, ``latitude``, ``longitude`` and ``price`` (1000
        dollars). Otherwise a file of your own, as `load_table` reads it.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the data cannot be used; the text says what is wrong, where, and what to do.
    """
    return load_table(shipped_file(HOUSES_FILE) if path is None else path)
