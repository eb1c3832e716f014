"""Random numbers, judged by what can be said of them without knowing which ones were drawn.

A function that draws its result at random has no expected value: `randn` called in another order,
another seed or another generator give other numbers, and all of them are right. So neither the
right answer nor that of a known mistake is stored as numbers. What is stored is a `Draw`: shape,
mean, spread and lowest number of an array, and whether its rows are equal. Two draws are *alike*
if chance may well have made the difference between them. That names the mistakes: numbers without
their factor 0.01, numbers of which none is negative, zeros, another shape.

What is right is said by the exercise, in `Contract.drawn`: a `Drawn` gives the spreads that count
as right. It looks at the student's numbers alone, so that it can also say what is the matter with
them. Of few numbers little can be said, so an exercise needs one case of some hundred numbers;
the bounds leave so much room that a right function fails less than once in a million times.

Functions that only *start* from random numbers, such as a whole training, are judged in another
way: see `grader.student.calling.replaced_helpers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.student.messages import wrong_values as says

Array = npt.NDArray[Any]

_SIGMAS = 6.0
"""By how many standard errors a mean or a spread may be off before it is called wrong."""

_EITHER_WAY = 1.25
"""By which factor a spread may be off: a normal distribution that is cut off loses some."""

_ENOUGH = 30
"""From so many numbers on, mean, spread and "no negative one among them" are no accident."""


@dataclass(frozen=True)
class Draw:
    """What is kept of an array of random numbers.

    Attributes
    ----------
    shape : tuple of int
    mean, spread, lowest : float
        `spread` is the standard deviation.
    rows_equal : bool
        Whether there are several rows, and all are the same.
    """

    shape: tuple[int, ...]
    mean: float
    spread: float
    lowest: float
    rows_equal: bool

    @property
    def size(self) -> int:
        """How many numbers there were."""
        return int(np.prod(self.shape))

    def is_like(self, other: "Draw") -> bool:
        """Tell whether chance alone may make the difference between two draws."""
        if self.shape != other.shape or self.rows_equal != other.rows_equal:
            return False
        if self.size == 1:
            return (self.mean == 0) == (other.mean == 0)
        larger = max(self.spread, other.spread)
        if min(self.spread, other.spread) <= 1e-9 * larger or not np.isfinite(larger):
            return self.spread == other.spread and bool(np.isclose(self.mean, other.mean))
        n = self.size // self.shape[0] if self.rows_equal else self.size
        error = _SIGMAS / np.sqrt(max(n - 1, 1))
        signs = (self.lowest < 0) == (other.lowest < 0)
        centre = abs(self.mean - other.mean) <= np.sqrt(2) * error * larger
        spread = larger / min(self.spread, other.spread) <= 1 + error
        return n < _ENOUGH or bool(signs and centre and spread)


def draw_of(array: Array) -> Draw:
    """Return what is to be kept of an array of numbers."""
    values = np.asarray(array, dtype=np.float64)
    if values.size == 0:
        return Draw(values.shape, 0.0, 0.0, 0.0, False)
    rows_equal = values.ndim == 2 and len(values) > 1 and bool((values == values[0]).all())
    mean, spread, lowest = (_few_digits(v) for v in (values.mean(), _spread(values), values.min()))
    return Draw(values.shape, mean, spread, lowest, rows_equal)


def _spread(values: Array) -> float:
    """Return the standard deviation, 0 where all numbers are the same up to rounding."""
    spread = float(np.std(values))
    return 0.0 if spread <= 1e-12 * float(np.abs(values).max()) else spread


def _few_digits(value: float) -> float:
    return float(f"{value:.5g}")


@dataclass(frozen=True)
class Drawn:
    """What counts as right for an output that is drawn at random around 0.

    Attributes
    ----------
    scales : tuple of float
        Standard deviations that count as right, up to a factor of 1.25 either way. The first is
        the one that messages speak of.
    by_inputs : tuple of float
        Numbers c for which a standard deviation of sqrt(c / columns) counts as right as well: the
        columns of a weight matrix are the inputs of its layer.
    inputs_first : bool
        Whether messages speak of the first of `by_inputs` instead.
    """

    scales: tuple[float, ...] = ()
    by_inputs: tuple[float, ...] = ()
    inputs_first: bool = False

    def fault(self, array: Array) -> str | None:
        """Say what is wrong with the numbers of an array, None where nothing is."""
        values = array.astype(np.float64)
        draw, n = draw_of(values), values.size
        scales = [*self.scales, *(float(np.sqrt(c / values.shape[-1])) for c in self.by_inputs)]
        if self.inputs_first:
            scales = scales[len(self.scales) :] + scales[: len(self.scales)]
        asked = scales[0]
        if not np.isfinite(values).all():
            return says.not_finite(asked)
        if not values.any():
            return says.all_zeros(asked)
        if n > 1 and draw.spread == 0:
            return says.all_equal(draw.mean, asked)
        if draw.rows_equal:
            return says.equal_rows(asked)
        if n >= _ENOUGH and (draw.lowest >= 0 or values.max() <= 0):
            return says.one_sign("negative" if draw.lowest >= 0 else "positive", asked)
        if n >= _ENOUGH and abs(draw.mean) > _SIGMAS * draw.spread / np.sqrt(n):
            return says.wrong_mean(draw.mean, asked)
        # About 0, not about the mean: so it also says something of a single number.
        spread, room = float(np.sqrt(np.mean(values**2))), 1 + _SIGMAS / np.sqrt(2 * n)
        lowest = 1 / (_EITHER_WAY * room) if n >= _ENOUGH else 0.0
        if not any(lowest * s <= spread <= _EITHER_WAY * room * s for s in scales):
            return says.wrong_spread(spread, asked)
        return None


def as_draws(value: Any, wanted: Callable[[str], bool], name: str = "") -> Any:
    """Replace the numbers whose name is wanted by draws, all through dictionaries and sequences.

    Parameters
    ----------
    value : plain data
    wanted : function
        Takes the key under which an array or a float stands and tells whether to replace it.
    name : str
        The name of `value` itself.
    """
    if isinstance(value, dict):
        return {key: as_draws(v, wanted, key) for key, v in value.items()}
    if isinstance(value, tuple):
        return tuple(as_draws(v, wanted, name) for v in value)
    if isinstance(value, float) and wanted(name):
        return draw_of(np.asarray(value))
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and wanted(name):
        return draw_of(value)
    return value
