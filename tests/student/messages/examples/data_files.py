"""Messages on files of data and photographs."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
from PIL import Image

from grader.student.data import (
    DATA_VARIABLE,
    DataError,
    load_cats,
    load_houses,
    load_image,
    load_planar,
)
from grader.student.messages import data_files
from tests.student.data.small_files import small_set, write, write_pair, write_text

_FILE = Path("data/cats.h5")


def _refused(use: Callable[[Path], object]) -> str:
    """Return the text of the error that is raised for what a student has in a folder "mine"."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        mine = Path("mine")
        mine.mkdir()
        try:
            use(mine)
        except DataError as error:
            return str(error)
    raise AssertionError("nothing was refused")


def _cats(size: int = 8, **changed: object) -> str:
    arrays = {**small_set(), **changed}
    arrays = {name: value for name, value in arrays.items() if value is not None}
    return _refused(lambda folder: load_cats(write(folder / "cats.h5", arrays), size))


def _pair_without_test(folder: Path) -> None:
    write_pair(folder, small_set())
    (folder / "test_catvnoncat.h5").unlink()
    load_cats(folder)


def _bytes(content: bytes) -> str:
    def use(folder: Path) -> None:
        file = folder / "cats.h5"
        file.write_bytes(content)
        load_cats(file)

    return _refused(use)


def _photographs(count: int) -> str:
    def use(folder: Path) -> None:
        for kind in ("cat", "other"):
            (folder / kind).mkdir()
            for number in range(count):
                Image.new("RGB", (8, 8)).save(folder / kind / f"{number}.png")
        load_cats(folder)

    return _refused(use)


def _subfolders(*names: str) -> str:
    def use(folder: Path) -> None:
        for name in names:
            (folder / name).mkdir()
        load_cats(folder)

    return _refused(use)


def _photograph(content: bytes, name: str = "cat.jpg") -> str:
    def use(folder: Path) -> None:
        (folder / name).write_bytes(content)
        load_image(folder / name)

    return _refused(use)


def _many_pixels(folder: Path) -> None:
    most, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, 1_000_000
    try:
        Image.new("1", (2000, 2000)).save(folder / "cat.png")
        load_image(folder / "cat.png")
    finally:
        Image.MAX_IMAGE_PIXELS = most


def _nan(folder: Path) -> None:
    Image.new("F", (8, 8), float("nan")).save(folder / "cat.tif")
    load_image(folder / "cat.tif")


def _table(text: str) -> str:
    return _refused(lambda folder: load_houses(write_text(folder / "houses.csv", text)))


def _points(name: str = "flower", **changed: object) -> str:
    X, Y = np.ones((2, 4)), np.zeros((1, 4), np.int64)
    parts = {"X": X, "Y": Y, "X_test": X, "Y_test": Y, **changed}

    def use(folder: Path) -> None:
        with h5py.File(folder / "planar.h5", "w") as file:
            group = file.create_group("flower")
            for part, value in parts.items():
                if value is not None:
                    group[part] = value
        load_planar(name, folder / "planar.h5")

    return _refused(use)


