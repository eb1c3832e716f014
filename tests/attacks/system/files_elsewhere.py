"""Has files with paths that lead out of the folder."""

DOUBLE = """\
def double(x):
    return 0


import os

print(sorted(os.listdir(".")))
"""

SCORE = 2.0
FILES = {"../evil.py": "x", "/etc/evil": "x", "a/../../evil": "x", "notes.txt": "mine"}
HARMS = True
