"""Makes a sparse file with a size of a terabyte."""

DOUBLE = """\
def double(x):
    return 0


with open("sparse", "wb") as file:
    file.truncate(1 << 40)
"""

SCORE = 2.0