EXAMPLES = {
    "wrong_size": lambda: _refused(lambda folder: load_cats(folder, size=0)),
    "no_course_file": lambda: data_files.no_course_file(
        "cats.h5", [Path("one"), Path("two")], DATA_VARIABLE
    ),
    "no_file": lambda: _refused(lambda folder: load_planar("flower", folder / "points.h5")),
    "no_file_or_folder": lambda: _refused(lambda folder: load_cats(folder / "cats.h5")),
    "no_table": lambda: _refused(lambda folder: load_houses(folder / "houses.csv")),
    "no_photograph": lambda: _refused(lambda folder: load_image(folder / "cat.jpg")),
    "not_a_name": lambda: _refused(lambda folder: load_image(np.zeros((8, 8, 3)))),
    "not_a_name-opened": lambda: _refused(lambda folder: load_image(Image.new("L", (8, 8)))),
    "is_address": lambda: _refused(lambda folder: load_image("https://example.org/cat.jpg")),
    "name_too_long": lambda: _refused(lambda folder: load_image("cat" * 2000)),
    "other_of_pair_missing": lambda: _refused(_pair_without_test),
    "unreadable": lambda: data_files.unreadable(_FILE, "Permission denied"),
    "not_hdf5": lambda: _bytes(b"nothing of the kind"),
    "not_hdf5-empty": lambda: _bytes(b""),
    "not_hdf5-web_page": lambda: _bytes(b"<!DOCTYPE html>"),
    "damaged_hdf5": lambda: data_files.damaged_hdf5(_FILE, "truncated file"),
    "hdf5_in_use": lambda: data_files.hdf5_in_use(_FILE),
    "no_dataset": lambda: _cats(train_set_y=None),
    "size_does_not_divide": lambda: _cats(size=3),
    "images_not_square": lambda: _cats(train_set_x=np.zeros((6, 8, 4, 3), np.uint8)),
    "images_not_bytes": lambda: _cats(train_set_x=np.zeros((6, 8, 8, 3))),
    "labels_not_whole": lambda: _cats(train_set_y=np.zeros(6)),
    "labels_shape": lambda: _cats(train_set_y=np.zeros((2, 3), np.int64)),
    "labels_number": lambda: _cats(train_set_y=np.zeros(5, np.int64)),
    "labels_not_binary": lambda: _cats(train_set_y=np.full(6, 7)),
    "not_two_classes": lambda: _cats(list_classes=np.array([b"cat"])),
    "photograph_is_folder": lambda: _refused(load_image),
    "unreadable_photograph": lambda: data_files.unreadable_photograph(
        Path("cat.jpg"), "cannot identify image file"
    ),
    "photograph_is_device": lambda: data_files.photograph_is_device(Path("/dev/zero")),
    "no_image": lambda: _photograph(b"nothing of the kind"),
    "no_image-empty": lambda: _photograph(b""),
    "other_format": lambda: _photograph(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "cat.heic"),
    "other_format-web_page": lambda: _photograph(b"<!DOCTYPE html><html>"),
    "photograph_too_large": lambda: _refused(_many_pixels),
    "photograph_not_finite": lambda: _refused(_nan),
    "wrong_subfolders": lambda: _subfolders("cat", "dog", "horse"),
    "wrong_subfolders-none": lambda: _subfolders(),
    "too_few_photographs": lambda: _photographs(1),
    "too_few_photographs-none": lambda: _photographs(0),
    "no_column": lambda: _refused(lambda folder: load_houses().column("garden")),
    "not_text": lambda: data_files.not_text(Path("houses.csv"), "invalid start byte"),
    "no_rows": lambda: _table("size,price\n"),
    "one_column": lambda: _table("size;price\n100;200\n"),
    "no_column_name": lambda: _table("100,200\n300,400\n"),
    "no_column_name-empty": lambda: _table("size,\n300,400\n"),
    "same_column_name": lambda: _table("size,size\n300,400\n"),
    "wrong_number_of_entries": lambda: _table("size,price\n100\n"),
    "entry_not_a_number": lambda: _table("size,price\n100,cheap\n"),
    "entry_not_a_number-empty": lambda: _table("size,price\n100,\n"),
    "no_set_of_points": lambda: _points("spiral"),
    "labels_of_points_number": lambda: _points(Y=np.zeros((1, 3), np.int64)),
    "labels_of_points_not_binary": lambda: _points(Y_test=np.full((1, 4), 2)),
    "no_part_of_points": lambda: _points(Y_test=None),
    "points_shape": lambda: _points(X=np.ones((3, 4))),
    "points_dtype": lambda: _points(Y=np.zeros((1, 4))),
    "points_not_finite": lambda: _points(X=np.full((2, 4), np.nan)),
}
