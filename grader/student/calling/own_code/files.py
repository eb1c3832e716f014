"""Which code is a student's own: the notebook, and the helper modules beside it.

It is decided by the file that the code was compiled from, since everything else that a function
says of itself (its name, its module) can be assigned.
"""

import functools
import os
import site
import sysconfig
import types
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parents[3]
_LIBRARY_FOLDERS = ("site-packages", "dist-packages")
# Modules of Python without a file, and functions that NumPy generates.
_LIBRARY_TEXTS = ("<frozen ", "<__array_function__")
# Cython gives its functions a path that is relative to where they were compiled.
_CYTHON_SUFFIXES = (".pyx", ".pxd", ".pxi")


def is_own_code(code: types.CodeType) -> bool:
    """Return whether code is the student's: of a cell, or of a module beside the notebook."""
    return _is_own_file(code.co_filename)


def is_own_module_code(code: types.CodeType) -> bool:
    """Return whether code is that of a module beside the notebook, and not of a cell.

    The cells of a notebook have no file; in Jupyter theirs has the notebook's names as globals.
    """
    return not code.co_filename.startswith("<") and _is_own_file(code.co_filename)


def is_own_function(value: object) -> bool:
    """Return whether a value is a function that the student wrote."""
    return isinstance(value, types.FunctionType) and is_own_code(value.__code__)


def is_own_module(value: object) -> bool:
    """Return whether a value is a module that the student wrote."""
    if not isinstance(value, types.ModuleType):
        return False
    path = vars(value).get("__file__")
    return isinstance(path, str) and _is_own_file(path)


@functools.lru_cache(maxsize=4096)
def _is_own_file(path: str) -> bool:
    if path.startswith("<"):
        return not path.startswith(_LIBRARY_TEXTS)
    if path.endswith(_CYTHON_SUFFIXES):
        return False
    if any(part in _LIBRARY_FOLDERS for part in Path(path).parts):
        return False
    return not any(
        each.startswith(root)
        for each in {os.path.abspath(path), os.path.realpath(path)}
        for root in _library_roots()
    )


@functools.cache
def _library_roots() -> tuple[str, ...]:
    """Return the folders of Python, of installed packages and of this package."""
    return tuple(sorted({f"{each.rstrip(os.sep)}{os.sep}" for each in _roots() if each}))


def _roots() -> Iterator[str]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    for path in (*map(sysconfig.get_path, names), site.getusersitepackages(), str(_PACKAGE)):
        yield path
        yield os.path.realpath(path)
