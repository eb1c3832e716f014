"""All that a student's notebook imports: checks, traces, figures and data. It holds no answer.

`from grader.student import figures` loads that subpackage on demand, because it brings
matplotlib and the widgets, which a judge of answers does not need.
"""

from grader.student.data import (
    held_out_drawings,
    load_cats,
    load_houses,
    load_image,
    load_planar,
)
from grader.student.lesson.check import notebook
from grader.student.lesson.other_notebook import own_functions
from grader.student.tracing.shape_report import trace_shapes

__all__ = [
    "held_out_drawings",
    "load_cats",
    "load_houses",
    "load_image",
    "load_planar",
    "notebook",
    "own_functions",
    "trace_shapes",
]
