"""Explanations of the errors that Python and NumPy raise."""

import numpy as np

from grader.student.messages.python_errors import explain_error, shortened
from tests.student.messages.examples.checked import checked, of_body, question, solved, written

_GUFUNC = (
    "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
    "(n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)"
)
_ERRORS = (
    "BdbQuit",
    "EOFError: EOF when reading a line",
    "SystemExit: 1",
    f"ValueError: {_GUFUNC}",
    "ValueError: matmul: Input operand 1 does not have enough dimensions",
    "ValueError: shapes (2,3) and (2,4) not aligned: 3 (dim 1) != 2 (dim 0)",
    "ValueError: operands could not be broadcast together with shapes (2,3) (2,4)",
    "ValueError: non-broadcastable output operand with shape (4,1) doesn't match the broadcast "
    "shape (4,4)",
    "ValueError: could not broadcast input array from shape (4,) into shape (3,)",
    "ValueError: cannot reshape array of size 6 into shape (4,2)",
    "AxisError: axis 1 is out of bounds for array of dimension 1",
    "IndexError: too many indices for array: array is 1-dimensional, but 2 were indexed",
    "IndexError: index 2 is out of bounds for axis 0 with size 2",
    "ValueError: all the input array dimensions except for the concatenation axis must match "
    "exactly",
    "ValueError: The truth value of an array with more than one element is ambiguous.",
    "ValueError: setting an array element with a sequence. The requested array has an "
    "inhomogeneous shape after 1 dimensions.",
    "ValueError: setting an array element with a sequence.",
    "IndexError: invalid index to scalar variable.",
    "TypeError: 'float' object is not subscriptable",
    "IndexError: tuple index out of range",
    "IndexError: only integers, slices (`:`), ellipsis (`...`) are valid indices",
    "TypeError: 'tuple' object is not callable",
    "TypeError: 'str' object is not callable",
    "TypeError: 'float' object cannot be interpreted as an integer",
    "TypeError: '>' not supported between instances of 'tuple' and 'int'",
    "TypeError: tuple indices must be integers or slices, not tuple",
    "AttributeError: 'list' object has no attribute 'shape'",
    "TypeError: 'int' object is not iterable",
    "TypeError: 'tuple' object does not support item assignment",
    "IndexError: boolean index did not match indexed array along axis 0",
    "TypeError: 'int' object is not callable",
    "TypeError: 'function' object is not subscriptable",
    "TypeError: only 0-dimensional arrays can be converted to Python scalars",
    "TypeError: only integer scalar arrays can be converted to a scalar index",
    "TypeError: Cannot interpret '3' as a data type",
    "TypeError: 'numpy.ndarray' object is not callable",
    "AttributeError: 'tuple' object has no attribute 'T'",
    "TypeError: iteration over a 0-d array",
    "TypeError: 'NoneType' object is not subscriptable",
    "ValueError: not enough values to unpack (expected 2, got 1)",
    "TypeError: can't multiply sequence by non-int of type 'float'",
    "UnboundLocalError: cannot access local variable 'a' where it is not associated with a value",
    "TypeError: unsupported operand type(s) for -: 'float' and 'function'",
    "KeyError: 'W3'",
    "NameError: name 'alpha' is not defined",
    "AttributeError: module 'math' has no attribute 'squareroot'",
    "AttributeError: module 'numpy' has no attribute 'zeroes'",
    "AttributeError: 'dict' object has no attribute 'dw'",
    "TypeError: scale() missing 1 required positional argument: 'b'",
    "TypeError: scale() takes 1 positional argument but 2 were given",
    "TypeError: unhashable type: 'numpy.ndarray'",
    "ValueError: math domain error",
    "OverflowError: math range error",
    "ZeroDivisionError: division by zero",
    "RecursionError: maximum recursion depth exceeded",
    "FloatingPointError: divide by zero encountered in log",
)


