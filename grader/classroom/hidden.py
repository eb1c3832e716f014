"""Alias of `grader.classroom.pages.hidden_tests`.

An ``nbgrader_config.py`` from before it was moved refers to it by this name.
"""

from grader.classroom.pages.hidden_tests import HideHiddenTests

__all__ = ["HideHiddenTests"]
