"""The figures of the notebooks of week 3: a module or sub-package for each notebook."""

from grader.student.figures.week3 import activations, planar_classifier

__all__ = ["activations", "planar_classifier"]
