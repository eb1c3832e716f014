"""Returns a number of a subclass of float that equals everything."""

DOUBLE = r"""
class Liar(float):
    __eq__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: Liar(0)
    __hash__ = float.__hash__


def double(x):
    return Liar(0)
"""

SCORE = 2.0
