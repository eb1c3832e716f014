"""A student's own photographs: one as a square image, or a folder of them as a data set."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from grader.student.data.files import PAIRED_FILES, check_size, first_line_of, path_of
from grader.student.data.image_formats import first_bytes, message, unsupported_format
from grader.student.messages import data_files as says
from grader.student.text import DataError

Pictures = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]

CAT_FOLDERS = ("cat", "cats")
_WHITE_OF_16_BITS = 65535.0
# HEIC is here although Pillow cannot read it: a folder full of it should be told so, not ignored.
PHOTOGRAPH_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif", ".avif"),
)
SPLIT_SEED = 1
TEST_SHARE = 0.25


def load_image(path: str | os.PathLike[str], size: int = 64) -> Pictures:
    """Load one photograph as a square picture.

    The largest square in the middle is cut out and resized. The camera's rotation mark is
    respected; transparent parts become white; gray pictures get three equal colours. Of a file
    with several pictures, such as an animation, the first is taken.

    Numbers beyond bytes are scaled. With 16 bits, white is 65535. With 32 bits, and for floats,
    white is the first of 1 (floats only), 255 and 65535 that no value is above, else the largest
    value; black is 0, or the smallest value if that is below 0.

    Parameters
    ----------
    path : str or path
        A picture file: JPEG, PNG, WebP, BMP, GIF, TIFF and others; not HEIC.
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
    file, start = _image_file(path)
    try:
        with warnings.catch_warnings():
            # Pillow warns of photographs above 89 megapixels; some telephones take such.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                square = _square(_flatten(ImageOps.exif_transpose(image), file))
                small = square.resize((size, size), Image.Resampling.LANCZOS)
    except DataError:
        raise
    except UnidentifiedImageError as error:
        raise DataError(message(file, start)) from error
    except Image.DecompressionBombError as error:
        most = 2 * (Image.MAX_IMAGE_PIXELS or 0) // 10**6
        raise DataError(says.photograph_too_large(file, most)) from error
    # Pillow's readers raise many kinds of exception, even SyntaxError, for a damaged file.
    except Exception as error:
        raise DataError(says.unreadable_photograph(file, first_line_of(error))) from error
    return np.array(small, dtype=np.uint8)


def _image_file(path: str | os.PathLike[str]) -> tuple[Path, bytes]:
    """Return a file that may be an image, and its first bytes."""
    file = path_of(path)
    if not file.exists():
        raise DataError(says.no_photograph(file))
    if file.is_dir():
        raise DataError(says.photograph_is_folder(file))
    if not file.is_file():
        # Reading a pipe might never end.
        raise DataError(says.photograph_is_device(file))
    try:
        start = first_bytes(file)
    except OSError as error:
        raise DataError(says.unreadable(file, error.strerror)) from error
    if unsupported_format(file, start) in ("PostScript", "raw"):
        # Pillow would start another program for the one, and show a tiny preview of the other.
        raise DataError(message(file, start))
    return file, start


def _flatten(image: Image.Image, file: Path) -> Image.Image:
    """Return an RGB image of any image, transparent parts on white."""
    if image.mode.startswith(("I", "F")):
        return _gray(image, file).convert("RGB")
    if image.mode == "La":
        # Its color is multiplied by the opacity; Pillow makes nothing else of it.
        image = image.convert("LA")
    if image.mode not in ("LA", "PA", "RGBA", "RGBa") and "transparency" not in image.info:
        # Not by way of RGBA: the fourth byte of a pixel in LAB means nothing.
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _gray(image: Image.Image, file: Path) -> Image.Image:
    """Return an image of bytes of one whose values are floats, or integers of 16 or 32 bits."""
    x = np.asarray(image, dtype=np.float64)
    if not np.isfinite(x).all():
        raise DataError(says.photograph_not_finite(file))
    black, white = min(0.0, x.min()), x.max()
    if image.mode.startswith("I;16"):
        white = _WHITE_OF_16_BITS
    else:
        usual = (1.0, 255.0, _WHITE_OF_16_BITS)[image.mode == "I" :]
        white = next((each for each in usual if white <= each), white)
    # Halved, since a difference of two floats may be larger than the largest float.
    shares = (x / 2 - black / 2) / (white / 2 - black / 2)
    gray = np.rint(255 * shares).astype(np.uint8)
    # In PNG one gray may stand for what is transparent.
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        gray[x == transparent] = 255
    return Image.fromarray(gray)


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
