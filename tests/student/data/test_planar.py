"""Points of two classes in the plane."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pytest

from grader.student.data import load_planar
from grader.student.text import DataError
from tests.student.data.small_files import DATASETS, Arrays, assert_helpful

pytestmark = pytest.mark.filterwarnings("error")


PLANAR_SETS = ("flower", "circles", "moons", "blobs", "quantiles")


@pytest.mark.parametrize("name", PLANAR_SETS)
def test_shipped_points_have_the_layout_of_the_lesson(name: str) -> None:
    points = load_planar(name, DATASETS / "planar.h5")
    for X, Y in ((points.X, points.Y), (points.X_test, points.Y_test)):
        assert (X.shape, X.dtype) == ((2, 400), np.float64)
        assert (Y.shape, Y.dtype) == ((1, 400), np.int64)
        assert set(Y.ravel()) == {0, 1}
        assert Y.sum() == 200
    together = np.hstack([points.X, points.X_test])
    assert len(np.unique(together, axis=1).T) > 790


def test_the_flower_is_what_is_loaded_by_default() -> None:
    np.testing.assert_array_equal(load_planar().X, load_planar("flower").X)


def small_planar() -> Arrays:
    """Return the arrays of one small set of points."""
    return {
        "X": np.arange(6.0).reshape(2, 3),
        "Y": np.array([[0, 1, 1]]),
        "X_test": np.ones((2, 1)),
        "Y_test": np.zeros((1, 1), dtype=np.int64),
    }


def write_planar(path: Path, arrays: Arrays, name: str = "flower") -> Path:
    """Write a file of one set of points; return its path."""
    with h5py.File(path, "w") as file:
        for key, array in arrays.items():
            file[f"{name}/{key}"] = array
    return path


def test_points_of_another_file(tmp_path: Path) -> None:
    arrays = small_planar()
    found = load_planar("mine", write_planar(tmp_path / "p.h5", arrays, "mine"))
    for key, array in arrays.items():
        np.testing.assert_array_equal(getattr(found, key), array)


@pytest.mark.parametrize(
    ("key", "array", "words"),
    [
        ("X", np.ones((3, 2)), "X has shape (3, 2), expected (2, m)"),
        ("X", np.ones(4), "X has shape (4,)"),
        ("X", np.full((2, 3), np.nan), "nan or inf"),
        ("Y", np.zeros((3, 1), dtype=int), "Y has shape (3, 1)"),
        ("Y", np.array([[0, 1, 2]]), "other labels than 0 and 1"),
        ("Y", np.zeros((1, 5), dtype=int), "3 points in X but 5 labels in Y"),
        ("Y", np.array([[0.5, 0.0, 1.0]]), "dtype float64"),
        ("Y_test", None, "Y_test is missing"),
    ],
)
def test_points_that_cannot_be_used_are_refused(
    tmp_path: Path, key: str, array: npt.NDArray[Any] | None, words: str
) -> None:
    arrays = small_planar()
    if array is None:
        del arrays[key]
    else:
        arrays[key] = array
    with pytest.raises(DataError) as error:
        load_planar("flower", write_planar(tmp_path / "p.h5", arrays))
    assert_helpful(error, words, "p.h5", "what to do")


@pytest.mark.parametrize("name", ["rose", "", None, 3])
def test_a_set_of_points_that_there_is_not_is_named(name: Any) -> None:
    with pytest.raises(DataError) as error:
        load_planar(name)
    assert_helpful(error, repr(name), "blobs, circles, flower, moons, quantiles")


def test_a_file_of_points_that_is_missing_or_something_else(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_planar("flower", tmp_path / "no.h5")
    assert_helpful(error, "no such file")
    (tmp_path / "page.h5").write_text("<html>")
    with pytest.raises(DataError) as error:
        load_planar("flower", tmp_path / "page.h5")
    assert_helpful(error, "not an HDF5 file")
