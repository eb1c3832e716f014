"""The figures of week2/vectorization_and_broadcasting."""

from grader.student.figures.week2.vectorization_and_broadcasting.broadcasting import stretched
from grader.student.figures.week2.vectorization_and_broadcasting.tables import (
    one_strip,
    shares,
    sums_along_axes,
)
from grader.student.figures.week2.vectorization_and_broadcasting.timing import (
    lanes,
    loop_and_vectorized,
)

__all__ = [
    "lanes",
    "loop_and_vectorized",
    "one_strip",
    "shares",
    "stretched",
    "sums_along_axes",
]
