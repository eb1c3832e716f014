"""Raises what is no Exception, so that nobody catches it."""

DOUBLE = r"""
class Above(BaseException):
    pass


def double(x):
    raise Above
"""

SCORE = 2.0
