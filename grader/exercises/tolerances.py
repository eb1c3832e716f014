"""How exact a result can be required to be: what rounding alone may change in it.

People compute in other orders than the reference, in single precision, and with a small number
added where a logarithm or a quotient could be infinite. How far that moves a result depends on
the formula and on the numbers: a sum in which large terms cancel moves much, a product little. So
it is measured, on the reference, by moving the arguments as far as single precision rounds them.
"""

from collections.abc import Callable, Mapping

import numpy as np

from grader.student.calling import Plain
from grader.student.checking import TOLERANCE, Contract, as_numbers, compare

_UNIT = 2.0**-23
_LAST_BITS = 2.0**-50
"""Processors and versions of NumPy differ by so much in exp, in log and in the order of a sum."""

_TIMES, _SAFETY = 3, 8
"""So often the arguments are moved, and by this factor a result may move farther."""

_STEPS = (1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4)
"""Few values, so that no processor's last bit changes a stored one; and none beyond the last, so
that no wrong value hides in a sum that cancels."""


def perturbed(value: Plain, rng: np.random.Generator) -> Plain:
    """Return plain data whose floats are off by up to one unit of single precision."""
    return _changed(value, lambda floats: 1 + _UNIT * rng.uniform(-1, 1, size=floats.shape))


def perturbed_by_last_bits(value: Plain) -> Plain:
    """Return plain data whose floats are off by as much as two processors may differ.

    What was equal stays equal.
    """
    return _changed(value, lambda floats: np.float64(1 + _LAST_BITS))


def _changed(value: Plain, factor: Callable[[np.ndarray], np.ndarray | np.float64]) -> Plain:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * factor(value)
    if isinstance(value, float):
        return value * float(factor(np.asarray(value)))
    if isinstance(value, dict):
        return {key: _changed(v, factor) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_changed(v, factor) for v in value)
    return value


def _moves(expected: Plain, other: object, contract: Contract) -> dict[str, float]:
    """Return for each output how far it has moved, relative to its largest number."""
    found = {}
    for name, compared in compare(expected, other, contract).items():
        want, have = as_numbers(compared.expected), as_numbers(compared.got)
        if want is None or have is None or want.shape != have.shape or want.dtype.kind != "f":
            continue
        scale = float(np.abs(want).max()) if want.size else 0.0
        if scale > 0 and np.isfinite(want).all() and np.isfinite(have).all():
            found[name] = float(np.abs(have - want).max()) / scale
    return found


def tolerances(
    reference: Callable[[Mapping[str, Plain]], Plain],
    arguments: Mapping[str, Plain],
    expected: Plain,
    contract: Contract,
) -> dict[str, float]:
    """Return the tolerances of those outputs that need more than the contract gives.

    Parameters
    ----------
    reference : callable
        Takes arguments, returns the part of the reference's value that is judged.
    arguments, expected : plain data
        One case, and its expected value.

    Returns
    -------
    dict of str to float
        Relative tolerance by the name of the output.
    """
    found: dict[str, float] = {}
    rng = np.random.default_rng(0)
    for _ in range(_TIMES):
        other = reference({name: perturbed(value, rng) for name, value in arguments.items()})
        for name, size in _moves(expected, other, contract).items():
            found[name] = max(found.get(name, 0.0), _SAFETY * size)
    required = {
        name: next((step for step in _STEPS if size <= step), _STEPS[-1])
        for name, size in found.items()
    }
    least = {name: contract.tolerance.get(name, TOLERANCE) for name in required}
    return {name: step for name, step in required.items() if step > least[name]}
