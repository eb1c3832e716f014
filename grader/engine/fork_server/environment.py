"""What the zygote finds around it when it starts, chosen by the judge."""

import os
from pathlib import Path
from typing import Final

from grader.engine.sandbox.setup import Setup
from grader.student.data import DATA_VARIABLE
from grader.student.grading_mode import VARIABLE

# Two BLAS threads on a busy machine are ten times slower than one, and a fork copies only one.
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def environment(setup: Setup) -> dict[str, str]:
    """Return all that student code finds in its environment."""
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
    """Return the lists of fonts that matplotlib has made for this account.

    Each is half a second of work.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.environ.get("MPLCONFIGDIR") or f"{caches}/matplotlib"
    return tuple(map(str, Path(folder).glob("fontlist-*.json")))
