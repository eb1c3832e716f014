"""A student's own photographs, one or a folder of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from grader.student.data import load_cats, load_image
from grader.student.text import DataError
from tests.student.data.small_files import assert_helpful

pytestmark = pytest.mark.filterwarnings("error")


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