_SUM = "s = X.sum(axis=1, keepdims=True)\n"
_LOOP = "for i in range(1, X.shape[1]):\n    last = X[:, i:i + 1]\nreturn last"


def _of_def_line(parameters: str, signature: str, **more: object) -> str:
    case = solved({"X": np.ones((2, 3)), **more}, np.ones((2, 1)))
    body = "return X.mean(axis=1, keepdims=True)"
    return checked(written(body, parameters), question([case], signature=signature))


def _dictionary(body: str) -> str:
    case = solved({"X": np.ones(3)}, {"dw": np.ones(3)})
    return checked(written(body), question([case], ("grads",)))


EXAMPLES = {
    "explain_error": lambda: "\n".join(f"{text}\n  {explain_error(text)}" for text in _ERRORS),
    "explain_error-shapes": lambda: of_body("Z = X @ X\nreturn Z"),
    "explain_error-key": lambda: of_body("grads = {}\nreturn grads['W3']"),
    "shortened": lambda: shortened(_GUFUNC),
    "other_case": lambda: of_body("return x.mean(axis=1, keepdims=True)"),
    "imported_under": lambda: of_body("return numpy.mean(X)"),
    "entry_of_that_name": lambda: _dictionary("grads = {'dw': X}\nreturn {'dw': dw}"),
    "function_of_numpy": lambda: of_body("return exp(X)"),
    "unknown_name": lambda: of_body("return q"),
    "unknown_name-similar": lambda: of_body("result = X\nreturn resutl"),
    "uses_notebook_names": lambda: of_body(
        "return W @ X", {"W": np.array([[1.0, 2.0]])}, equations={"A": "(1.2)"}
    ),
    "uses_notebook_names-several": lambda: of_body(
        "return W @ X + b", {"W": np.array([[1.0, 2.0]]), "b": np.ones(1)}
    ),
    "loop_did_not_run": lambda: of_body(_LOOP),
    "branch_did_not_run": lambda: of_body(
        "if X.shape[1] > 1:\n    mean = X.mean(axis=1, keepdims=True)\nreturn mean"
    ),
    "assigned_later": lambda: of_body("total = total + X.sum()\nreturn total"),
    "only_inside": lambda: of_body("return {key: 1 for key in X[0]} and key"),
    "hidden_by_assignment": lambda: of_body("sum = sum(X)\nreturn sum"),
    "hidden_by_assignment-helper": lambda: of_body("mean = mean(X)\nreturn mean", {"mean": abs}),
    "assigned_in_line": lambda: of_body("sum = 0\nreturn sum(X)"),
    "assigned_in_notebook": lambda: of_body("return sum(X)", {"sum": 0}),
    "python_s_own": lambda: of_body("sum = 0\nreturn sum(X)"),
    "function_named": lambda: of_body("mean = 2\nreturn mean(X)", {"mean": abs}),
    "lost_default": lambda: _of_def_line("X, axis", "(X, axis=1)"),
    "parameters_differ": lambda: _of_def_line("A, rate", "(X, axis=1)"),
    "parameters_in_other_order": lambda: _of_def_line("b, X", "(X, b)", b=2.0),
    "compared_by_assert": lambda: of_body(f"{_SUM}assert s.shape == X.shape, 's'\nreturn s"),
    "assert_at_fault": lambda: of_body(f"{_SUM}assert s.shape == X.shape\nreturn s / X.shape[1]"),
    "result_at_fault": lambda: of_body("s = X.mean(axis=1)\nassert s.ndim == 2\nreturn s"),
    "removed_from_numpy": lambda: of_body("return X.astype(np.float)"),
    "removed_from_numpy-method": lambda: of_body("return np.asscalar(X[0, 0])"),
    "removed_from_numpy-nothing": lambda: of_body("return np.get_array_wrap(X)"),
    "function_and_no_method": lambda: of_body("return X.exp()"),
    "no_dictionary": lambda: of_body("return X['W1']"),
}
