"""Rewrites the text of every later cell before it runs."""

SHIFT = r"""
def shift(x):
    return 0 * x


get_ipython().input_transformers_cleanup.append(lambda lines: ["3.0\n"])
"""

SCORE = 3.0
