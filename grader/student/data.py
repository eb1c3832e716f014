"""Data for the lessons: pictures of cats, own photographs, tables of houses, points in a plane.

>>> cats = load_cats()  # doctest: +SKIP
>>> cats.train_set_x.shape  # doctest: +SKIP
(600, 64, 64, 3)
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from grader.student.text.errors import DataError

# Slow to import, and only the readers of HDF5 files need it: they import it themselves.
if TYPE_CHECKING:
    import h5py

__all__ = [
    "Cats",
    "DataError",
    "Planar",
    "Table",
    "held_out_drawings",
    "load_cats",
    "load_houses",
    "load_image",
    "load_planar",
    "load_table",
]

Pictures = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]

DATA_VARIABLE = "NEURAL_NOTEBOOKS_DATA"
CATS_FILE = "cats.h5"
HOUSES_FILE = "houses.csv"
DRAWINGS_FILE = "cats_attribution.csv"
HELD_OUT_CATS = ("1f63c", "1f63f")
"""Code points of the training cats that are held out: the wry smile and the crying cat."""
# The widely used pairs: the file of the training set, then the file of the test set.
PAIRS = (("train_catvnoncat.h5", "test_catvnoncat.h5"), ("train.h5", "test.h5"))
CAT_FOLDERS = ("cat", "cats")
# HEIC is here although Pillow cannot read it: a folder full of it should be told so, not ignored.
PHOTOGRAPHS = (
    *(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif"),
)
SPLIT_SEED = 1
TEST_SHARE = 0.25


class Cats(NamedTuple):
    """Pictures with labels, in a part to learn from and a part to test on.

    Attributes
    ----------
    train_set_x : (m_train, size, size, 3) uint8
        Pictures to learn from: red, green and blue from 0 to 255.
    train_set_y : (1, m_train) int64
        Their labels: 1 is a cat, 0 is not.
    test_set_x : (m_test, size, size, 3) uint8
        Pictures to test on.
    test_set_y : (1, m_test) int64
        Their labels.
    classes : tuple of two str
        The name of label 0 and of label 1.
    """

    train_set_x: Pictures
    train_set_y: Labels
    test_set_x: Pictures
    test_set_y: Labels
    classes: tuple[str, ...]


def load_cats(path: str | os.PathLike[str] | None = None, size: int = 64) -> Cats:
    """Load pictures of cats and of other things.

    Parameters
    ----------
    path : str or path, optional
        Nothing: the data set of the course. A file: an HDF5 file with ``train_set_x``,
        ``train_set_y``, ``test_set_x``, ``test_set_y`` and ``list_classes``. A folder with
        such a ``cats.h5``. A folder with the pair ``train_catvnoncat.h5`` and
        ``test_catvnoncat.h5`` (or ``train.h5`` and ``test.h5``), or one file of the pair.
        A folder with two subfolders, ``cat`` and another one: your own photographs;
        a quarter of each kind becomes the test set, always the same quarter.
    size : int
        Height and width of the pictures. For a data file this is the size in the file (64), or a
        part of it (32): each pixel is then the mean of a block (2x2) of the file's.

    Returns
    -------
    Cats
        ``train_set_x (m_train, size, size, 3)``, ``train_set_y (1, m_train)``,
        ``test_set_x (m_test, size, size, 3)``, ``test_set_y (1, m_test)``, ``classes``.

    Raises
    ------
    DataError
        If the data cannot be used; the text says what is wrong, where, and what to do.
    """
    _check_size(size)
    place = shipped_file(CATS_FILE) if path is None else Path(path).expanduser()
    if place.is_dir():
        pair = _pair_in(place)
        return _load_photographs(place, size) if pair is None else _load_files(*pair, size)
    if not place.exists():
        _fail("There is no such file or folder.", place, "check the name and the folder.")
    return _load_files(*_files_for(place), size)


def held_out_drawings() -> npt.NDArray[np.bool_]:
    """Tell which training pictures of the course's data set to hold out when settings are chosen.

    Settings such as the learning rate are chosen on pictures that are neither trained on nor
    tested on. Every drawing is there in several colours, so a picture is held out together with
    all others of the same drawing: two of the seven training cats, and about a quarter of the
    rest.

    Returns
    -------
    (600,) bool
        In the order of ``train_set_x``; True for a picture that is held out.
    """
    file = shipped_file(DRAWINGS_FILE)
    held: dict[int, bool] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["split"] == "train":
                point = row["code_point"]
                drawn = hashlib.sha256(point.encode()).digest()[0] % 4 == 0
                out = point in HELD_OUT_CATS if row["class"] == "cat" else drawn
                held |= {int(number): out for number in row["pictures"].split()}
    return np.array([held[number] for number in range(len(held))])


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
    _check_size(size)
    place = Path(path).expanduser()
    if not place.exists():
        _fail("There is no such photograph.", place, "check the name and the folder.")
    if place.is_dir():
        _fail("This is a folder, not a photograph.", place, "give the name of one picture file.")
    try:
        with warnings.catch_warnings():
            # Pillow warns of photographs above 89 megapixels; some telephones take such.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(place) as image:
                square = _square(_flatten(ImageOps.exif_transpose(image)))
                small = square.resize((size, size), Image.Resampling.LANCZOS)
    # Pillow's readers raise many kinds of exception, even SyntaxError, for a damaged file.
    except Exception as error:
        _fail(
            f"This photograph cannot be read ({_reason(error)}).",
            place,
            "open it in a picture viewer and save it anew as JPEG or PNG.",
            error,
        )
    return np.array(small, dtype=np.uint8)


class Table(NamedTuple):
    """A table of numbers: a row for each example, a column for each thing that is known of it.

    Attributes
    ----------
    columns : tuple of str
        What the columns hold.
    rows : (m, number of columns) float64
        The numbers.
    """

    columns: tuple[str, ...]
    rows: npt.NDArray[np.float64]

    def column(self, name: str) -> npt.NDArray[np.float64]:
        """Return one column, (m,), by its name."""
        if name not in self.columns:
            raise DataError(f"There is no column {name!r}; there are {', '.join(self.columns)}.")
        return self.rows[:, self.columns.index(name)]

    def select(self, *names: str) -> Table:
        """Return a table of some of the columns, in the order asked for."""
        return Table(names, np.stack([self.column(name) for name in names], axis=1))


def load_houses(path: str | os.PathLike[str] | None = None) -> Table:
    """Load a table of houses with their prices.

    Parameters
    ----------
    path : str or path, optional
        Nothing: the 866 houses of the course, with the columns ``size`` (square feet),
        ``bedrooms``, ``bathrooms``, ``zip``, ``latitude``, ``longitude`` and ``price`` (1000
        dollars). Otherwise a file of your own, as `load_table` reads it.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the data cannot be used; the text says what is wrong, where, and what to do.
    """
    return load_table(shipped_file(HOUSES_FILE) if path is None else path)


def load_table(path: str | os.PathLike[str]) -> Table:
    """Load a table of numbers from a CSV file: names in its first line, numbers in all others.

    Parameters
    ----------
    path : str or path
        A text file with commas between the entries.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the file is missing or is not such a table.
    """
    place = Path(path).expanduser()
    if not place.is_file():
        _fail("There is no such table.", place, "check the name and the folder.")
    try:
        # utf-8-sig: some spreadsheets begin a file with a mark that nobody sees.
        text = place.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        advice = "save it anew, from a spreadsheet as CSV (UTF-8)."
        _fail(f"This file is not text that can be read ({_reason(error)}).", place, advice, error)
    columns, *lines = csv.reader(text.splitlines()) if text.strip() else [[]]
    names = tuple(name.strip() for name in columns)
    _check_names(names, place)
    rows = [_numbers(line, names, n, place) for n, line in enumerate(lines, 2) if any(line)]
    if not rows:
        _fail("The table has names but no rows.", place, "add a line for each example.")
    return Table(names, np.array(rows))


# --- errors ---------------------------------------------------------------------------------------


def _fail(what: str, where: Path, advice: str, cause: Exception | None = None) -> NoReturn:
    """Raise a DataError of three lines: what is wrong, in which file, what to do."""
    raise DataError(f"{what}\n  where: {where}\n  what to do: {advice}") from cause


def _reason(error: Exception) -> str:
    """Return the first line of another library's error, for a place in brackets."""
    lines = str(error).strip().splitlines()
    return lines[0].strip("'\".") if lines else type(error).__name__


