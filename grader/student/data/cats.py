"""Images of cats and of other things: the course's own, those of a file, or own photographs."""

from __future__ import annotations

import csv
import hashlib
import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.student.data.files import PAIRED_FILES, check_size, path_of, shipped_file
from grader.student.data.hdf5 import find_dataset, has_datasets, open_hdf5
from grader.student.data.photographs import Labels, Pictures, load_photographs
from grader.student.messages import data_files as says
from grader.student.text import DataError

CATS_FILE = "cats.h5"
DRAWINGS_FILE = "cats_attribution.csv"
HELD_OUT_CATS = ("1f63c", "1f63f")
"""Code points of the training cats that are held out: the wry smile and the crying cat."""


class Cats(NamedTuple):
    """Pictures with labels, in a part to learn from and a part to test on.

    Attributes
    ----------
    train_set_x : (m_train, size, size, 3) uint8
        Pictures to learn from: red, green and blue from 0 to 255.
    train_set_y : (1, m_train) int64
        Their labels: 1 is a cat, 0 is not.
    test_set_x : (m_test, size, size, 3) uint8
        Pictures to test on.
    test_set_y : (1, m_test) int64
        Their labels.
    classes : tuple of two str
        The name of label 0 and of label 1.
    """

    train_set_x: Pictures
    train_set_y: Labels
    test_set_x: Pictures
    test_set_y: Labels
    classes: tuple[str, ...]


def load_cats(path: str | os.PathLike[str] | None = None, size: int = 64) -> Cats:
    """Load pictures of cats and of other things.

    Parameters
    ----------
    path : str or path, optional
        Nothing: the data set of the course. A file: an HDF5 file with ``train_set_x``,
        ``train_set_y``, ``test_set_x``, ``test_set_y`` and ``list_classes``. A folder with
        such a ``cats.h5``. A folder with the pair ``train_catvnoncat.h5`` and
        ``test_catvnoncat.h5`` (or ``train.h5`` and ``test.h5``), or one file of the pair.
        A folder with two subfolders, ``cat`` and another one: your own photographs;
        a quarter of each kind becomes the test set, always the same quarter.
    size : int
        Height and width of the pictures. For a data file this is the size in the file (64), or a
        part of it (32): each pixel is then the mean of a block (2x2) of the file's.

    Returns
    -------
    Cats
        ``train_set_x (m_train, size, size, 3)``, ``train_set_y (1, m_train)``,
        ``test_set_x (m_test, size, size, 3)``, ``test_set_y (1, m_test)``, ``classes``.

    Raises
    ------
    DataError
        If the data cannot be used; the text says what is wrong, where, and what to do.
    """
    check_size(size)
    source = shipped_file(CATS_FILE) if path is None else path_of(path)
    if source.is_dir():
        pair = _pair_in(source)
        if pair is None:
            return Cats(*load_photographs(source, size))
        return _load_data_files(*pair, size)
    if not source.exists():
        raise DataError(says.no_file_or_folder(source))
    return _load_data_files(*_files_for(source), size)


def held_out_drawings() -> npt.NDArray[np.bool_]:
    """Tell which training pictures of the course's data set to hold out when settings are chosen.

    Settings such as the learning rate are chosen on pictures that are neither trained on nor
    tested on. Every drawing is there in several colours, so a picture is held out together with
    all others of the same drawing: two of the seven training cats, and about a quarter of the
    rest.

    Returns
    -------
    (600,) bool
        In the order of ``train_set_x``; True for a picture that is held out.
    """
    file = shipped_file(DRAWINGS_FILE)
    held: dict[int, bool] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["split"] == "train":
                point = row["code_point"]
                drawn = hashlib.sha256(point.encode()).digest()[0] % 4 == 0
                out = point in HELD_OUT_CATS if row["class"] == "cat" else drawn
                held |= {int(number): out for number in row["pictures"].split()}
    return np.array([held[number] for number in range(len(held))])


def _pair_in(folder: Path) -> tuple[Path, Path] | None:
    """Return the files of the training and the test set in a folder, or None if it has neither."""
    for names in PAIRED_FILES:
        train, test = (folder / name for name in names)
        if train.is_file() or test.is_file():
            return _complete_pair(train, test)
    if (folder / CATS_FILE).is_file():
        return folder / CATS_FILE, folder / CATS_FILE
    return None


