"""The loaders of pictures and tables, and the data files that the project ships."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from grader.student.data import (
    Cats,
    Table,
    load_cats,
    load_houses,
    load_image,
    load_planar,
    load_table,
)
from grader.student.text.errors import CourseError, DataError

pytestmark = pytest.mark.filterwarnings("error")

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
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


# --- the shipped files ----------------------------------------------------------------------------


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
    # A glyph that vanishes in its background would leave a picture of nearly one colour.
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
    for licence in {row["licence"] for row in attribution()}:
        assert any(name.startswith(licence) for name in texts)


# --- where the course's own set is found ----------------------------------------------------------


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
    monkeypatch.setattr("grader.student.data.__file__", str(tmp_path / "a" / "b" / "data.py"))
    with pytest.raises(DataError) as error:
        load_cats()
    assert_helpful(error, "cats.h5", "NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))


# --- data files -----------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    m_train=st.integers(1, 5),
    m_test=st.integers(1, 5),
    size=st.integers(1, 9),
    seed=st.integers(0, 2**32 - 1),
)
def test_what_was_written_is_loaded(
    tmp_path: Path, m_train: int, m_test: int, size: int, seed: int
) -> None:
    arrays = small_set(m_train, m_test, size, seed)
    cats = load_cats(write(tmp_path / "own.h5", arrays), size)
    assert_same(cats, arrays)
    assert cats.classes == ("non-cat", "cat")


@pytest.mark.parametrize(
    "names", [("train_catvnoncat.h5", "test_catvnoncat.h5"), ("train.h5", "test.h5")]
)
@pytest.mark.parametrize("given_path", ["folder", "train", "test"])
def test_a_pair_opens_by_its_folder_or_either_file(
    tmp_path: Path, names: tuple[str, str], given_path: str
) -> None:
    arrays = small_set()
    write_pair(tmp_path, arrays, names)
    path = {"folder": tmp_path, "train": tmp_path / names[0], "test": tmp_path / names[1]}
    assert_same(load_cats(str(path[given_path]), 8), arrays)


def test_one_file_with_both_parts_may_have_the_name_of_a_pair(tmp_path: Path) -> None:
    arrays = small_set()
    assert_same(load_cats(write(tmp_path / "train.h5", arrays), 8), arrays)


def test_a_folder_with_the_courses_own_file_opens(tmp_path: Path) -> None:
    arrays = small_set()
    write(tmp_path / "cats.h5", arrays)
    assert_same(load_cats(tmp_path, 8), arrays)


@pytest.mark.parametrize("shape", [(6,), (1, 6), (6, 1)])
@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_])
def test_labels_of_any_usual_form_become_one_row(
    tmp_path: Path, shape: tuple[int, ...], dtype: type
) -> None:
    arrays = small_set()
    plain = arrays["train_set_y"]
    arrays["train_set_y"] = plain.astype(dtype).reshape(shape)
    cats = load_cats(write(tmp_path / "own.h5", arrays), 8)
    assert cats.train_set_y.dtype == np.int64
    np.testing.assert_array_equal(cats.train_set_y, plain.reshape(1, 6))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(half=st.integers(1, 6), seed=st.integers(0, 2**32 - 1))
def test_half_the_size_is_the_mean_of_two_by_two(tmp_path: Path, half: int, seed: int) -> None:
    arrays = small_set(size=2 * half, seed=seed)
    small = load_cats(write(tmp_path / "own.h5", arrays), half).train_set_x
    assert small.shape == (6, half, half, 3)
    x = arrays["train_set_x"].astype(float)
    mean = (x[:, ::2, ::2] + x[:, 1::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, 1::2]) / 4
    assert np.abs(small - mean).max() <= 0.5


def test_one_colour_keeps_its_value_at_half_the_size(tmp_path: Path) -> None:
    arrays = small_set(size=4)
    arrays["train_set_x"][:] = 255
    small = load_cats(write(tmp_path / "own.h5", arrays), 2).train_set_x
    np.testing.assert_array_equal(small, np.full((6, 2, 2, 3), 255))


def test_a_result_may_be_changed_without_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "own.h5", small_set())
    load_cats(path, 8).train_set_x[:] = 0
    assert load_cats(path, 8).train_set_x.any()


# --- errors of data files -------------------------------------------------------------------------


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_cats(tmp_path / "nothing.h5")
    assert_helpful(error, "no such file", "nothing.h5")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"PK\x03\x04 zip", "begins with"), (b"<!DOCTYPE html>", "web page")],
)
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "cats.h5"
    path.write_bytes(content)
    with pytest.raises(DataError) as error:
        load_cats(path)
    assert_helpful(error, "not an HDF5 file", words, str(path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(share=st.floats(0, 0.999))
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = write(tmp_path / "whole.h5", small_set()).read_bytes()
    path = tmp_path / "cut.h5"
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(DataError) as error:
        load_cats(path, 8)
    assert_helpful(error, "cut.h5", "what to do")


def test_a_file_damaged_inside_is_refused(tmp_path: Path) -> None:
    arrays = small_set()
    path = tmp_path / "damaged.h5"
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            options = {"compression": "gzip"} if name.endswith("x") else {}
            file.create_dataset(name, data=array, **options)
        place = file["train_set_x"].id.get_chunk_info(0).byte_offset
    data = bytearray(path.read_bytes())
    data[place : place + 40] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(DataError) as error:
        load_cats(path, 8)
    assert_helpful(error, "damaged", str(path))


def test_half_of_a_pair_asks_for_the_other(tmp_path: Path) -> None:
    write_pair(tmp_path, small_set())
    (tmp_path / "test_catvnoncat.h5").unlink()
    for path in (tmp_path, tmp_path / "train_catvnoncat.h5"):
        with pytest.raises(DataError) as error:
            load_cats(path, 8)
        assert_helpful(error, "test_catvnoncat.h5 is missing")


@pytest.mark.parametrize(
    "name", ["train_set_x", "train_set_y", "test_set_x", "test_set_y", "list_classes"]
)
def test_a_missing_dataset_is_named(tmp_path: Path, name: str) -> None:
    arrays = small_set()
    del arrays[name]
    with pytest.raises(DataError) as error:
        load_cats(write(tmp_path / "own.h5", arrays), 8)
    assert_helpful(error, f"{name} is missing", "own.h5")


def test_a_group_is_no_dataset(tmp_path: Path) -> None:
    arrays = small_set()
    arrays["train_set_x/inside"] = arrays.pop("train_set_x")
    with pytest.raises(DataError) as error:
        load_cats(write(tmp_path / "own.h5", arrays), 8)
    assert_helpful(error, "train_set_x is missing")


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("train_set_x", lambda x: x[..., 0], "shape (6, 8, 8)"),
        ("train_set_x", lambda x: x[:, :4], "shape (6, 4, 8, 3)"),
        ("train_set_x", lambda x: x.reshape(6, -1), "shape (6, 192)"),
        ("train_set_x", lambda x: x[:0], "shape (0, 8, 8, 3)"),
        ("train_set_x", lambda x: np.uint8(1), "shape ()"),
        ("test_set_x", lambda x: x / 255, "dtype float64"),
        ("test_set_x", lambda x: x.astype(np.int8), "dtype int8"),
        ("train_set_y", lambda y: y[:5], "6 pictures but 5 labels"),
        ("train_set_y", lambda y: np.zeros((2, 3), dtype=int), "shape (2, 3)"),
        ("train_set_y", lambda y: np.int64(1), "shape ()"),
        ("test_set_y", lambda y: y + 0.0, "dtype float64"),
        ("test_set_y", lambda y: y + 1, "label 2"),
        ("test_set_y", lambda y: y - 1, "label -1"),
        ("list_classes", lambda c: c[:1], "two classes"),
        ("list_classes", lambda c: np.array([0, 1]), "two classes"),
    ],
)
def test_wrong_content_is_named(
    tmp_path: Path, name: str, edit: Callable[[Any], Any], words: str
) -> None:
    arrays = small_set()
    arrays["train_set_y"] = np.array([0, 1, 0, 1, 0, 1])
    arrays["test_set_y"] = np.array([0, 1, 0, 1])
    arrays[name] = edit(arrays[name])
    with pytest.raises(DataError) as error:
        load_cats(write(tmp_path / "own.h5", arrays), 8)
    assert_helpful(error, words, "own.h5", "what to do")


@pytest.mark.parametrize("size", [3, 5, 16])
def test_a_size_that_does_not_divide_is_refused(tmp_path: Path, size: int) -> None:
    with pytest.raises(DataError) as error:
        load_cats(write(tmp_path / "own.h5", small_set()), size)
    assert_helpful(error, f"size is {size}", "8x8")


@pytest.mark.parametrize("size", [0, -1, 6.5, True, "64", None])
def test_a_size_that_is_no_positive_number_is_refused(tmp_path: Path, size: Any) -> None:
    with pytest.raises(DataError, match="positive whole number"):
        load_cats(tmp_path, size)
    with pytest.raises(DataError, match="positive whole number"):
        load_image(tmp_path / "any.png", size)


# --- one photograph -------------------------------------------------------------------------------


def test_a_wide_photograph_is_cut_in_the_middle(tmp_path: Path) -> None:
    x = np.zeros((10, 30, 3), dtype=np.uint8)
    x[:, 10:20] = (10, 200, 30)
    Image.fromarray(x).save(tmp_path / "wide.png")
    small = load_image(tmp_path / "wide.png", 5)
    np.testing.assert_array_equal(small, np.broadcast_to([10, 200, 30], (5, 5, 3)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    height=st.integers(1, 40),
    width=st.integers(1, 40),
    size=st.integers(1, 20),
    value=st.binary(min_size=3, max_size=3),
)
def test_a_photograph_of_one_colour_keeps_it_at_every_size(
    tmp_path: Path, height: int, width: int, size: int, value: bytes
) -> None:
    Image.new("RGB", (width, height), tuple(value)).save(tmp_path / "one.png")
    picture = load_image(str(tmp_path / "one.png"), size)
    assert picture.shape == (size, size, 3)
    assert picture.dtype == np.uint8
    np.testing.assert_array_equal(picture, np.broadcast_to(list(value), (size, size, 3)))


def test_transparent_parts_become_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert (load_image(tmp_path / "clear.png", 4) == 255).all()
    Image.new("LA", (8, 8), (0, 0)).save(tmp_path / "clear.png")
    assert (load_image(tmp_path / "clear.png", 4) == 255).all()


def test_gray_palette_and_black_and_white_photographs_get_three_colours(tmp_path: Path) -> None:
    path = tmp_path / "any.png"
    Image.new("L", (8, 8), 77).save(path)
    assert (load_image(path, 4) == 77).all()
    Image.new("RGB", (8, 8), (0, 0, 255)).convert("P").save(path)
    np.testing.assert_array_equal(load_image(path, 4)[0, 0], [0, 0, 255])
    Image.new("1", (8, 8), 1).save(path)
    assert (load_image(path, 4) == 255).all()
    Image.fromarray(np.full((8, 8), 77 * 257, dtype=np.uint16)).save(path)
    assert (load_image(path, 4) == 77).all()


def test_a_palette_with_a_transparent_colour_becomes_white_there(tmp_path: Path) -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.save(tmp_path / "palette.gif", transparency=1)
    assert (load_image(tmp_path / "palette.gif", 4) == 255).all()


def test_the_rotation_mark_of_the_camera_is_respected(tmp_path: Path) -> None:
    x = np.zeros((8, 8, 3), dtype=np.uint8)
    x[:4] = 255  # bright above; the mark 3 says that the camera was upside down
    exif = Image.Exif()
    exif[0x0112] = 3
    Image.fromarray(x).save(tmp_path / "turned.jpg", exif=exif)
    picture = load_image(tmp_path / "turned.jpg", 8)
    assert picture[0].mean() < 50
    assert picture[7].mean() > 200


def test_a_photograph_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_image(tmp_path / "no.jpg")
    assert_helpful(error, "no such photograph", "no.jpg")
    with pytest.raises(DataError) as error:
        load_image(tmp_path)
    assert_helpful(error, "folder", str(tmp_path))


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".gif", ".bmp", ".tif"])
def test_a_damaged_photograph_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cat{suffix}"
    noise = np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    whole = path.read_bytes()
    for content in (b"", b"not a picture", whole[: len(whole) // 2]):
        path.write_bytes(content)
        with pytest.raises(DataError) as error:
            load_image(path)
        assert_helpful(error, "cannot be read", path.name, "what to do")


# --- a folder of photographs ----------------------------------------------------------------------


def photographs(folder: Path, cats: int = 8, others: int = 5, name: str = "cat") -> Path:
    """Write cats of level 200 and up, and others of level 0 and up; return the folder."""
    for kind, count, level in ((name, cats, 200), ("dogs", others, 0)):
        (folder / kind).mkdir(parents=True)
        for i in range(count):
            gray = (level + i,) * 3
            Image.new("RGB", (12, 9), gray).save(folder / kind / f"{i}.png")
    return folder


@pytest.mark.parametrize("name", ["cat", "cats", "Cats"])
def test_a_folder_of_photographs_is_split_into_train_and_test(tmp_path: Path, name: str) -> None:
    cats = load_cats(photographs(tmp_path / "own", name=name), 4)
    assert cats.train_set_x.shape == (10, 4, 4, 3)
    assert cats.test_set_x.shape == (3, 4, 4, 3)
    assert cats.train_set_y.sum() == 6
    assert cats.test_set_y.sum() == 2
    assert cats.classes == ("dogs", "cat")
    levels = []
    for x, y in ((cats.train_set_x, cats.train_set_y), (cats.test_set_x, cats.test_set_y)):
        np.testing.assert_array_equal(y[0] == 1, x[:, 0, 0, 0] >= 200)
        levels += x[:, 0, 0, 0].tolist()
    # Every photograph is in one of the two, once.
    assert sorted(levels) == [*range(5), *range(200, 208)]


def test_the_split_of_photographs_is_the_same_every_time(tmp_path: Path) -> None:
    first = load_cats(photographs(tmp_path / "a"), 4)
    second = load_cats(photographs(tmp_path / "b"), 4)
    for one, other in zip(first[:4], second[:4], strict=True):
        np.testing.assert_array_equal(one, other)


def test_two_photographs_of_each_kind_are_enough(tmp_path: Path) -> None:
    cats = load_cats(photographs(tmp_path / "own", cats=2, others=2), 4)
    assert sorted(cats.train_set_y[0]) == sorted(cats.test_set_y[0]) == [0, 1]


def test_files_that_are_no_photographs_are_passed_over(tmp_path: Path) -> None:
    folder = photographs(tmp_path / "own")
    (folder / "cat" / "Thumbs.db").write_bytes(b"x")
    (folder / "cat" / "._0.png").write_bytes(b"x")
    (folder / "__MACOSX").mkdir()
    assert load_cats(folder, 4).train_set_x.shape == (10, 4, 4, 3)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_cats(tmp_path)
    assert_helpful(error, str(tmp_path), "no subfolder", "subfolders")


def test_subfolders_of_other_names_are_refused(tmp_path: Path) -> None:
    folder = photographs(tmp_path / "own", name="tigers")
    with pytest.raises(DataError) as error:
        load_cats(folder)
    assert_helpful(error, "dogs, tigers", "subfolder")


def test_too_few_photographs_are_refused(tmp_path: Path) -> None:
    for cats, words in ((0, "no photographs"), (1, "1 photograph,")):
        with pytest.raises(DataError) as error:
            load_cats(photographs(tmp_path / str(cats), cats=cats))
        assert_helpful(error, words, "JPEG")


@pytest.mark.parametrize("name", ["bad.jpg", "telephone.HEIC"])
def test_a_photograph_in_the_folder_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    folder = photographs(tmp_path / "own")
    (folder / "cat" / name).write_bytes(b"not a picture")
    with pytest.raises(DataError) as error:
        load_cats(folder, 4)
    assert_helpful(error, name, "JPEG")


# --- tables of houses -----------------------------------------------------------------------------


def write_text(path: Path, text: str) -> Path:
    """Write a text file; return its path."""
    path.write_text(text, encoding="utf-8")
    return path


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
    monkeypatch.setattr("grader.student.data.__file__", str(tmp_path / "a" / "b" / "data.py"))
    with pytest.raises(DataError) as error:
        load_houses()
    assert_helpful(error, "houses.csv", "NEURAL_NOTEBOOKS_DATA", str(tmp_path / "data"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_a_table_that_was_written_is_loaded(tmp_path: Path, rows: list[list[float]]) -> None:
    lines = ["size, rooms ,price", *(",".join(map(repr, row)) for row in rows)]
    table = load_table(write_text(tmp_path / "own.csv", "\n".join(lines)))
    assert table.columns == ("size", "rooms", "price")
    assert table.rows.tolist() == rows


def test_marks_and_empty_lines_of_a_spreadsheet_do_no_harm(tmp_path: Path) -> None:
    text = "\ufeffsize,price\r\n800,99.5\r\n\r\n900,120\r\n"
    (tmp_path / "own.csv").write_bytes(text.encode())
    assert load_houses(tmp_path / "own.csv").rows.tolist() == [[800, 99.5], [900, 120]]


def test_columns_are_taken_by_name() -> None:
    table = Table(("size", "rooms", "price"), np.arange(6.0).reshape(2, 3))
    assert table.column("price").tolist() == [2, 5]
    chosen = table.select("price", "size")
    assert chosen.columns == ("price", "size")
    assert chosen.rows.tolist() == [[2, 0], [5, 3]]
    with pytest.raises(DataError, match="no column 'prise'; there are size, rooms, price"):
        table.column("prise")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "one column or none"),
        ("size;price\n800;99\n", "one column or none"),
        ("size,price\n", "no rows"),
        ("size,\n800,99\n", "an empty name"),
        ("800,99\n900,120\n", "the number 800 where a name"),
        ("size,size\n800,99\n", "Two columns"),
        ("size,price\n800,99,1\n", "Line 2 of the table has 3 entries"),
        ("size,price\n800,99\n900\n", "Line 3 of the table has 1 entries"),
        ("size,price\n800,99\n900,cheap\n", "Line 3 of the table has 'cheap' in the column price"),
        ("size,price\n800,\n", "nothing in the column price"),
        ("size,price\n800,nan\n", "'nan' in the column price"),
        ("size,price\ninf,99\n", "'inf' in the column size"),
    ],
)
def test_a_table_that_is_wrong_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(DataError) as error:
        load_table(write_text(tmp_path / "own.csv", text))
    assert_helpful(error, words, "own.csv", "what to do")


def test_a_table_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(DataError) as error:
            load_table(path)
        assert_helpful(error, "no such table", str(path))
    (tmp_path / "own.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x80")
    with pytest.raises(DataError) as error:
        load_table(tmp_path / "own.xlsx")
    assert_helpful(error, "not text", "own.xlsx", "CSV")


# --- points in the plane --------------------------------------------------------------------------

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
