"""Whether a notebook is being graded, where the lesson's demonstrations would only take time."""

import os

VARIABLE = "COURSE_GRADING"
"""Environment variable that a grader sets for the kernels it starts."""


def is_graded() -> bool:
    """Return whether this notebook runs in order to be graded.

    The lesson's own figures and long runs are left out then, and the check of an exercise does
    not stop its cell because of another one. A student who sets the variable gets a shorter
    notebook and nothing else: no point depends on it.
    """
    return bool(os.environ.get(VARIABLE))
