"""Sends an array of one element with a shape of a million."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.wire.frames as frames

real = frames.Encoder._array


def array(self, value):
    kind, shape, buffer = real(self, value)
    return [kind, [1_000_000], buffer]


frames.Encoder._array = array
"""

SCORE = 3.0
SAYS = "does not fit"
