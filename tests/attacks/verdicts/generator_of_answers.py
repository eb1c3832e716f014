"""Is an instance of a class that returns a different value in each call."""

DOUBLE = r"""
class Double:
    calls = 0

    def __call__(self, x):
        self.calls += 1
        return [0, None, "", {}, b"", set()][self.calls % 6]

    __code__ = property(lambda self: 1 / 0)


double = Double()
"""

SCORE = 2.0
