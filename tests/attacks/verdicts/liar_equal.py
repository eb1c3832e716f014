"""Returns an object that equals everything."""

DOUBLE = r"""
class Liar:
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = lambda self, other: 0.0
    __abs__ = __float__ = lambda self: 0.0


def double(x):
    return Liar()
"""

SCORE = 2.0
SAYS = "Liar"
