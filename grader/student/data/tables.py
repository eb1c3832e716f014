"""Tables of numbers, read from CSV files."""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from grader.student.data.files import first_line_of, path_of
from grader.student.messages import data_files as says
from grader.student.text import DataError


class Table(NamedTuple):
    """A table of numbers: a row for each example, a column for each thing that is known of it.

    Attributes
    ----------
    columns : tuple of str
        What the columns hold.
    rows : (m, number of columns) float64
        The numbers.
    """

    columns: tuple[str, ...]
    rows: npt.NDArray[np.float64]

    def column(self, name: str) -> npt.NDArray[np.float64]:
        """Return one column, (m,), by its name."""
        if name not in self.columns:
            raise DataError(says.no_column(name, self.columns))
        return self.rows[:, self.columns.index(name)]

    def select(self, *names: str) -> Table:
        """Return a table of some of the columns, in the order asked for."""
        return Table(names, np.stack([self.column(name) for name in names], axis=1))


def load_table(path: str | os.PathLike[str]) -> Table:
    """Load a table of numbers from a CSV file: names in its first line, numbers in all others.

    Parameters
    ----------
    path : str or path
        A text file with commas between the entries.

    Returns
    -------
    Table
        Its ``columns`` are the names, its ``rows`` the numbers.

    Raises
    ------
    DataError
        If the file is missing or is not such a table.
    """
    file = path_of(path)
    if not file.is_file():
        raise DataError(says.no_table(file))
    try:
        # utf-8-sig: some spreadsheets begin a file with a mark that nobody sees.
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(says.not_text(file, first_line_of(error))) from error
    columns, *lines = csv.reader(text.splitlines()) if text.strip() else [[]]
    names = tuple(name.strip() for name in columns)
    _check_names(names, file)
    rows = [_numbers(line, names, n, file) for n, line in enumerate(lines, 2) if any(line)]
    if not rows:
        raise DataError(says.no_rows(file))
    return Table(names, np.array(rows))


def _check_names(names: tuple[str, ...], file: Path) -> None:
    """Refuse a first line that does not hold the names of at least two columns."""
    if len(names) < 2:
        raise DataError(says.one_column(file))
    numbers = [name for name in names if _as_number(name) is not None]
    if numbers or not all(names):
        raise DataError(says.no_column_name(file, numbers[0] if numbers else ""))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise DataError(says.same_column_name(file, twice))


def _as_number(entry: str) -> float | None:
    """Return an entry as a number, None if it is none."""
    try:
        value = float(entry)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _numbers(line: list[str], names: tuple[str, ...], n: int, file: Path) -> list[float]:
    """Return the numbers of one line."""
    if len(line) != len(names):
        raise DataError(says.wrong_number_of_entries(file, n, len(line), len(names)))
    values = []
    for name, entry in zip(names, line, strict=True):
        value = _as_number(entry)
        if value is None:
            raise DataError(says.entry_not_a_number(file, n, entry, name))
        values.append(value)
    return values
