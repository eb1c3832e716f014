"""Replaces the function of the kernel that executes requests."""

DOUBLE = r"""
def double(x):
    return 0 * x


kernel = getattr(get_ipython(), "kernel", None)
if kernel is not None:
    kernel.do_execute = lambda *args, **kwargs: {"status": "ok", "execution_count": 1}
"""

SCORE = 2.0
