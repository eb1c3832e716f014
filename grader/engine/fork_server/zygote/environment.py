"""The environment variables of the zygote, and thus of student code."""

import os
from pathlib import Path
from typing import Final

from grader.engine.sandbox.zygote_setup import Setup
from grader.student.data import DATA_VARIABLE
from grader.student.grading_mode import VARIABLE

# On a busy machine two BLAS threads are ten times slower than one, and a fork copies only one.
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def environment(setup: Setup) -> dict[str, str]:
    """Return all environment variables of student code."""
    return {
        **dict.fromkeys(_THREADS, "1"),
        "HOME": setup.home,
        "IPYTHONDIR": f"{setup.home}/ipython",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": setup.home,
        "PATH": "/usr/bin:/bin",
        "TMPDIR": setup.home,
        VARIABLE: "1",
        **({} if setup.data is None else {DATA_VARIABLE: setup.data}),
    }


def font_lists() -> tuple[str, ...]:
    """Return the font lists that Matplotlib has cached for this account.

    Without one, Matplotlib searches the fonts for half a second.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.environ.get("MPLCONFIGDIR") or f"{caches}/matplotlib"
    return tuple(map(str, Path(folder).glob("fontlist-*.json")))
