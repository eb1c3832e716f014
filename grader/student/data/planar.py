"""Points of two classes in the plane."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.student.data.files import raise_data_error, shipped_file
from grader.student.data.hdf5 import open_hdf5

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

    file = shipped_file(PLANAR_FILE) if path is None else Path(path).expanduser()
    if not file.is_file():
        raise_data_error("There is no such file.", file, "check the name and the folder.")
    with open_hdf5(file) as opened:
        sets = ", ".join(sorted(key for key in opened if isinstance(opened[key], h5py.Group)))
        if not isinstance(name, str) or not isinstance(opened.get(name), h5py.Group):
            what = f"There is no set of points named {name!r}; there are: {sets or 'none'}."
            raise_data_error(what, file, "choose one of these names, in quotes.")
        parts = {part: _planar_part(opened[name], part, file) for part in PLANAR_PARTS}
    for x, y in (("X", "Y"), ("X_test", "Y_test")):
        if parts[x].shape[1] != parts[y].shape[1]:
            counts = f"{parts[x].shape[1]} points in {x} but {parts[y].shape[1]} labels in {y}"
            raise_data_error(f"{name} has {counts}.", file, "store one label for each point.")
        if not np.isin(parts[y], (0, 1)).all():
            raise_data_error(
                f"{y} of {name} holds other labels than 0 and 1.", file, "use two classes."
            )
    return Planar(
        parts["X"], parts["Y"].astype(np.int64), parts["X_test"], parts["Y_test"].astype(np.int64)
    )


def _planar_part(group: h5py.Group, part: str, file: Path) -> npt.NDArray[Any]:
    """Read points (2, m) or labels (1, m); refuse another shape or what is not a number."""
    import h5py

    found = group.get(part)
    rows = 2 if part.startswith("X") else 1
    layout = f"({rows}, m) with m at least 1"
    if not isinstance(found, h5py.Dataset):
        has = ", ".join(sorted(group)) or "nothing"
        what = f"The dataset {part} is missing; the set holds {has}."
        raise_data_error(what, file, f"store {part} with the shape {layout}.")
    shape = tuple(found.shape or ())
    if len(shape) != 2 or shape[0] != rows or shape[1] < 1:
        what = f"{part} has shape {shape}, expected {layout}."
        raise_data_error(what, file, "store one example in each column.")
    if found.dtype.kind not in ("iuf" if rows == 2 else "iub"):
        raise_data_error(
            f"{part} has dtype {found.dtype}, which does not fit.", file, "store numbers."
        )
    values = np.asarray(found[()], dtype=np.float64 if rows == 2 else np.int64)
    if not np.isfinite(values).all():
        raise_data_error(f"{part} holds nan or inf.", file, "leave such points out.")
    return values
