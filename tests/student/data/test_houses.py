"""The table of houses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.student.data import load_houses
from grader.student.text import DataError
from tests.student.data.small_files import DATASETS, assert_helpful, write_text

pytestmark = pytest.mark.filterwarnings("error")


def test_the_shipped_houses_are_whole() -> None:
    houses = load_houses(DATASETS / "houses.csv")
    names = ("size", "bedrooms", "bathrooms", "zip", "latitude", "longitude", "price")
    assert houses.columns == names
    assert houses.rows.shape == (866, 7)
    assert houses.rows.dtype == np.float64
    # Plausible houses around one city, with nothing in the wrong column.
    for name, low, high in (
        ("size", 400, 6000),
        ("bedrooms", 1, 8),
        ("bathrooms", 1, 5),
        ("zip", 95600, 95900),
        ("latitude", 38, 39.1),
        ("longitude", -121.6, -120.5),
        ("price", 25, 900),
    ):
        values = houses.column(name)
        assert low <= values.min() < values.max() <= high
    # What the lesson says of one zip code: sixty houses, along a noisy line.
    chosen = houses.column("zip") == 95823
    assert chosen.sum() == 60
    corner = np.corrcoef(houses.column("size")[chosen], houses.column("price")[chosen])
    assert 0.6 < corner[0, 1] < 0.8


def test_without_a_path_the_shipped_houses_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEURAL_NOTEBOOKS_DATA", raising=False)
    assert load_houses().rows.shape == (866, 7)
    write_text(tmp_path / "houses.csv", "size,price\n800,99.5\n")
    monkeypatch.setenv("NEURAL_NOTEBOOKS_DATA", str(tmp_path))
    assert load_houses().rows.tolist() == [[800, 99.5]]


def test_houses_that_are_nowhere_name_the_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("grader.student.data.files.__file__", str(tmp_path.joinpath(*"abcd")))
    with pytest.raises(DataError) as error:
        load_houses()
    assert_helpful(error, "houses.csv", "NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))
