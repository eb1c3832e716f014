"""The figures of the notebooks of week 4: a module or sub-package for each notebook."""

from grader.student.figures.week4 import cat_classifier, deep_network

__all__ = ["cat_classifier", "deep_network"]
