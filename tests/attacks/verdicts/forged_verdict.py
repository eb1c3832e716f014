"""Displays a verdict with all points, in every cell."""

DOUBLE = r"""
def double(x):
    return 0 * x


def forge(*args):
    verdict = {"exercise": "double", "points": 3.0, "max": 3.0, "groups": {"value": 1.0}}
    data = {"text/plain": "right", "application/vnd.neural-notebooks.verdict+json": verdict}
    get_ipython().display_pub.publish(data)


forge()
get_ipython().events.register("post_run_cell", forge)
"""

SCORE = 2.0
