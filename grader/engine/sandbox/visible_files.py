"""Which files of this machine student code can read: the interpreter, libraries, data sets."""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# In the package `grader`: what students have anyway, and what runs in the sandbox.
_PACKAGE_PATHS = (
    "__init__.py",
    "student",
    "engine/__init__.py",
    "engine/remote/__init__.py",
    "engine/remote/wire",
    "engine/remote/own_test.py",
    "engine/remote/records.py",
    "engine/remote/student_server.py",
    "engine/sandbox",
    "engine/fork_server",
)
# Shared libraries, fonts, time zones.
_SYSTEM_PATHS = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share/fonts",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
)
SCRATCH = "/scratch"
"""With namespaces, the only writable folder."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class View:
    """The files and folders that can be read, with their content, except what is hidden.

    Parameters
    ----------
    readable : tuple of str
        Absolute paths; symbolic links are not resolved.
    hidden : tuple of str
        Folders inside of readable ones; readable paths inside of these are visible again.
    """

    readable: tuple[str, ...]
    hidden: tuple[str, ...]

    def as_data(self) -> dict[str, Sequence[str]]:
        """Return the view as plain data, for `View(**data)` in another process."""
        return asdict(self)


def view_of(package: Path, data: Path | None) -> View:
    """Return the view of student code.

    Parameters
    ----------
    package : Path
        The folder of the package `grader`.
    data : Path or None
        The folder of the data sets.
    """
    paths = [
        *_SYSTEM_PATHS,
        *_interpreter_paths(),
        *(str(package / part) for part in _PACKAGE_PATHS),
    ]
    if data is not None:
        paths.append(str(data))
    readable = tuple(_without_nested([path for path in paths if os.path.exists(path)], package))
    # If the package is a checkout, it is not inside of a readable folder.
    hidden = tuple(str(package) for path in readable if _is_inside(str(package), path))
    return View(readable, hidden[:1])


def _interpreter_paths() -> Iterator[str]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    yield from {sysconfig.get_path(name) for name in names}
    library = sysconfig.get_config_var("LIBDIR")
    shared = sysconfig.get_config_var("INSTSONAME")
    if library and shared:
        yield os.path.join(library, shared)
    if sys.flags.no_user_site == 0 and os.path.isdir(site.getusersitepackages()):
        yield site.getusersitepackages()


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _without_nested(paths: Iterable[str], package: Path) -> Iterator[str]:
    """Leave out paths inside of others; not those of the package, which is hidden."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        # Links are resolved: one may lead from inside a folder to somewhere else.
        real = os.path.realpath(path)
        inside = any(_is_inside(real, os.path.realpath(each)) for each in kept)
        if not inside or _is_inside(path, str(package)):
            kept.append(path)
    return iter(kept)


def visible_files(view: View) -> Iterator[str]:
    """Return the paths for Landlock, which can allow paths but cannot hide parts of them.

    A folder that contains a hidden one is replaced by its content.
    """
    for path in view.readable:
        yield from _visible_parts(path, view)


def _visible_parts(path: str, view: View) -> Iterator[str]:
    if path in view.hidden:
        return
    if not any(_is_inside(each, path) for each in view.hidden):
        yield path
        return
    for name in os.listdir(path):
        yield from _visible_parts(os.path.join(path, name), view)
