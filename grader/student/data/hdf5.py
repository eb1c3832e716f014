"""Open HDF5 files; report a file that is damaged, or is not an HDF5 file at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from grader.student.data.files import first_line_of, raise_data_error

# Slow to import, and only the readers of HDF5 files need it: they import it themselves.
if TYPE_CHECKING:
    import h5py


@contextmanager
def open_hdf5(file: Path) -> Iterator[h5py.File]:
    """Open an HDF5 file for reading; whatever the library then raises means a damaged file."""
    import h5py

    try:
        with file.open("rb") as stream:
            start = stream.read(64).lstrip().lower()
    except OSError as error:
        advice = "check that you may read this file."
        raise_data_error(f"The file cannot be read ({error.strerror}).", file, advice, error)
    if not h5py.is_hdf5(file):
        found = "it is empty" if not start else f"it begins with {start[:12]!r}"
        if start.startswith((b"<!doctype", b"<html")):
            found = "it is a web page"
        advice = "get the data file again; a download that went wrong often leaves such a file."
        raise_data_error(f"This is not an HDF5 file: {found}.", file, advice)
    try:
        with h5py.File(file, "r") as opened:
            yield opened
    # The HDF5 library has no exception of its own: a damaged file shows as any of these.
    except (OSError, RuntimeError, LookupError, TypeError, ValueError) as error:
        _raise_damaged(file, error)


def _raise_damaged(file: Path, error: Exception) -> NoReturn:
    """Report an HDF5 file that is cut short or damaged inside."""
    raise_data_error(
        f"The HDF5 file is damaged or cut short ({first_line_of(error)}).",
        file,
        "get the file again; the copy or the download did not finish.",
        error,
    )


def has_datasets(file: Path, names: Iterable[str]) -> bool:
    """Tell whether an HDF5 file has all these datasets."""
    with open_hdf5(file) as opened:
        return all(name in opened for name in names)


def find_dataset(opened: h5py.File, file: Path, name: str) -> Any:
    """Return one dataset, not yet read."""
    import h5py

    found = opened.get(name)
    if not isinstance(found, h5py.Dataset):
        has = ", ".join(sorted(map(str, opened))) or "nothing"
        raise_data_error(
            f"The dataset {name} is missing; the file holds {has}.",
            file,
            "use a file with the datasets train_set_x, train_set_y, test_set_x, test_set_y and "
            "list_classes (a pair of files has one part in each).",
        )
    return found
