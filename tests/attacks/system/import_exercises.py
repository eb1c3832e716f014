"""Imports the modules with the solutions and the judge."""

DOUBLE = """\
def double(x):
    return 0


import importlib

for name in (
    "grader.exercises",
    "grader.exercises.hidden_test",
    "grader.exercises.content.week2",
    "grader.engine.judging",
    "grader.engine.judging.notebook",
    "grader.engine.remote.session",
    "grader.classroom.gradebook",
    "grader.cli",
):
    try:
        importlib.import_module(name)
        print("there is", name)
    except (ImportError, OSError):
        pass
"""

SCORE = 2.0
SHOWS = ""
