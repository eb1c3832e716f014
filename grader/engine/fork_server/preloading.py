"""What the zygote imports before it forks: an import there is paid once, and not for each job.

What a course does not use is left out: each of its libraries would make every fork slower.
"""

import contextlib
from pathlib import Path
from types import MappingProxyType
from typing import Final

_ALWAYS: Final = ("numpy", "numpy.testing", "matplotlib.pyplot", "IPython.display")
_WHERE_MENTIONED: Final = MappingProxyType(
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


def modules_for(course_root: Path) -> tuple[str, ...]:
    """Return the modules that the notebooks of a course are likely to import, by their names.

    Parameters
    ----------
    course_root : Path
        Its ``source/`` is looked through. A notebook that cannot be read mentions nothing.
    """
    texts = []
    for path in course_root.glob("source/*/*.ipynb"):
        with contextlib.suppress(OSError):
            texts.append(path.read_bytes())
    found = dict.fromkeys(_ALWAYS)
    for word, modules in _WHERE_MENTIONED.items():
        if any(word.encode() in text for text in texts):
            found.update(dict.fromkeys(modules))
    return tuple(found)
