"""A student's own photographs: one as a square image, or a folder of them as a data set."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from grader.student.data.files import PAIRED_FILES, check_size, first_line_of
from grader.student.messages import data_files as says
from grader.student.text import DataError

Pictures = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]

CAT_FOLDERS = ("cat", "cats")
# HEIC is here although Pillow cannot read it: a folder full of it should be told so, not ignored.
PHOTOGRAPH_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif"),
)
SPLIT_SEED = 1
TEST_SHARE = 0.25


def load_image(path: str | os.PathLike[str], size: int = 64) -> Pictures:
    """Load one photograph as a square picture.

    The largest square in the middle is cut out and resized. The camera's rotation mark is
    respected; transparent parts become white; gray pictures get three equal colours.

    Parameters
    ----------
    path : str or path
        A picture file: JPEG, PNG, WebP, BMP, GIF, TIFF.
    size : int
        Height and width of the result.

    Returns
    -------
    (size, size, 3) uint8

    Raises
    ------
    DataError
        If the file is missing or is not a picture that can be read.
    """
    check_size(size)
    file = Path(path).expanduser()
    if not file.exists():
        raise DataError(says.no_photograph(file))
    if file.is_dir():
        raise DataError(says.photograph_is_folder(file))
    try:
        with warnings.catch_warnings():
            # Pillow warns of photographs above 89 megapixels; some telephones take such.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                square = _square(_flatten(ImageOps.exif_transpose(image)))
                small = square.resize((size, size), Image.Resampling.LANCZOS)
    # Pillow's readers raise many kinds of exception, even SyntaxError, for a damaged file.
    except Exception as error:
        raise DataError(says.unreadable_photograph(file, first_line_of(error))) from error
    return np.array(small, dtype=np.uint8)


def _flatten(image: Image.Image) -> Image.Image:
    """Return an RGB image of any image, transparent parts on white."""
    if image.mode.startswith("I"):
        # Sixteen bits of gray: Pillow would clip them to white.
        gray = np.clip(np.asarray(image, dtype=np.int64) // 257, 0, 255)
        image = Image.fromarray(gray.astype(np.uint8))
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _square(image: Image.Image) -> Image.Image:
    """Return the largest square in the middle of an image."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def load_photographs(
    folder: Path, size: int
) -> tuple[Pictures, Labels, Pictures, Labels, tuple[str, str]]:
    """Load a folder with the subfolders ``cat`` and another one; split it reproducibly.

    Parameters
    ----------
    folder : Path
    size : int
        Height and width of the images.

    Returns
    -------
    train_set_x : (m_train, size, size, 3) uint8
    train_set_y : (1, m_train) int64
    test_set_x : (m_test, size, size, 3) uint8
    test_set_y : (1, m_test) int64
    classes : tuple of two str
        The name of the other subfolder, and "cat".

    Raises
    ------
    DataError
        If there are other subfolders, or too few photographs in one of them.
    """
    cats, others = _photograph_folders(folder)
    rng = np.random.default_rng(SPLIT_SEED)
    train: list[tuple[Path, int]] = []
    test: list[tuple[Path, int]] = []
    for label, kind in ((0, others), (1, cats)):
        files = _photographs_in(kind)
        shuffled = [(files[i], label) for i in rng.permutation(len(files))]
        test_count = max(1, round(TEST_SHARE * len(files)))
        test += shuffled[:test_count]
        train += shuffled[test_count:]
    train = [train[i] for i in rng.permutation(len(train))]
    return (
        np.stack([load_image(file, size) for file, _ in train]),
        np.array([[label for _, label in train]], dtype=np.int64),
        np.stack([load_image(file, size) for file, _ in test]),
        np.array([[label for _, label in test]], dtype=np.int64),
        (others.name, "cat"),
    )


def _photograph_folders(folder: Path) -> tuple[Path, Path]:
    """Return the subfolder of the cats and the subfolder of the rest."""
    # Archives from a Mac bring a folder __MACOSX with them.
    inside = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))
    cats = [p for p in inside if p.name.lower() in CAT_FOLDERS]
    if len(inside) != 2 or len(cats) != 1:
        found = [path.name for path in inside]
        raise DataError(says.wrong_subfolders(folder, found, PAIRED_FILES[0]))
    return cats[0], next(p for p in inside if p != cats[0])


def _photographs_in(folder: Path) -> list[Path]:
    """Return the image files of a folder in an order that is the same on every machine."""
    files = [
        file
        for file in folder.iterdir()
        if file.suffix.lower() in PHOTOGRAPH_SUFFIXES
        and file.is_file()
        and not file.name.startswith(".")
    ]
    if len(files) < 2:
        raise DataError(says.too_few_photographs(folder, len(files)))
    return sorted(files, key=lambda file: (file.name.lower(), file.name))
