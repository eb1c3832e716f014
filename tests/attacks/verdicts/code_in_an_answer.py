"""Returns an object that executes code when it is unpickled."""

DOUBLE = r"""
import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/unpickled",)


def double(x):
    return Bomb()
"""

SCORE = 2.0
SAYS = "Bomb"