def _complete_pair(train: Path, test: Path) -> tuple[Path, Path]:
    """Return the two files unchanged, if both exist."""
    for one, other in ((train, test), (test, train)):
        if not one.is_file():
            raise DataError(says.other_of_pair_missing(one, other))
    return train, test


def _files_for(file: Path) -> tuple[Path, Path]:
    """Return the files that hold the training and the test set, given one of them."""
    for names in PAIRED_FILES:
        # One file may carry such a name and still hold both parts.
        if file.name in names and not has_datasets(file, ("train_set_x", "test_set_x")):
            train, test = (file.with_name(name) for name in names)
            return _complete_pair(train, test)
    return file, file


def _load_data_files(train: Path, test: Path, size: int) -> Cats:
    """Load the training set from one file and the test set from the same or another."""
    train_x, train_y = _read_part(train, "train", size)
    test_x, test_y = _read_part(test, "test", size)
    return Cats(train_x, train_y, test_x, test_y, _read_classes(train))


def _read_part(file: Path, part: str, size: int) -> tuple[Pictures, Labels]:
    """Read the images (m, size, size, 3) and labels (1, m) of ``train`` or ``test``."""
    with open_hdf5(file) as opened:
        x = find_dataset(opened, file, f"{part}_set_x")
        y = find_dataset(opened, file, f"{part}_set_y")
        # Shapes and dtypes are known before anything is read: a foreign file costs no memory.
        _check_images(x, f"{part}_set_x", file)
        m = int(x.shape[0])
        _check_labels(y, f"{part}_set_y", m, file)
        native = int(x.shape[1])
        if native % size:
            raise DataError(says.size_does_not_divide(size, file, native))
        images = np.ascontiguousarray(x[()])
        labels = np.asarray(y[()]).reshape(1, m)
    if not np.isin(labels, (0, 1)).all():
        wrong = labels[~np.isin(labels, (0, 1))][0]
        raise DataError(says.labels_not_binary(file, f"{part}_set_y", wrong))
    return _shrink(images, native // size), labels.astype(np.int64)


def _check_images(x: Any, name: str, file: Path) -> None:
    """Refuse a dataset that is not (m, s, s, 3) uint8 with m and s at least 1."""
    shape = tuple(x.shape or ())
    square = len(shape) == 4 and shape[1] == shape[2] and shape[3] == 3 and min(shape) > 0
    if not square:
        raise DataError(says.images_not_square(file, name, shape))
    if x.dtype != np.uint8:
        raise DataError(says.images_not_bytes(file, name, x.dtype))


def _check_labels(y: Any, name: str, m: int, file: Path) -> None:
    """Refuse a dataset that is not m whole numbers, as (m,), (1, m) or (m, 1)."""
    shape = tuple(y.shape or ())
    if np.dtype(y.dtype).kind not in "iub":
        raise DataError(says.labels_not_whole(file, name, y.dtype))
    if len(shape) not in (1, 2) or (len(shape) == 2 and 1 not in shape):
        raise DataError(says.labels_shape(file, name, shape))
    if np.prod(shape) != m:
        raise DataError(says.labels_number(file, name, m, int(np.prod(shape))))


def _read_classes(file: Path) -> tuple[str, ...]:
    """Read the names of the two classes."""
    with open_hdf5(file) as opened:
        names = np.asarray(find_dataset(opened, file, "list_classes")[()]).ravel().tolist()
    if len(names) != 2 or not all(isinstance(name, (bytes, str)) for name in names):
        raise DataError(says.not_two_classes(file))
    return tuple(n.decode("utf-8", "replace") if isinstance(n, bytes) else n for n in names)


def _shrink(images: Pictures, factor: int) -> Pictures:
    """Return images whose pixels are the means of blocks, rounded (a half goes up).

    Parameters
    ----------
    images : (m, s, s, 3) uint8
    factor : int
        Side of a block; it divides s.

    Returns
    -------
    (m, s / factor, s / factor, 3) uint8
    """
    if factor == 1:
        return images
    m, s = images.shape[:2]
    blocks = images.reshape(m, s // factor, factor, s // factor, factor, 3)
    # Whole numbers all the way, so that the mean is exact on every machine.
    total = blocks.sum(axis=(2, 4), dtype=np.int64)
    pixels = factor * factor
    means: Pictures = ((2 * total + pixels) // (2 * pixels)).astype(np.uint8)
    return means