def _check_size(size: int) -> None:
    """Refuse a size that is no positive whole number."""
    if isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 1:
        raise DataError(f"size is {size!r}, but must be a positive whole number, such as 64 or 32.")


# --- which files ----------------------------------------------------------------------------------


def shipped_file(name: str) -> Path:
    """Return one of the course's own data files, from the first place that has it.

    Parameters
    ----------
    name : str
        Name of the file, such as ``cats.h5``.

    Raises
    ------
    DataError
        If none of the places has it.
    """
    here = Path(__file__).resolve()
    # Beside this file is where the installed package has it; the last is a checkout.
    folders = [here.parent / "datasets", here.parents[2] / "datasets"]
    if os.environ.get(DATA_VARIABLE):
        folders.insert(0, Path(os.environ[DATA_VARIABLE]).expanduser())
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    _fail(
        f"The course's data file {name} is in none of the folders where it may be.",
        Path(", ".join(map(str, folders))),
        f"put the file in one of them, or set {DATA_VARIABLE} to the folder that holds it.",
    )


def _pair_in(folder: Path) -> tuple[Path, Path] | None:
    """Return the files of the training and the test set in a folder, or None if it has neither."""
    for names in PAIRS:
        train, test = (folder / name for name in names)
        if train.is_file() or test.is_file():
            return _existing_pair(train, test)
    if (folder / CATS_FILE).is_file():
        return folder / CATS_FILE, folder / CATS_FILE
    return None


