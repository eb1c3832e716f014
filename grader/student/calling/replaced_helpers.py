"""Replace a student's helper functions while another exercise is judged.

A training begins with random parameters, so its result has no expected value, and judging only
what is the same for every start ("the cost is low at the end") would miss most mistakes. But a
right training takes its first parameters from the exercise that draws them. So while it is judged
that helper is replaced by one that returns fixed parameters of the given sizes, for the reference,
for the known mistakes and for the student alike. Then every number has an expected value, whatever
seeds a student sets, in whatever order or scale their own helper draws, and after a few iterations
a wrong training shows.

An exercise names the helpers to replace in `Exercise.replaced_helpers`; `REPLACEMENTS` contains
the replacement for each name.
"""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.own_code import is_own_module, is_own_module_code

Array = npt.NDArray[np.float64]
Function = Callable[..., Any]


def replace_globals(function: Function, replacements: Mapping[str, Function]) -> Function:
    """Return a copy of a function that calls other functions under some global names.

    It and all other functions of the same notebook are copied with one changed namespace as their
    globals, so that a helper of the student's own calls the replacements too; so are the modules
    beside the notebook. The notebook itself does not change.
    """
    if isinstance(function, OutOfProcessFunction):
        return function.with_helpers(replacements)
    if not isinstance(function, types.FunctionType):
        return function
    return _Copies(replacements).function(function)


class _Copies:
    """Copies of a student's functions and modules, in which other functions have some names."""

    def __init__(self, replacements: Mapping[str, Function]) -> None:
        self.replacements = replacements
        self.namespaces: dict[int, dict[str, Any]] = {}

    def function(self, original: types.FunctionType) -> types.FunctionType:
        namespace = self.namespace(original.__globals__)
        copy = types.FunctionType(
            original.__code__,
            namespace,
            original.__name__,
            original.__defaults__,
            original.__closure__,
        )
        copy.__kwdefaults__ = original.__kwdefaults__
        copy.__doc__ = original.__doc__
        return copy

    def namespace(self, original: dict[str, Any]) -> dict[str, Any]:
        """Return the copy of a notebook's or a module's names."""
        if id(original) in self.namespaces:
            return self.namespaces[id(original)]
        namespace = self.namespaces[id(original)] = dict(original)
        for name, value in original.items():
            if isinstance(value, types.FunctionType) and (
                value.__globals__ is original or is_own_module_code(value.__code__)
            ):
                namespace[name] = self.function(value)
            elif is_own_module(value):
                namespace[name] = copy = types.ModuleType(value.__name__)
                vars(copy).update(self.namespace(vars(value)))
        namespace.update(self.replacements)
        return namespace


def fixed_weights(rows: int, columns: int, number: int) -> Array:
    """Return weights of moderate size without regularity, the same at every call."""
    i, j = np.indices((rows, columns))
    return np.asarray(np.cos(1.0 + 2.3 * i + 3.7 * j + 1.9 * number))


def _one_hidden_layer(n_x: int, n_h: int, n_y: int, rng: object = None) -> dict[str, Array]:
    return {
        "W1": fixed_weights(n_h, n_x, 1),
        "b1": np.zeros((n_h, 1)),
        "W2": fixed_weights(n_y, n_h, 2),
        "b2": np.zeros((n_y, 1)),
    }


def _any_layers(layer_dims: Sequence[int], rng: object = None) -> dict[str, Array]:
    start: dict[str, Array] = {}
    for number in range(1, len(layer_dims)):
        rows, columns = layer_dims[number], layer_dims[number - 1]
        start[f"W{number}"] = fixed_weights(rows, columns, number)
        start[f"b{number}"] = np.zeros((rows, 1))
    return start


REPLACEMENTS: Mapping[str, Function] = {
    "initialize_parameters": _one_hidden_layer,
    "initialize_parameters_deep": _any_layers,
}
"""The replacement of each helper, by the helper's name."""


class HelperReplacement:
    """A replacement that records whether it has been called."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.called = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the replacement."""
        self.called = True
        return REPLACEMENTS[self.name](*args, **kwargs)


def with_replaced_helpers(
    function: Function, names: Iterable[str]
) -> tuple[Function, tuple[HelperReplacement, ...]]:
    """Return a function that calls replacements of these helpers, and the replacements."""
    spies = tuple(HelperReplacement(name) for name in names)
    if not spies:
        return function, ()
    return replace_globals(function, {spy.name: spy for spy in spies}), spies
