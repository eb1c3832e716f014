"""Gives itself the methods of a function in another process, which report how it went."""

DOUBLE = r"""
def double(x):
    return 0 * x


from grader.student.calling.calls import Call
from grader.student.calling.out_of_process import OutOfProcessFunction


class Mine(OutOfProcessFunction):
    __name__, __code__, __globals__, disguised = "double", None, {}, False
    __call__ = lambda self, *args: 0
    observe = lambda self, *args: Call(0, None, (), (), "")
    with_helpers = lambda self, *args: self
    follow = lambda self, *args: None


double = Mine()
"""

SCORE = 2.0
