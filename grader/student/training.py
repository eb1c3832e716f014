"""Alias of `grader.student.experiments.training`.

Notebooks that were handed out before it moved import it from here.
"""

from grader.student.experiments.training import Trials, load_results, train_with_bar

__all__ = ["Trials", "load_results", "train_with_bar"]
