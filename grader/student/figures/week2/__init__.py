"""The figures of the notebooks of week 2: a module or sub-package for each notebook."""

from grader.student.figures.week2 import (
    derivatives_and_graphs,
    logistic_regression,
    vectorization_and_broadcasting,
)

__all__ = ["derivatives_and_graphs", "logistic_regression", "vectorization_and_broadcasting"]
