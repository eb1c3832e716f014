"""A student's own photographs, one or a folder of them."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from grader.student.data import load_cats, load_houses, load_image, load_table
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


COLOR = (30, 200, 60)
LAB = (181, 66, 183)
"""The same color; L from 0 to 255, a and b with 128 for 0."""


def in_mode(mode: str) -> Image.Image:
    """One color in each mode that Pillow has, without transparency."""
    whole = Image.new("RGB", (8, 8), COLOR)
    if mode == "LAB":
        # With nothing in the byte that is opacity elsewhere, as Photoshop's files come.
        planes = [Image.new("L", (8, 8), value) for value in LAB]
        return Image.merge("LAB", planes)
    if mode.startswith("I;16"):
        return Image.new(mode, (8, 8), 77 * 257)
    return {
        "P": lambda: whole.quantize(2),
        "PA": lambda: whole.quantize(2).convert("PA"),
        "La": lambda: whole.convert("LA").convert("La"),
        "RGBa": lambda: whole.convert("RGBA").convert("RGBa"),
        "I": lambda: Image.new("I", (8, 8), 77 * 257),
        "F": lambda: Image.new("F", (8, 8), 77 / 255),
    }.get(mode, lambda: whole.convert(mode))()


GRAY = round(0.299 * COLOR[0] + 0.587 * COLOR[1] + 0.114 * COLOR[2])
MODES = {
    **dict.fromkeys(("RGB", "RGBA", "RGBX", "RGBa", "P", "PA", "CMYK", "YCbCr", "HSV"), COLOR),
    **dict.fromkeys(("L", "LA", "La"), (GRAY,) * 3),
    **dict.fromkeys(("I", "F", "I;16", "I;16L", "I;16B", "I;16N"), (77,) * 3),
    "LAB": COLOR,
}


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_the_color_that_it_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    # No file has some of these modes; others come from formats that Pillow only reads.
    (tmp_path / "any.png").write_bytes(b"any")
    monkeypatch.setattr(Image, "open", lambda file: in_mode(mode))
    picture = load_image(tmp_path / "any.png", 4).astype(int)
    assert np.ptp(picture, axis=(0, 1)).max() == 0
    # Palettes have few colors, and LAB and YCbCr whole numbers.
    assert abs(picture[0, 0] - MODES[mode]).max() <= 4


def test_no_mode_of_pillow_is_left_out() -> None:
    known = {*MODES, "1"}
    assert set(Image.MODES) <= known


def test_the_opacity_of_every_mode_that_has_one_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "any.png").write_bytes(b"any")
    half = {
        "LA": Image.new("LA", (8, 8), (0, 128)),
        "La": Image.new("LA", (8, 8), (0, 128)).convert("La"),
        "RGBA": Image.new("RGBA", (8, 8), (0, 0, 0, 128)),
        "RGBa": Image.new("RGBA", (8, 8), (0, 0, 0, 128)).convert("RGBa"),
    }
    for image in half.values():
        monkeypatch.setattr(Image, "open", lambda file, image=image: image)
        assert abs(load_image(tmp_path / "any.png", 4).astype(int) - 127).max() <= 1


def test_a_transparent_gray_of_sixteen_bits_becomes_white(tmp_path: Path) -> None:
    x = np.full((8, 8), 30_000, dtype=np.uint16)
    x[:, 4:] = 10_000
    Image.fromarray(x).save(tmp_path / "gray.png", transparency=10_000)
    picture = load_image(tmp_path / "gray.png", 8)
    assert (picture[:, 0] == round(30_000 / 257)).all()
    assert (picture[:, 7] == 255).all()


def photoshop(mode: int, *planes: int) -> bytes:
    """A file of Photoshop with one value in each plane."""
    size = (8, 8)
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, len(planes), *size, 8, mode)
    return head + bytes(14) + b"".join(bytes([value]) * 64 for value in planes)


def test_lab_of_photoshop_is_not_transparent(tmp_path: Path) -> None:
    (tmp_path / "lab.psd").write_bytes(photoshop(9, *LAB))
    assert abs(load_image(tmp_path / "lab.psd", 4).astype(int) - COLOR).max() <= 4


def scaled(x: np.ndarray, whites: tuple[float, ...]) -> np.ndarray:
    """What the docstring of `load_image` says."""
    black, white = min(0.0, float(x.min())), float(x.max())
    white = next((each for each in whites if white <= each), white)
    return (255 * (x / 2 - black / 2) / (white / 2 - black / 2)).round().astype(int)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    values=st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=2)
    | st.lists(st.floats(0, 1, width=32), min_size=2)
    | st.lists(st.floats(-10, 300, width=32), min_size=2)
    | st.lists(st.integers(-(2**31), 2**31 - 1), min_size=2)
    | st.lists(st.integers(0, 300), min_size=2)
)
def test_floats_and_large_integers_are_scaled_as_documented(
    tmp_path: Path, values: list[float]
) -> None:
    integers = all(isinstance(value, int) for value in values)
    x = np.array(values, dtype=np.int32 if integers else np.float32)
    # One column for each value, so that no pixel is a mean of two.
    image = Image.fromarray(np.repeat(x[:, None], len(x), axis=1))
    assert image.mode == ("I" if integers else "F")
    image.save(tmp_path / "any.tif")
    picture = load_image(tmp_path / "any.tif", len(x))
    whites = (255.0, 65535.0) if integers else (1.0, 255.0, 65535.0)
    np.testing.assert_array_equal(picture[:, 0, 0], scaled(x.astype(np.float64), whites))
    assert (picture == picture[:, :1, :1]).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nan_and_inf_are_refused(tmp_path: Path, value: float) -> None:
    Image.new("F", (8, 8), value).save(tmp_path / "any.tif")
    with pytest.raises(DataError) as error:
        load_image(tmp_path / "any.tif")
    assert_helpful(error, "nan or inf", "any.tif")


def test_the_first_picture_of_an_animation_is_taken(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), (i * 100,) * 3) for i in (2, 1, 0)]
    for suffix in ("gif", "webp", "tif", "png"):
        path = tmp_path / f"film.{suffix}"
        frames[0].save(path, save_all=True, append_images=frames[1:], lossless=True)
        assert abs(load_image(path, 4).astype(int) - 200).max() <= 2


NO_NAMES = {
    "an array": np.zeros((8, 8, 3), np.uint8),
    "an Image": Image.new("RGB", (8, 8)),
    "bytes": b"cat.jpg",
    "None": None,
    "a list": ["cat.jpg"],
    "a number": 3,
    "a StringIO": io.StringIO(),
}
ADDRESSES = [
    "https://example.org/cat.jpg",
    "HTTP://example.org/cat.jpg",
    Path("https://example.org/cat.jpg"),
    "file:///home/me/cat.jpg",
    "ftp://example.org/cat.jpg",
    "data:image/png;base64,AAAA",
]


@pytest.mark.parametrize("load", [load_image, load_cats, load_houses, load_table])
def test_what_is_no_name_of_a_file_is_refused_by_every_loader(
    load: Callable[[Any], object],
) -> None:
    for kind, value in NO_NAMES.items():
        if value is None and load in (load_cats, load_houses):
            continue
        with pytest.raises(DataError) as error:
            load(value)
        assert_helpful(error, kind, "name in quotes")
    for address in ADDRESSES:
        with pytest.raises(DataError) as error:
            load(address)
        assert_helpful(error, "address", "download")
    for name in ("x" * 300, "x/" * 5000, "~nobodyofthisname/cat.jpg", "a\0b", "loop"):
        with pytest.raises(DataError) as error:
            load(name)
        assert_helpful(error, "what to do")
        assert len(str(error.value)) < 600


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        ("a.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0heicmiaf", "Most Compatible"),
        ("a.svg", b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='x'/>", "lines (SVG)"),
        ("a.pdf", b"%PDF-1.7\n", "PDF"),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "PostScript"),
        ("a.jpg", b"\n<!DOCTYPE html>", "web page"),
        ("a.zip", b"PK\x03\x04", "archive"),
        ("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "film"),
        ("a.cr3", b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw"),
        ("a.NEF", b"II*\0\x08\0\0\0", "raw"),
        ("a.jxl", b"\xff\x0a\0\0", "JPEG XL"),
        ("a.jpg", b"", "it is empty"),
        ("a.jpg", b"plain text, and more", "begins with b'plain text, '"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as error:
        load_image(tmp_path / name)
    assert_helpful(error, words, name, "what to do")


def test_a_jpeg_with_the_suffix_of_a_raw_file_is_read(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), (99, 99, 99)).save(tmp_path / "a.nef", "JPEG")
    assert (load_image(tmp_path / "a.nef", 4) == 99).all()


def test_too_many_pixels_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("1", (2000, 2000)).save(tmp_path / "large.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    with pytest.raises(DataError) as error:
        load_image(tmp_path / "large.png")
    assert_helpful(error, "more than 2 million pixels", "large.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(DataError) as error:
        load_image(tmp_path / "pipe.png")
    assert_helpful(error, "pipe", "pipe.png")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\0", b"\xff\xd8\xff"]),
    content=st.binary(max_size=60),
    suffix=st.sampled_from(["png", "jpg", "heic", "nef", "svg"]),
)
def test_any_bytes_give_a_picture_or_an_error_of_ours(
    tmp_path: Path, start: bytes, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(start + content)
    try:
        assert load_image(path, 4).shape == (4, 4, 3)
    except DataError as error:
        assert "what to do" in str(error)


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
