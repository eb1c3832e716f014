"""Alias of `grader.student.experiments.small_networks`.

Notebooks that were handed out before it moved import it from here.
"""

from grader.student.experiments.small_networks import SmallNet, train_small_net

__all__ = ["SmallNet", "train_small_net"]
