"""Prints every text that could contain the tests: sources, history, frames."""

DOUBLE = r"""
import inspect
import linecache


def double(x):
    shell = get_ipython()
    print(shell.user_ns.get("In"), [text for text in linecache.cache.values()])
    for frame in inspect.stack():
        print(frame.code_context)
    return 0 * x


print(double(1))
"""

SCORE = 2.0
