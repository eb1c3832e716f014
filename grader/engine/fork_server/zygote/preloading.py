"""Which modules the zygote imports before it forks, once and not for each job.

Libraries that a course does not use are left out: each would make every fork slower. What the
students' notebooks import is tried in a fork first: a library that fails, or that starts threads,
which a fork would not copy, is imported by each notebook for itself.
"""

import ast
import contextlib
import importlib
import importlib.machinery
import json
import os
import re
import signal
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

_ALWAYS: Final = ("numpy", "numpy.testing", "matplotlib.pyplot", "IPython.display")
_IF_MENTIONED: Final = MappingProxyType(
    {
        "h5py": ("h5py",),
        "ipywidgets": ("ipywidgets",),
        "grader.student": (
            "h5py",
            "ipywidgets",
            "PIL.Image",
            "grader.student",
            "grader.student.figures",
        ),
    }
)


_IMPORT: Final = re.compile(r"^[ \t]*(?:import|from)[ \t][^\n#;]*", re.MULTILINE)
_MOST: Final = 12
"""So many libraries of a course are imported; a notebook seldom needs more."""
_TRY_SECONDS: Final = 20


def libraries_of(course_root: Path) -> tuple[str, ...]:
    """Return the installed libraries that the students' notebooks of a course import.

    Parameters
    ----------
    course_root : Path
        Its notebooks in ``release/`` are read; modules beside them are not meant.
    """
    found: dict[str, None] = {}
    for path in sorted(course_root.glob("release/*/*.ipynb")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            for cell in json.loads(path.read_bytes())["cells"]:
                if cell["cell_type"] == "code":
                    found.update(dict.fromkeys(_imported("".join(cell["source"]))))
    return tuple(filter(_is_library, found))[:_MOST]


def _imported(text: str) -> Iterator[str]:
    """Yield the modules that a cell imports, by their full names."""
    for line in _IMPORT.findall(text):
        with contextlib.suppress(SyntaxError, ValueError):
            for node in ast.parse(line.strip()).body:
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module


def _is_library(name: str) -> bool:
    """Return whether a module is of a package that is installed; nothing is imported."""
    top = name.partition(".")[0]
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    spec = importlib.machinery.PathFinder.find_spec(top, folders)
    return spec is not None and spec.origin is not None and top not in ("grader", "nbgrader")


def harmless(names: Sequence[str]) -> tuple[str, ...]:
    """Return those of some modules that can be imported before a fork.

    This process has no threads. Each module is tried in a fork of it, which ends with the first one
    that fails.
    """
    left = [name for name in names if name not in sys.modules]
    while left:
        pid = os.fork()
        if not pid:
            _try(left)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code == 0:
            return tuple(left)
        if not 0 < code <= len(left):
            # It was ended by a signal, and which module is at fault is not known.
            return ()
        del left[code - 1]
    return ()


def _try(names: Sequence[str]) -> NoReturn:
    """Import modules and exit: with 0, or with the number of the first one that cannot be."""
    code = len(names) + 1
    try:
        signal.alarm(_TRY_SECONDS)
        for code, name in enumerate(names, 1):
            importlib.import_module(name)
            if len(os.listdir("/proc/self/task")) != 1:
                os._exit(code)
        code = 0
    finally:
        # Also after an error, which may be of any kind.
        os._exit(code)


def modules_to_preload(course_root: Path) -> tuple[str, ...]:
    """Return the modules that the notebooks of a course are likely to import, by their names.

    Parameters
    ----------
    course_root : Path
        Its notebooks in ``source/`` are searched for imports; unreadable ones are skipped.
    """
    texts = []
    for path in course_root.glob("source/*/*.ipynb"):
        with contextlib.suppress(OSError):
            texts.append(path.read_bytes())
    found = dict.fromkeys(_ALWAYS)
    for word, modules in _IF_MENTIONED.items():
        if any(word.encode() in text for text in texts):
            found.update(dict.fromkeys(modules))
    return tuple(found)
