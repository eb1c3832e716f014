"""What is wrong with a file of data or a photograph: three lines, what, where, and what to do."""

# Longer than 400 lines: there is a message for each way in which a file can be of no use.

from collections.abc import Sequence
from pathlib import Path

from grader.student.text import printable

_LONGEST_PATH = 300


def _lines(what: str, where: object, advice: str) -> str:
    shown = printable(str(where))
    if len(shown) > _LONGEST_PATH:
        shown = f"{shown[:60]} ... {shown[-60:]}"
    return f"{what}\n  where: {shown}\n  what to do: {advice}"


def wrong_size(size: object) -> str:
    """Say that images have no such size."""
    return f"size is {size!r}, but must be a positive whole number, such as 64 or 32."


# --------------------------------------------------------------------------------- missing files


def _not_there(what: str, path: Path) -> str:
    return _lines(what, path, "check the name and the folder.")


def no_course_file(name: str, folders: Sequence[Path], variable: str) -> str:
    """Say that one of the course's own data files is missing."""
    return _lines(
        f"The course's data file {name} is in none of the folders where it may be.",
        ", ".join(map(str, folders)),
        f"put the file in one of them, or set {variable} to the folder that holds it.",
    )


def no_file(file: Path) -> str:
    """Say that a data file is missing."""
    return _not_there("There is no such file.", file)


def no_file_or_folder(path: Path) -> str:
    """Say that there is neither a data file nor a folder."""
    return _not_there("There is no such file or folder.", path)


def no_table(file: Path) -> str:
    """Say that a CSV file is missing."""
    return _not_there("There is no such table.", file)


def no_photograph(file: Path) -> str:
    """Say that a photograph is missing."""
    return _not_there("There is no such photograph.", file)


def not_a_name(kind: str) -> str:
    """Say that something else was given for the name of a file, such as an array."""
    return _lines(
        f"The name of a file is needed here, but this is {kind}.",
        "the argument in the parentheses",
        'give the name in quotes, such as "my_cat.jpg"; save in a file first what is in none.',
    )


def is_address(address: str) -> str:
    """Say that an address was given for a file."""
    return _lines(
        "This is an address, not the name of a file on this machine.",
        address,
        "download the file, put it beside the notebook, and give its name alone.",
    )


def name_too_long(name: str) -> str:
    """Say that no file can have such a long name."""
    return _lines(
        f"This name is too long to be that of a file: it has {len(name)} characters.",
        name,
        "give the name of a file, not what is in it; rename the file if that is its name.",
    )


def other_of_pair_missing(missing: Path, other: Path) -> str:
    """Say that one of the two files of a data set is missing."""
    return _lines(
        f"The file {missing.name} is missing; {other.name} needs it beside it.",
        missing,
        f"put {missing.name} into this folder.",
    )


# ------------------------------------------------------------------------------------ HDF5 files


def unreadable(file: Path, reason: str | None) -> str:
    """Say that the system does not let a file be read."""
    return _lines(
        f"The file cannot be read ({reason}).", file, "check that you may read this file."
    )


def not_hdf5(file: Path, start: bytes, is_html: bool) -> str:
    """Say that a file is no HDF5 file; `start` holds its first bytes."""
    found = "it is empty" if not start else f"it begins with {start[:12]!r}"
    if is_html:
        found = "it is a web page"
    return _lines(
        f"This is not an HDF5 file: {found}.",
        file,
        "get the data file again; a download that went wrong often leaves such a file.",
    )


def damaged_hdf5(file: Path, reason: str) -> str:
    """Say that an HDF5 file cannot be read to its end."""
    return _lines(
        f"The HDF5 file is damaged or cut short ({reason}).",
        file,
        "get the file again; the copy or the download did not finish.",
    )


def hdf5_in_use(file: Path) -> str:
    """Say that another program has locked an HDF5 file."""
    return _lines(
        "Another program uses the HDF5 file, and lets nobody read it meanwhile.",
        file,
        "close the other program or notebook that has the file open, and try again.",
    )


def no_dataset(file: Path, name: str, there: Sequence[str]) -> str:
    """Say that a file of images lacks one of its parts."""
    return _lines(
        f"The dataset {name} is missing; the file holds {', '.join(there) or 'nothing'}.",
        file,
        "use a file with the datasets train_set_x, train_set_y, test_set_x, test_set_y and "
        "list_classes (a pair of files has one part in each).",
    )


# ---------------------------------------------------------------------------------------- images


def size_does_not_divide(size: int, file: Path, native: int) -> str:
    """Say that the images of a file cannot be shrunk to a size."""
    return (
        f"size is {size}, but the pictures in {file} are {native}x{native}: "
        f"use a size that divides {native}, such as {native} or {native // 2 or 1}."
    )


_BYTES = "store pictures as unsigned bytes, (number of pictures, height, width, 3)."


