"""Searches all folders for the gradebook and hidden tests."""

DOUBLE = """\
def double(x):
    return 0


import os

for folder, _, names in os.walk("/"):
    for name in names:
        if name.endswith((".db", ".ipynb")) or "exercises" in folder:
            try:
                print(name, open(os.path.join(folder, name), "rb").read())
            except OSError:
                pass
print("done")
"""

SCORE = 2.0
SHOWS = "done\n"
HARMS = True
