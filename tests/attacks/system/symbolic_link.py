"""Reads the gradebook through symbolic links, and by a relative path out of its folder."""

DOUBLE = """\
def double(x):
    return 0


import os

for number, target in enumerate(({gradebook!r}, "../" * 20 + {gradebook!r}, "/proc/1/cwd")):
    try:
        os.symlink(target, f"link{number}")
        print(open(f"link{number}", "rb").read())
    except OSError:
        print("refused")
"""

SCORE = 2.0
SHOWS = "refused\nrefused\nrefused\n"