def images_not_square(file: Path, name: str, shape: tuple[int, ...]) -> str:
    """Say that a dataset does not have the shape of square color images."""
    return _lines(
        f"{name} has shape {shape}, but square color pictures have (m, size, size, 3).",
        file,
        _BYTES,
    )


def images_not_bytes(file: Path, name: str, dtype: object) -> str:
    """Say that the values of images are no unsigned bytes."""
    return _lines(f"{name} has dtype {dtype}, but pictures are uint8, from 0 to 255.", file, _BYTES)


_ONE_LABEL = "store one label, 0 or 1, for each picture."


def labels_not_whole(file: Path, name: str, dtype: object) -> str:
    """Say that labels are no whole numbers."""
    return _lines(f"{name} has dtype {dtype}, but labels are whole numbers.", file, _ONE_LABEL)


def labels_shape(file: Path, name: str, shape: tuple[int, ...]) -> str:
    """Say that labels are neither a list nor a row."""
    return _lines(f"{name} has shape {shape}, but labels have (m,) or (1, m).", file, _ONE_LABEL)


def labels_number(file: Path, name: str, images: int, labels: int) -> str:
    """Say that there is not one label for each image."""
    return _lines(f"There are {images} pictures but {labels} labels in {name}.", file, _ONE_LABEL)


def labels_not_binary(file: Path, name: str, label: object) -> str:
    """Say that a label is neither 0 nor 1."""
    return _lines(
        f"{name} holds the label {label}, but labels are 0 (not a cat) or 1 (cat).",
        file,
        "use a data set with two classes.",
    )


def not_two_classes(file: Path) -> str:
    """Say that the names of the classes are no two names."""
    return _lines(
        "list_classes does not hold the names of two classes.",
        file,
        "store two names there, first that of label 0, then that of label 1.",
    )


# ----------------------------------------------------------------------------------- photographs


def photograph_is_folder(folder: Path) -> str:
    """Say that a folder was given for a photograph."""
    return _lines(
        "This is a folder, not a photograph.", folder, "give the name of one picture file."
    )


def unreadable_photograph(file: Path, reason: str) -> str:
    """Say that a photograph cannot be read."""
    return _lines(
        f"This photograph cannot be read ({reason}).",
        file,
        "open it in a picture viewer and save it anew as JPEG or PNG.",
    )


def photograph_is_device(path: Path) -> str:
    """Say that a device or a pipe was given for a photograph."""
    return _lines("This is no file, but a device or a pipe.", path, "name a picture file.")


def no_image(file: Path, start: bytes) -> str:
    """Say that a file is no image of a known format; `start` holds its first bytes."""
    found = f"it begins with {start[:12]!r}" if start else "it is empty"
    return unreadable_photograph(file, f"it is no picture: {found}")


OTHER_FORMATS = {
    "HEIC": (
        "in the format HEIC, as iPhones take it",
        "save it as JPEG: Export in Preview (macOS), Save as in Photos (Windows). With Settings > "
        "Camera > Formats > Most Compatible an iPhone takes JPEGs.",
    ),
    "raw": ("a camera's raw file", "export it as JPEG, or take the JPEG that lies beside it."),
    "AVIF": ("a picture in the format AVIF", "open it in a browser and save it as PNG."),
    "JXL": ("a picture in the format JPEG XL", "save it anew as JPEG or PNG."),
    "SVG": ("a drawing made of lines (SVG), not of pixels", "export it as PNG."),
    "PDF": ("a document (PDF)", "export the page as PNG, or take a screenshot of it."),
    "PostScript": ("a page for a printer (PostScript)", "export the page as PNG."),
    "film": ("a film", "take a screenshot of one of its pictures."),
    "archive": ("an archive of files", "unpack it, and give the name of a picture in it."),
    "web page": ("a web page", "right-click the picture in the browser, and save it alone."),
}
"""What a file is that is not read, and what to do, by the name of its format."""


def other_format(file: Path, name: str) -> str:
    """Say that a file has a format that is not read."""
    what, advice = OTHER_FORMATS[name]
    return _lines(f"This photograph cannot be read: it is {what}.", file, advice)


def photograph_too_large(file: Path, most: int) -> str:
    """Say that a photograph has too many pixels; `most` is in millions."""
    return _lines(
        f"This photograph has more than {most} million pixels, which is too large.",
        file,
        "make it smaller in a picture viewer; 2000 pixels in width are plenty.",
    )


def photograph_not_finite(file: Path) -> str:
    """Say that an image of floats holds nan or inf."""
    return _lines(
        "This picture holds nan or inf where a brightness is due.",
        file,
        "replace these by numbers before you save it, or save it as JPEG or PNG.",
    )