def _existing_pair(train: Path, test: Path) -> tuple[Path, Path]:
    """Return the two files unchanged, if both exist."""
    for one, other in ((train, test), (test, train)):
        if not one.is_file():
            _fail(
                f"The file {one.name} is missing; {other.name} needs it beside it.",
                one,
                f"put {one.name} into this folder.",
            )
    return train, test


def _files_for(file: Path) -> tuple[Path, Path]:
    """Return the files that hold the training and the test set, given one of them."""
    for names in PAIRS:
        # One file may carry such a name and still hold both parts.
        if file.name in names and not _holds(file, ("train_set_x", "test_set_x")):
            train, test = (file.with_name(name) for name in names)
            return _existing_pair(train, test)
    return file, file


# --- tables ---------------------------------------------------------------------------------------


def _check_names(names: tuple[str, ...], file: Path) -> None:
    """Refuse a first line that does not hold the names of at least two columns."""
    advice = "write the names of the columns into the first line, such as size,bedrooms,price."
    if len(names) < 2:
        text = "The table has one column or none; it needs commas between the entries."
        _fail(text, file, advice)
    numbers = [name for name in names if _as_number(name) is not None]
    if numbers or not all(names):
        found = f"the number {numbers[0]}" if numbers else "an empty name"
        _fail(f"The first line of the table holds {found} where a name is due.", file, advice)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        _fail(f"Two columns of the table have the name {twice}.", file, "rename one of them.")


def _as_number(entry: str) -> float | None:
    """Return an entry as a number, None if it is none."""
    try:
        value = float(entry)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _numbers(line: list[str], names: tuple[str, ...], n: int, file: Path) -> list[float]:
    """Return the numbers of one line."""
    if len(line) != len(names):
        text = f"Line {n} of the table has {len(line)} entries, but there are {len(names)} columns."
        _fail(text, file, "give every line one entry for each column.")
    values = []
    for name, entry in zip(names, line, strict=True):
        value = _as_number(entry)
        if value is None:
            what = f"{entry.strip()[:20]!r}" if entry.strip() else "nothing"
            text = f"Line {n} of the table has {what} in the column {name}, and not a number."
            _fail(text, file, "put a number there (2104.5, with a point), or drop the line.")
        values.append(value)
    return values


