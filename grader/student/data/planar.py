"""Points of two classes in the plane."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.student.data.files import path_of, shipped_file
from grader.student.data.hdf5 import open_hdf5
from grader.student.messages import data_files as says
from grader.student.text import DataError

# Slow to import, and only the readers of HDF5 files need it: they import it themselves.
if TYPE_CHECKING:
    import h5py

Labels = npt.NDArray[np.int64]

PLANAR_FILE = "planar.h5"
PLANAR_PARTS = ("X", "Y", "X_test", "Y_test")


class Planar(NamedTuple):
    """Points in the plane with labels, some to learn from and some held out.

    Attributes
    ----------
    X : (2, m) float64
        Points to learn from, one in each column.
    Y : (1, m) int64
        Their labels, 0 or 1.
    X_test : (2, m_test) float64
        Held-out points of the same kind.
    Y_test : (1, m_test) int64
        Their labels.
    """

    X: npt.NDArray[np.float64]
    Y: Labels
    X_test: npt.NDArray[np.float64]
    Y_test: Labels


def load_planar(name: str = "flower", path: str | os.PathLike[str] | None = None) -> Planar:
    """Load a set of points in the plane, of two classes.

    Parameters
    ----------
    name : str
        "flower", "circles", "moons", "blobs" or "quantiles".
    path : str or path, optional
        A file of such sets, for another one than that of the course: HDF5, with a group for each
        set that holds ``X``, ``Y``, ``X_test`` and ``Y_test``.

    Returns
    -------
    Planar
        ``X (2, m)``, ``Y (1, m)``, ``X_test (2, m_test)``, ``Y_test (1, m_test)``.

    Raises
    ------
    DataError
        If there is no such set, or the file cannot be used; the text says what to do.
    """
    import h5py

    file = shipped_file(PLANAR_FILE) if path is None else path_of(path)
    if not file.is_file():
        raise DataError(says.no_file(file))
    with open_hdf5(file) as opened:
        sets = sorted(key for key in opened if isinstance(opened[key], h5py.Group))
        if not isinstance(name, str) or not isinstance(opened.get(name), h5py.Group):
            raise DataError(says.no_set_of_points(file, name, sets))
        parts = {part: _planar_part(opened[name], part, file) for part in PLANAR_PARTS}
    for x, y in (("X", "Y"), ("X_test", "Y_test")):
        if parts[x].shape[1] != parts[y].shape[1]:
            counts = (parts[x].shape[1], parts[y].shape[1])
            raise DataError(says.labels_of_points_number(file, name, (x, y), counts))
        if not np.isin(parts[y], (0, 1)).all():
            raise DataError(says.labels_of_points_not_binary(file, name, y))
    return Planar(
        parts["X"], parts["Y"].astype(np.int64), parts["X_test"], parts["Y_test"].astype(np.int64)
    )


def _planar_part(group: h5py.Group, part: str, file: Path) -> npt.NDArray[Any]:
    """Read points (2, m) or labels (1, m); refuse another shape or what is not a number."""
    import h5py

    found = group.get(part)
    rows = 2 if part.startswith("X") else 1
    if not isinstance(found, h5py.Dataset):
        raise DataError(says.no_part_of_points(file, part, sorted(group), rows))
    shape = tuple(found.shape or ())
    if len(shape) != 2 or shape[0] != rows or shape[1] < 1:
        raise DataError(says.points_shape(file, part, shape, rows))
    if found.dtype.kind not in ("iuf" if rows == 2 else "iub"):
        raise DataError(says.points_dtype(file, part, found.dtype))
    values = np.asarray(found[()], dtype=np.float64 if rows == 2 else np.int64)
    if not np.isfinite(values).all():
        raise DataError(says.points_not_finite(file, part))
    return values
