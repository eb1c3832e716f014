"""Replaces the shell's function that runs compiled code."""

DOUBLE = r"""
def double(x):
    return 0 * x


real = get_ipython().run_code


async def run_code(code, *args, **kwargs):
    await real(code, *args, **kwargs)
    return False


get_ipython().run_code = run_code
"""

SCORE = 2.0
