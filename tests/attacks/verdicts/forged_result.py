"""Shows the number of points itself, as the result of every cell."""

DOUBLE = r"""
def double(x):
    return 0 * x


get_ipython().events.register("post_run_cell", lambda result: get_ipython().displayhook(3.0))
get_ipython().displayhook(3.0)
"""

SCORE = 2.0
