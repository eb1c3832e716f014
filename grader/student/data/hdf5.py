"""Open HDF5 files; report a file that is damaged, or is not an HDF5 file at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.student.data.files import first_line_of
from grader.student.messages import data_files as says
from grader.student.text import DataError

# Slow to import, and only the readers of HDF5 files need it: they import it themselves.
if TYPE_CHECKING:
    import h5py


@contextmanager
def open_hdf5(file: Path) -> Iterator[h5py.File]:
    """Open an HDF5 file for reading; whatever the library then raises means a damaged file.

    Only a lock does not: another program uses the file. This one sets none, because it writes
    nothing, and another program's lock would keep it from reading.
    """
    import h5py

    try:
        with file.open("rb") as stream:
            start = stream.read(64).lstrip().lower()
    except OSError as error:
        raise DataError(says.unreadable(file, error.strerror)) from error
    if not h5py.is_hdf5(file):
        is_web_page = start.startswith((b"<!doctype", b"<html"))
        raise DataError(says.not_hdf5(file, start, is_web_page))
    try:
        with h5py.File(file, "r", **_without_lock()) as opened:
            yield opened
    except BlockingIOError as error:
        raise DataError(says.hdf5_in_use(file)) from error
    # The HDF5 library has no exception of its own: a damaged file shows as any of these.
    except (OSError, RuntimeError, LookupError, TypeError, ValueError) as error:
        raise DataError(says.damaged_hdf5(file, first_line_of(error))) from error


def _without_lock() -> Mapping[str, bool]:
    """Return how to open a file without a lock; old libraries know no such way."""
    import h5py

    version = h5py.version.hdf5_version_tuple
    knows_locking = version >= (1, 12, 1) or (1, 10, 7) <= version < (1, 11)
    return {"locking": False} if knows_locking else {}


def has_datasets(file: Path, names: Iterable[str]) -> bool:
    """Tell whether an HDF5 file has all these datasets."""
    with open_hdf5(file) as opened:
        return all(name in opened for name in names)


def find_dataset(opened: h5py.File, file: Path, name: str) -> Any:
    """Return one dataset, not yet read."""
    import h5py

    found = opened.get(name)
    if not isinstance(found, h5py.Dataset):
        raise DataError(says.no_dataset(file, name, sorted(map(str, opened))))
    return found
