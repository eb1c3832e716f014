"""The data files that the project ships, and where they are found."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from grader.student.data import load_cats
from grader.student.text import DataError
from tests.student.data.small_files import DATASETS, assert_helpful, assert_same, small_set, write

pytestmark = pytest.mark.filterwarnings("error")


def attribution() -> list[dict[str, str]]:
    """Return the rows of the attribution table."""
    with (DATASETS / "cats_attribution.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_shipped_files_have_the_recorded_sha256() -> None:
    recorded = {}
    for line in (DATASETS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        recorded[name] = digest
    found = {
        file.relative_to(DATASETS).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for pattern in ("*.h5", "*.csv", "licenses/*.txt")
        for file in DATASETS.glob(pattern)
    }
    assert found == recorded


def test_readme_names_every_data_file_with_its_sha256() -> None:
    readme = (DATASETS / "README.md").read_text(encoding="utf-8")
    for file in (*DATASETS.glob("*.h5"), DATASETS / "houses.csv", DATASETS / "scale_curves.csv"):
        assert file.name in readme
        assert hashlib.sha256(file.read_bytes()).hexdigest() in readme


def test_shipped_set_has_the_layout_of_the_lesson() -> None:
    cats = load_cats(DATASETS / "cats.h5")
    assert cats.train_set_x.shape == (600, 64, 64, 3)
    assert cats.test_set_x.shape == (200, 64, 64, 3)
    assert cats.train_set_y.shape == (1, 600)
    assert cats.test_set_y.shape == (1, 200)
    assert cats.classes == ("not a cat", "cat")
    assert cats.train_set_y.mean() == pytest.approx(0.4)
    assert cats.test_set_y.mean() == pytest.approx(0.4)


def test_shipped_set_is_small_and_holds_no_picture_twice() -> None:
    assert (DATASETS / "cats.h5").stat().st_size < 3_800_000
    cats = load_cats(DATASETS / "cats.h5")
    pictures = [x.tobytes() for part in (cats.train_set_x, cats.test_set_x) for x in part]
    assert len(set(pictures)) == len(pictures)
    # A glyph that vanishes in its background would leave a picture of nearly one color.
    spread = [
        x.astype(float).std(axis=(0, 1)).max()
        for part in (cats.train_set_x, cats.test_set_x)
        for x in part
    ]
    assert min(spread) > 10


def test_no_glyph_is_in_both_splits() -> None:
    rows = attribution()
    names = {
        split: {r["glyph"] for r in rows if r["split"] == split} for split in ("train", "test")
    }
    points = {
        split: {r["code_point"] for r in rows if r["split"] == split} for split in ("train", "test")
    }
    assert names["train"]
    assert names["test"]
    assert not names["train"] & names["test"]
    assert not points["train"] & points["test"]


def test_attribution_covers_every_picture_with_the_right_class() -> None:
    cats = load_cats(DATASETS / "cats.h5")
    labels = {"train": cats.train_set_y[0], "test": cats.test_set_y[0]}
    covered: dict[str, list[int]] = {"train": [], "test": []}
    for row in attribution():
        numbers = [int(number) for number in row["pictures"].split()]
        covered[row["split"]] += numbers
        assert {cats.classes[labels[row["split"]][i]] for i in numbers} == {row["class"]}
        assert row["author"]
        assert row["licence"] in {"Apache-2.0", "MIT", "CC-BY-4.0"}
    for split, numbers in covered.items():
        assert sorted(numbers) == list(range(labels[split].size))


def test_every_licence_has_its_text() -> None:
    texts = [file.name for file in (DATASETS / "licenses").glob("*.txt")]
    for license_name in {row["licence"] for row in attribution()}:
        assert any(name.startswith(license_name) for name in texts)


def test_without_a_path_the_shipped_set_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEURAL_NOTEBOOKS_DATA", raising=False)
    assert load_cats().train_set_x.shape == (600, 64, 64, 3)


def test_the_environment_variable_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = small_set()
    write(tmp_path / "cats.h5", arrays)
    monkeypatch.setenv("NEURAL_NOTEBOOKS_DATA", str(tmp_path))
    assert_same(load_cats(size=8), arrays)


def test_a_folder_without_the_set_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEURAL_NOTEBOOKS_DATA", str(tmp_path))
    assert load_cats().train_set_x.shape == (600, 64, 64, 3)


def test_a_set_that_is_nowhere_names_the_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("grader.student.data.files.__file__", str(tmp_path.joinpath(*"abcd")))
    with pytest.raises(DataError) as error:
        load_cats()
    assert_helpful(error, "cats.h5", "NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))
