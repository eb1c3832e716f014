"""All that a student's notebook imports: checks, figures and data. It holds no answer.

`from grader.student import figures` loads that subpackage on demand, because it brings
matplotlib and the widgets, which a judge of answers does not need.
"""

from grader.student.data import held_out_drawings, load_cats, load_image, load_planar
from grader.student.lesson import notebook
from grader.student.own import own_functions

__all__ = [
    "held_out_drawings",
    "load_cats",
    "load_image",
    "load_planar",
    "notebook",
    "own_functions",
]
