"""What a student calls in a notebook: `check`, `ready`, `hint`, and functions of another notebook.

`notebook` returns the first three for one notebook; `own_functions` takes functions out of the
student's file of an earlier notebook.
"""

from grader.student.lesson.check import Lesson, NoSuchLesson, load_questions, notebook
from grader.student.lesson.earlier_notebook import OwnNotebookError, own_functions

__all__ = [
    "Lesson",
    "NoSuchLesson",
    "OwnNotebookError",
    "load_questions",
    "notebook",
    "own_functions",
]
