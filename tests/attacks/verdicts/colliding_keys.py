"""Returns a dictionary whose keys all have the same hash."""

DOUBLE = r"""
def double(x):
    return 0 * x


double = lambda x: {n * (2**61 - 1): 0 for n in range(100_000)}
"""

SCORE = 2.0