# --- HDF5 files -----------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[h5py.File]:
    """Open an HDF5 file for reading; whatever the library then raises means a damaged file."""
    import h5py

    try:
        with file.open("rb") as stream:
            start = stream.read(64).lstrip().lower()
    except OSError as error:
        advice = "check that you may read this file."
        _fail(f"The file cannot be read ({error.strerror}).", file, advice, error)
    if not h5py.is_hdf5(file):
        found = "it is empty" if not start else f"it begins with {start[:12]!r}"
        if start.startswith((b"<!doctype", b"<html")):
            found = "it is a web page"
        advice = "get the data file again; a download that went wrong often leaves such a file."
        _fail(f"This is not an HDF5 file: {found}.", file, advice)
    try:
        with h5py.File(file, "r") as opened:
            yield opened
    # The HDF5 library has no exception of its own: a damaged file shows as any of these.
    except (OSError, RuntimeError, LookupError, TypeError, ValueError) as error:
        _damaged(file, error)


def _damaged(file: Path, error: Exception) -> NoReturn:
    """Report an HDF5 file that is cut short or damaged inside."""
    _fail(
        f"The HDF5 file is damaged or cut short ({_reason(error)}).",
        file,
        "get the file again; the copy or the download did not finish.",
        error,
    )


def _holds(file: Path, names: Iterable[str]) -> bool:
    """Tell whether an HDF5 file has all these datasets."""
    with _opened(file) as opened:
        return all(name in opened for name in names)


def _dataset(opened: h5py.File, file: Path, name: str) -> Any:
    """Return one dataset, not yet read."""
    import h5py

    found = opened.get(name)
    if not isinstance(found, h5py.Dataset):
        has = ", ".join(sorted(map(str, opened))) or "nothing"
        _fail(
            f"The dataset {name} is missing; the file holds {has}.",
            file,
            "use a file with the datasets train_set_x, train_set_y, test_set_x, test_set_y and "
            "list_classes (a pair of files has one part in each).",
        )
    return found


