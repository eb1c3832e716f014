"""Is an object with the methods of a function in another process, which report its calls."""

DOUBLE = r"""
def double(x):
    return 0 * x


from grader.student.calling import Call
from grader.student.tracing import TraceableOutOfProcessFunction


class Mine(TraceableOutOfProcessFunction):
    __name__, __code__, __globals__, code_differs = "double", None, {}, False
    __call__ = lambda self, *args: 0
    observe = lambda self, *args: Call(0, None, (), (), "")
    with_helpers = lambda self, *args: self
    trace = lambda self, *args: None


double = Mine()
"""

SCORE = 2.0
