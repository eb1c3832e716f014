"""Returns a list that nests a hundred thousand deep."""

DOUBLE = r"""
def double(x):
    found = []
    for _ in range(100_000):
        found = [found]
    return found
"""

SCORE = 2.0
