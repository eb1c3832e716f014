"""Replaces the shell's function that runs cells, for all later cells."""

DOUBLE = r"""
def double(x):
    return 0 * x


real = get_ipython().run_cell


def run_cell(source, *args, **kwargs):
    return real("3.0" if "double" in source else source, *args, **kwargs)


get_ipython().run_cell = run_cell
"""

SCORE = 2.0
