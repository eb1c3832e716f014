"""What the makers of the data sets share: the command line, the check of an archive, the report."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent


class MakerError(Exception):
    """The data set cannot be made; the text says why."""


def verified(archive: Path, sha256: str) -> Path:
    """Return an archive that was fetched, once its sha256 is the expected one."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256:
        raise MakerError(f"{archive} has sha256 {found}, not {sha256}: delete it and try again.")
    return archive


def report(path: Path) -> None:
    """Print the size and the sha256 of a file that was made."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size:,} bytes, sha256 {digest}")


def parser_of(name: str, description: str) -> argparse.ArgumentParser:
    """Return a command line with the option of where the file goes: beside this one, by default."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, default=HERE / name)
    return parser


def run(
    make: Callable[[Path, Path], None],
    name: str,
    description: str,
    kept: str,
    arguments: Sequence[str] | None = None,
) -> int:
    """Run from the command line a maker that fetches what it makes a data set from.

    Parameters
    ----------
    make : function
        Takes the file to write and the folder for what is fetched.
    name : str
        Of the file.
    description : str
    kept : str
        What the folder keeps.
    arguments : sequence of str, optional

    Returns
    -------
    int
        The exit status.
    """
    parser = parser_of(name, description)
    parser.add_argument("--cache", type=Path, help=f"folder that keeps {kept}")
    options = parser.parse_args(arguments)
    try:
        if options.cache is None:
            with tempfile.TemporaryDirectory() as folder:
                make(options.out, Path(folder))
        else:
            options.cache.mkdir(parents=True, exist_ok=True)
            make(options.out, options.cache)
    except MakerError as error:
        print(error, file=sys.stderr)
        return 1
    report(options.out)
    return 0