def wrong_subfolders(folder: Path, there: Sequence[str], pair: Sequence[str]) -> str:
    """Say that a folder is not one with photographs of two kinds."""
    found = ", ".join(there) or "no subfolder"
    return _lines(
        f"This folder holds neither data files nor one subfolder cat and one other: {found}.",
        folder,
        f"put {' and '.join(pair)} into it, or your photographs into two "
        "subfolders, cat and, for example, other.",
    )


def too_few_photographs(folder: Path, count: int) -> str:
    """Say that photographs of one kind do not suffice."""
    return _lines(
        f"This folder holds {count or 'no'} photograph{'s' * (not count)}, "
        "but two are the least: one to learn from, one to test on.",
        folder,
        "put photographs into it, as JPEG or PNG files.",
    )


# ---------------------------------------------------------------------------------------- tables


def no_column(name: str, columns: Sequence[str]) -> str:
    """Say that a table has no column of that name."""
    return f"There is no column {name!r}; there are {', '.join(columns)}."


def not_text(file: Path, reason: str) -> str:
    """Say that a table is no text file."""
    return _lines(
        f"This file is not text that can be read ({reason}).",
        file,
        "save it anew, from a spreadsheet as CSV (UTF-8).",
    )


def no_rows(file: Path) -> str:
    """Say that a table has nothing but the names of its columns."""
    return _lines("The table has names but no rows.", file, "add a line for each example.")


_WRITE_NAMES = "write the names of the columns into the first line, such as size,bedrooms,price."


def one_column(file: Path) -> str:
    """Say that a table has less than two columns."""
    return _lines(
        "The table has one column or none; it needs commas between the entries.",
        file,
        _WRITE_NAMES,
    )


def no_column_name(file: Path, number: str) -> str:
    """Say that the first line holds a number, or nothing (""), in place of a name."""
    found = f"the number {number}" if number else "an empty name"
    return _lines(
        f"The first line of the table holds {found} where a name is due.", file, _WRITE_NAMES
    )


def same_column_name(file: Path, name: str) -> str:
    """Say that two columns have one name."""
    return _lines(f"Two columns of the table have the name {name}.", file, "rename one of them.")


def wrong_number_of_entries(file: Path, line: int, entries: int, columns: int) -> str:
    """Say that a line is too long or too short."""
    return _lines(
        f"Line {line} of the table has {entries} entries, but there are {columns} columns.",
        file,
        "give every line one entry for each column.",
    )


def entry_not_a_number(file: Path, line: int, entry: str, column: str) -> str:
    """Say that an entry is a text, or empty."""
    what = f"{entry.strip()[:20]!r}" if entry.strip() else "nothing"
    return _lines(
        f"Line {line} of the table has {what} in the column {column}, and not a number.",
        file,
        "put a number there (2104.5, with a point), or drop the line.",
    )


# --------------------------------------------------------------------------- points in the plane


def no_set_of_points(file: Path, name: object, there: Sequence[str]) -> str:
    """Say that a file has no set of points of that name."""
    return _lines(
        f"There is no set of points named {name!r}; there are: {', '.join(there) or 'none'}.",
        file,
        "choose one of these names, in quotes.",
    )


def labels_of_points_number(
    file: Path, name: str, parts: tuple[str, str], counts: tuple[int, int]
) -> str:
    """Say that there is not one label for each point; both pairs name the points first."""
    (points, labels), (m, n) = parts, counts
    return _lines(
        f"{name} has {m} points in {points} but {n} labels in {labels}.",
        file,
        "store one label for each point.",
    )


def labels_of_points_not_binary(file: Path, name: str, labels: str) -> str:
    """Say that the labels of points are not 0 and 1 alone."""
    return _lines(f"{labels} of {name} holds other labels than 0 and 1.", file, "use two classes.")


def _shape_of(rows: int) -> str:
    return f"({rows}, m) with m at least 1"


def no_part_of_points(file: Path, part: str, there: Sequence[str], rows: int) -> str:
    """Say that a set of points lacks its points or its labels."""
    return _lines(
        f"The dataset {part} is missing; the set holds {', '.join(there) or 'nothing'}.",
        file,
        f"store {part} with the shape {_shape_of(rows)}.",
    )


def points_shape(file: Path, part: str, shape: tuple[int, ...], rows: int) -> str:
    """Say that points, or their labels, have another shape than (rows, m)."""
    return _lines(
        f"{part} has shape {shape}, expected {_shape_of(rows)}.",
        file,
        "store one example in each column.",
    )


def points_dtype(file: Path, part: str, dtype: object) -> str:
    """Say that points, or their labels, are no numbers."""
    return _lines(f"{part} has dtype {dtype}, which does not fit.", file, "store numbers.")


def points_not_finite(file: Path, part: str) -> str:
    """Say that a coordinate is nan or inf."""
    return _lines(f"{part} holds nan or inf.", file, "leave such points out.")
