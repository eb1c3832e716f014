"""Small data files for the tests of the loaders, and what every error must say."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pytest

from grader.student.data import Cats, DataError
from grader.student.text import CourseError

DATASETS = Path(__file__).resolve().parents[3] / "datasets"
Arrays = dict[str, npt.NDArray[Any]]


def small_set(m_train: int = 6, m_test: int = 4, size: int = 8, seed: int = 0) -> Arrays:
    """Return the datasets of a small data set with random pictures."""
    rng = np.random.default_rng(seed)
    arrays: Arrays = {"list_classes": np.array([b"non-cat", b"cat"])}
    for part, m in (("train", m_train), ("test", m_test)):
        arrays[f"{part}_set_x"] = rng.integers(0, 256, (m, size, size, 3), dtype=np.uint8)
        arrays[f"{part}_set_y"] = rng.integers(0, 2, m)
    return arrays


def write(path: Path, arrays: Arrays) -> Path:
    """Write an HDF5 file; return its path."""
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            file[name] = array
    return path


def write_pair(
    folder: Path,
    arrays: Arrays,
    names: tuple[str, str] = ("train_catvnoncat.h5", "test_catvnoncat.h5"),
) -> None:
    """Write the training part and the test part to two files, classes in both."""
    for part, name in zip(("train", "test"), names, strict=True):
        keep = (f"{part}_set_x", f"{part}_set_y", "list_classes")
        write(folder / name, {key: arrays[key] for key in keep})


def assert_same(cats: Cats, arrays: Arrays) -> None:
    """Compare what was loaded with what was written."""
    for part, x, y in (
        ("train", cats.train_set_x, cats.train_set_y),
        ("test", cats.test_set_x, cats.test_set_y),
    ):
        assert x.dtype == np.uint8
        assert y.dtype == np.int64
        np.testing.assert_array_equal(x, arrays[f"{part}_set_x"])
        np.testing.assert_array_equal(y, arrays[f"{part}_set_y"].reshape(1, -1))


def assert_helpful(error: pytest.ExceptionInfo[DataError], *words: str) -> None:
    """Check that an error holds these words, is short, and is one of ours."""
    text = str(error.value)
    assert isinstance(error.value, CourseError)
    assert len(text.splitlines()) <= 4
    for word in words:
        assert word in text


def write_text(path: Path, text: str) -> Path:
    """Write a text file; return its path."""
    path.write_text(text, encoding="utf-8")
    return path
