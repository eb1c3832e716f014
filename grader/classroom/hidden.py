"""Alias of `grader.classroom.pages.hidden_tests`.

Notebooks that were handed out before it moved import it from here.
"""

from grader.classroom.pages.hidden_tests import HideHiddenTests

__all__ = ["HideHiddenTests"]
