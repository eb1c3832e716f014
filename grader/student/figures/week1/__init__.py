"""The figures of the notebooks of week 1: a module or sub-package for each notebook."""

from grader.student.figures.week1 import first_neuron

__all__ = ["first_neuron"]
