"""Attacks by the names and the kinds of the files in a submission, for one class that has all."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

INVALID = os.fsdecode(b"\xe9")
"""A byte that is no UTF-8, as Python lists it."""


@contextmanager
def nested_folders(folder: Path, depth: int, name: str = "d" * 200) -> Iterator[None]:
    """Make folders inside one another, deeper than a path can be long; delete them at the end."""
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=descriptor)
        inner = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
    try:
        yield
    finally:
        # Python's own functions, also those of pytest, delete a tree by recursion.
        subprocess.run(["rm", "-rf", str(folder / name)], check=True)


def _write(*path: str | Path, data: bytes = b"x") -> None:
    whole = Path(*path)
    whole.parent.mkdir(parents=True, exist_ok=True)
    whole.write_bytes(data)


def _folder_of_the_notebook(home: Path) -> None:
    (home / "tiny.ipynb").rename(home / "TINY.ipynb")
    _write(home, "tiny.ipynb", "tiny.ipynb", "file")


def _links(home: Path) -> None:
    (home / "link").symlink_to("/etc/passwd")
    (home / "loop").symlink_to(home)
    (home / "up").symlink_to("../..")
    os.link(home / "tiny.ipynb", home / "hard.txt")


def _special_files(home: Path) -> None:
    for name in ("pipe", "pipe.ipynb", "pipe.zip", "timestamp.txt"):
        os.mkfifo(home / name)
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        # The address of a socket is short.
        os.chdir(home)
        try:
            server.bind("socket")
        finally:
            os.chdir(here)


FILES: Mapping[str, Callable[[Path], None]] = {
    "a folder with the name of the notebook": _folder_of_the_notebook,
    "a long name of bytes that are no text": lambda home: _write(home, INVALID * 120),
    "a folder of bytes that are no text": lambda home: _write(home, INVALID * 250, INVALID * 250),
    "a file and a folder that look the same": lambda home: (
        _write(home, f"a{INVALID}"),
        _write(home, os.fsdecode(b"a\xea"), "file"),
    )[0],
    "a name that is an escape": lambda home: (
        _write(home, f"a{INVALID}"),
        _write(home, "a~e9", "file"),
    )[0],
    "control characters": lambda home: _write(home, "\x1b[2J\n\r", "\x1b]0;title\x07.ipynb"),
    "a backslash": lambda home: _write(home, "..\\..\\up"),
    "links": _links,
    "pipes and a socket": _special_files,
    "the names of our own files": lambda home: (
        _write(home, ".unfinished"),
        _write(home, "executed", "tiny.ipynb"),
        _write(home, "week1.json"),
        _write(home, "week1.part"),
    )[0],
    "the time stamp is a folder": lambda home: _write(home, "timestamp.txt", "tiny.ipynb"),
}
"""What a student adds to the folder with their notebook, by what it is."""

STUDENTS = (
    "week1.unfinished",
    ".week1.unfinished~",
    f"Jos{INVALID}",
    os.fsdecode(b"Jos\xea"),
    "Jos~e9",
    INVALID * 120,
    "x" * 255,
    "x" * 254 + "y",
    "\x1b[31mred",
    "line\nbreak",
    "week1",
    "CON",
    "a\\b",
    "~",
    "~~",
    "..~",
    "<script>alert(1)</script>".replace("/", "_"),
    "=1+1",
)
"""Names of the folders of students; those that begin with a dot are no students."""
