"""All that a student's notebook imports: checks, traces, figures and data. It holds no answer.

`from grader.student import figures` loads that subpackage on demand, because it brings
matplotlib and the widgets, which a judge of answers does not need.
"""

from grader.student.data import load_cats, load_houses, load_image, load_planar
from grader.student.lesson import notebook
from grader.student.trace import trace_shapes

__all__ = [
    "load_cats",
    "load_houses",
    "load_image",
    "load_planar",
    "notebook",
    "trace_shapes",
]
