"""Alias of `grader.classroom.pages.hide_hidden_tests`.

An ``nbgrader_config.py`` from before it was moved refers to it by this name.
"""

from grader.classroom.pages.hide_hidden_tests import HideHiddenTests

__all__ = ["HideHiddenTests"]
