"""Imports the modules that know the answers."""

DOUBLE = """\
def double(x):
    return 0


import importlib

for name in ("exercises", "exercises.hidden", "engine.trusted", "engine.remote", "cli"):
    try:
        importlib.import_module("grader." + name)
        print("there is", name)
    except (ImportError, OSError):
        pass
"""

SCORE = 2.0
SHOWS = ""