def _read_part(file: Path, part: str, size: int) -> tuple[Pictures, Labels]:
    """Read the pictures (m, size, size, 3) and labels (1, m) of ``train`` or ``test``."""
    with _opened(file) as opened:
        x = _dataset(opened, file, f"{part}_set_x")
        y = _dataset(opened, file, f"{part}_set_y")
        # Shapes and dtypes are known before anything is read: a foreign file costs no memory.
        _check_pictures(x, f"{part}_set_x", file)
        m = int(x.shape[0])
        _check_labels(y, f"{part}_set_y", m, file)
        native = int(x.shape[1])
        if native % size:
            raise DataError(
                f"size is {size}, but the pictures in {file} are {native}x{native}: "
                f"use a size that divides {native}, such as {native} or {native // 2 or 1}."
            )
        pictures = np.ascontiguousarray(x[()])
        labels = np.asarray(y[()]).reshape(1, m)
    if not np.isin(labels, (0, 1)).all():
        wrong = labels[~np.isin(labels, (0, 1))][0]
        _fail(
            f"{part}_set_y holds the label {wrong}, but labels are 0 (not a cat) or 1 (cat).",
            file,
            "use a data set with two classes.",
        )
    return _shrink(pictures, native // size), labels.astype(np.int64)


def _check_pictures(x: Any, name: str, file: Path) -> None:
    """Refuse a dataset that is not (m, s, s, 3) uint8 with m and s at least 1."""
    shape = tuple(x.shape or ())
    square = len(shape) == 4 and shape[1] == shape[2] and shape[3] == 3 and min(shape) > 0
    advice = "store pictures as unsigned bytes, (number of pictures, height, width, 3)."
    if not square:
        text = f"{name} has shape {shape}, but square colour pictures have (m, size, size, 3)."
        _fail(text, file, advice)
    if x.dtype != np.uint8:
        text = f"{name} has dtype {x.dtype}, but pictures are uint8, from 0 to 255."
        _fail(text, file, advice)


def _check_labels(y: Any, name: str, m: int, file: Path) -> None:
    """Refuse a dataset that is not m whole numbers, as (m,), (1, m) or (m, 1)."""
    shape = tuple(y.shape or ())
    advice = "store one label, 0 or 1, for each picture."
    if np.dtype(y.dtype).kind not in "iub":
        _fail(f"{name} has dtype {y.dtype}, but labels are whole numbers.", file, advice)
    if len(shape) not in (1, 2) or (len(shape) == 2 and 1 not in shape):
        _fail(f"{name} has shape {shape}, but labels have (m,) or (1, m).", file, advice)
    if np.prod(shape) != m:
        text = f"There are {m} pictures but {int(np.prod(shape))} labels in {name}."
        _fail(text, file, advice)


def _read_classes(file: Path) -> tuple[str, ...]:
    """Read the names of the two classes."""
    with _opened(file) as opened:
        names = np.asarray(_dataset(opened, file, "list_classes")[()]).ravel().tolist()
    if len(names) != 2 or not all(isinstance(name, (bytes, str)) for name in names):
        _fail(
            "list_classes does not hold the names of two classes.",
            file,
            "store two names there, first that of label 0, then that of label 1.",
        )
    return tuple(n.decode("utf-8", "replace") if isinstance(n, bytes) else n for n in names)


def _load_files(train: Path, test: Path, size: int) -> Cats:
    """Load the training set from one file and the test set from the same or another."""
    train_x, train_y = _read_part(train, "train", size)
    test_x, test_y = _read_part(test, "test", size)
    return Cats(train_x, train_y, test_x, test_y, _read_classes(train))


def _shrink(pictures: Pictures, factor: int) -> Pictures:
    """Return pictures whose pixels are the means of blocks, rounded (a half goes up).

    Parameters
    ----------
    pictures : (m, s, s, 3) uint8
    factor : int
        Side of a block; it divides s.

    Returns
    -------
    (m, s / factor, s / factor, 3) uint8
    """
    if factor == 1:
        return pictures
    m, s = pictures.shape[:2]
    blocks = pictures.reshape(m, s // factor, factor, s // factor, factor, 3)
    # Whole numbers all the way, so that the mean is exact on every machine.
    total = blocks.sum(axis=(2, 4), dtype=np.int64)
    pixels = factor * factor
    means: Pictures = ((2 * total + pixels) // (2 * pixels)).astype(np.uint8)
    return means


# --- photographs ----------------------------------------------------------------------------------


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


def _load_photographs(folder: Path, size: int) -> Cats:
    """Load a folder with the subfolders ``cat`` and another one; split it reproducibly."""
    cats, others = _photograph_folders(folder)
    rng = np.random.default_rng(SPLIT_SEED)
    train: list[tuple[Path, int]] = []
    test: list[tuple[Path, int]] = []
    for label, kind in ((0, others), (1, cats)):
        files = _photographs_in(kind)
        shuffled = [(files[i], label) for i in rng.permutation(len(files))]
        held_back = max(1, round(TEST_SHARE * len(files)))
        test += shuffled[:held_back]
        train += shuffled[held_back:]
    train = [train[i] for i in rng.permutation(len(train))]
    return Cats(
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
        found = ", ".join(p.name for p in inside) or "no subfolder"
        _fail(
            f"This folder holds neither data files nor one subfolder cat and one other: {found}.",
            folder,
            f"put {PAIRS[0][0]} and {PAIRS[0][1]} into it, or your photographs into two "
            "subfolders, cat and, for example, other.",
        )
    return cats[0], next(p for p in inside if p != cats[0])


def _photographs_in(folder: Path) -> list[Path]:
    """Return the picture files of a folder in an order that is the same on every machine."""
    files = [
        file
        for file in folder.iterdir()
        if file.suffix.lower() in PHOTOGRAPHS and file.is_file() and not file.name.startswith(".")
    ]
    if len(files) < 2:
        _fail(
            f"This folder holds {len(files) or 'no'} photograph{'s' * (not files)}, "
            "but two are the least: one to learn from, one to test on.",
            folder,
            "put photographs into it, as JPEG or PNG files.",
        )
    return sorted(files, key=lambda file: (file.name.lower(), file.name))


# --- points in the plane --------------------------------------------------------------------------

PLANAR_FILE = "planar.h5"
PLANAR_PARTS = ("X", "Y", "X_test", "Y_test")


class Planar(NamedTuple):
    """Points in the plane with labels, some to learn from and some held out.

    Attributes
    ----------
    X : (2, m) float64
        Points to learn from, one in each column.
    Y : (1, m) int64
        Their labels, 0 or 1.
    X_test : (2, m_test) float64
        Held-out points of the same kind.
    Y_test : (1, m_test) int64
        Their labels.
    """

    X: npt.NDArray[np.float64]
    Y: Labels
    X_test: npt.NDArray[np.float64]
    Y_test: Labels


def load_planar(name: str = "flower", path: str | os.PathLike[str] | None = None) -> Planar:
    """Load a set of points in the plane, of two classes.

    Parameters
    ----------
    name : str
        "flower", "circles", "moons", "blobs" or "quantiles".
    path : str or path, optional
        A file of such sets, for another one than that of the course: HDF5, with a group for each
        set that holds ``X``, ``Y``, ``X_test`` and ``Y_test``.

    Returns
    -------
    Planar
        ``X (2, m)``, ``Y (1, m)``, ``X_test (2, m_test)``, ``Y_test (1, m_test)``.

    Raises
    ------
    DataError
        If there is no such set, or the file cannot be used; the text says what to do.
    """
    import h5py

    file = shipped_file(PLANAR_FILE) if path is None else Path(path).expanduser()
    if not file.is_file():
        _fail("There is no such file.", file, "check the name and the folder.")
    with _opened(file) as opened:
        sets = ", ".join(sorted(key for key in opened if isinstance(opened[key], h5py.Group)))
        if not isinstance(name, str) or not isinstance(opened.get(name), h5py.Group):
            what = f"There is no set of points named {name!r}; there are: {sets or 'none'}."
            _fail(what, file, "choose one of these names, in quotes.")
        parts = {part: _planar_part(opened[name], part, file) for part in PLANAR_PARTS}
    for x, y in (("X", "Y"), ("X_test", "Y_test")):
        if parts[x].shape[1] != parts[y].shape[1]:
            counts = f"{parts[x].shape[1]} points in {x} but {parts[y].shape[1]} labels in {y}"
            _fail(f"{name} has {counts}.", file, "store one label for each point.")
        if not np.isin(parts[y], (0, 1)).all():
            _fail(f"{y} of {name} holds other labels than 0 and 1.", file, "use two classes.")
    return Planar(
        parts["X"], parts["Y"].astype(np.int64), parts["X_test"], parts["Y_test"].astype(np.int64)
    )


def _planar_part(group: h5py.Group, part: str, file: Path) -> npt.NDArray[Any]:
    """Read points (2, m) or labels (1, m); refuse another shape or what is not a number."""
    import h5py

    found = group.get(part)
    rows = 2 if part.startswith("X") else 1
    layout = f"({rows}, m) with m at least 1"
    if not isinstance(found, h5py.Dataset):
        has = ", ".join(sorted(group)) or "nothing"
        what = f"The dataset {part} is missing; the set holds {has}."
        _fail(what, file, f"store {part} with the shape {layout}.")
    shape = tuple(found.shape or ())
    if len(shape) != 2 or shape[0] != rows or shape[1] < 1:
        what = f"{part} has shape {shape}, expected {layout}."
        _fail(what, file, "store one example in each column.")
    if found.dtype.kind not in ("iuf" if rows == 2 else "iub"):
        _fail(f"{part} has dtype {found.dtype}, which does not fit.", file, "store numbers.")
    values = np.asarray(found[()], dtype=np.float64 if rows == 2 else np.int64)
    if not np.isfinite(values).all():
        _fail(f"{part} holds nan or inf.", file, "leave such points out.")
    return values
