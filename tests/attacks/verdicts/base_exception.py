"""Raises a BaseException, which `except Exception` does not catch."""

DOUBLE = r"""
class Above(BaseException):
    pass


def double(x):
    raise Above
"""

SCORE = 2.0
