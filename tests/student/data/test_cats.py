"""Pictures of cats from data files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.student.data import load_cats, load_image
from grader.student.text import DataError
from tests.student.data.small_files import assert_helpful, assert_same, small_set, write, write_pair

pytestmark = pytest.mark.filterwarnings("error")


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
