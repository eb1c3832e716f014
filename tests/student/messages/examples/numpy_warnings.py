"""Explanations of NumPy's warnings."""

from grader.student.messages.numpy_warnings import explain_warning
from tests.student.messages.examples.checked import of_body

_WARNINGS = {
    "overflow encountered in": (
        "exp",
        "exp2",
        "scalar add",
        "scalar power",
        "square",
        "divide",
        "multiply",
        "matmul",
        "cast",
        "spacing",
    ),
    "divide by zero encountered in": ("log", "log1p", "power", "scalar divide", "floor_divide"),
    "invalid value encountered in": (
        "log",
        "sqrt",
        "scalar power",
        "divide",
        "multiply",
        "subtract",
        "reduce",
        "cast",
        "arccos",
    ),
}
_OTHERS = (
    "Mean of empty slice",
    "Degrees of freedom <= 0 for slice",
    "Conversion of an array with ndim > 0 to a scalar is deprecated",
    "Casting complex values to real discards the imaginary part",
)


def _table() -> str:
    texts = [f"{kind} {name}" for kind, names in _WARNINGS.items() for name in names]
    return "\n".join(f"{text}\n  {explain_warning(text)}" for text in (*texts, *_OTHERS))


EXAMPLES = {
    "explain_warning": _table,
    "explain_warning-right": lambda: of_body(
        "e = np.exp(np.array([1000.0]))\nreturn X.mean(axis=1, keepdims=True)"
    ),
    "explain_warning-wrong": lambda: of_body("s = np.log(0 * X)\nreturn s[:, :1]"),
}
