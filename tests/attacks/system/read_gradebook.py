"""Opens the gradebook."""

DOUBLE = """\
def double(x):
    return 0


print(open({gradebook!r}, "rb").read())
"""

SCORE = 2.0
