"""Which modules the zygote imports before it forks, once and not for each job.

Libraries that a course does not use are left out: each would make every fork slower.
"""

import contextlib
from pathlib import Path
from types import MappingProxyType
from typing import Final

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
