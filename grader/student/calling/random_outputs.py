"""Judge random numbers by their distribution, since any seed is right.

A function that draws its result at random has no expected value: `randn` called in another order,
another seed or another generator give other numbers, and all of them are right. So neither the
right result nor that of a known mistake is stored as numbers. What is stored is a `SampleSummary`:
shape, mean, standard deviation and minimum of an array, and whether its rows are equal. Two
summaries are *consistent* if the difference between them may be due to chance. That distinguishes
the mistakes: numbers without their factor 0.01, no negative numbers, zeros, another shape.

An exercise defines what is right in `Contract.drawn`: a `RandomOutput` has the standard deviations
that count as right. It uses the student's numbers alone, so it can also describe what is wrong
with them. A few numbers show little, so an exercise needs one case of some hundred numbers; the
bounds are so wide that a right function fails less than once in a million times.

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
"""By how many standard errors a mean or a standard deviation may be off."""

_MAX_FACTOR = 1.25
"""By which factor a spread may be off: a truncated normal distribution has a smaller one."""

_LARGE_SAMPLE = 30
"""From this size on, mean, spread and "no negative number" are not due to chance."""


@dataclass(frozen=True)
class SampleSummary:
    """Summary statistics of an array of random numbers.

    Attributes
    ----------
    shape : tuple of int
    mean, spread, lowest : float
        `spread` is the standard deviation.
    rows_equal : bool
        Whether there are several rows, all of them equal.
    """

    shape: tuple[int, ...]
    mean: float
    spread: float
    lowest: float
    rows_equal: bool

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(np.prod(self.shape))

    def is_consistent_with(self, other: "SampleSummary") -> bool:
        """Return whether the difference between two summaries may be due to chance."""
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
        center = abs(self.mean - other.mean) <= np.sqrt(2) * error * larger
        spread = larger / min(self.spread, other.spread) <= 1 + error
        return n < _LARGE_SAMPLE or bool(signs and center and spread)


def summarize(array: Array) -> SampleSummary:
    """Return the summary statistics of an array of numbers."""
    values = np.asarray(array, dtype=np.float64)
    if values.size == 0:
        return SampleSummary(values.shape, 0.0, 0.0, 0.0, False)
    rows_equal = values.ndim == 2 and len(values) > 1 and bool((values == values[0]).all())
    mean, spread, lowest = (_few_digits(v) for v in (values.mean(), _spread(values), values.min()))
    return SampleSummary(values.shape, mean, spread, lowest, rows_equal)


def _spread(values: Array) -> float:
    """Return the standard deviation, 0 where all numbers are the same up to rounding."""
    spread = float(np.std(values))
    return 0.0 if spread <= 1e-12 * float(np.abs(values).max()) else spread


def _few_digits(value: float) -> float:
    return float(f"{value:.5g}")


@dataclass(frozen=True)
class RandomOutput:
    """The distribution of an output that is drawn at random around 0.

    Attributes
    ----------
    scales : tuple of float
        Standard deviations that count as right, up to a factor of 1.25 either way. The first is
        the one that messages mention.
    by_inputs : tuple of float
        Numbers c for which a standard deviation of sqrt(c / columns) counts as right as well: the
        columns of a weight matrix are the inputs of its layer.
    inputs_first : bool
        Whether messages mention the first of `by_inputs` instead.
    """

    scales: tuple[float, ...] = ()
    by_inputs: tuple[float, ...] = ()
    inputs_first: bool = False

    def fault(self, array: Array) -> str | None:
        """Describe what is wrong with the numbers of an array, None if nothing is."""
        values = array.astype(np.float64)
        summary, n = summarize(values), values.size
        scales = [*self.scales, *(float(np.sqrt(c / values.shape[-1])) for c in self.by_inputs)]
        if self.inputs_first:
            scales = scales[len(self.scales) :] + scales[: len(self.scales)]
        expected = scales[0]
        if not np.isfinite(values).all():
            return says.not_finite(expected)
        if not values.any():
            return says.all_zeros(expected)
        if n > 1 and summary.spread == 0:
            return says.all_equal(summary.mean, expected)
        if summary.rows_equal:
            return says.equal_rows(expected)
        if n >= _LARGE_SAMPLE and (summary.lowest >= 0 or values.max() <= 0):
            return says.one_sign("negative" if summary.lowest >= 0 else "positive", expected)
        if n >= _LARGE_SAMPLE and abs(summary.mean) > _SIGMAS * summary.spread / np.sqrt(n):
            return says.wrong_mean(summary.mean, expected)
        # Around 0, not around the mean, so that it also applies to a single number.
        spread, room = float(np.sqrt(np.mean(values**2))), 1 + _SIGMAS / np.sqrt(2 * n)
        lowest = 1 / (_MAX_FACTOR * room) if n >= _LARGE_SAMPLE else 0.0
        if not any(lowest * s <= spread <= _MAX_FACTOR * room * s for s in scales):
            return says.wrong_spread(spread, expected)
        return None


def with_summaries(value: Any, is_random: Callable[[str], bool], name: str = "") -> Any:
    """Replace numbers by their summaries, inside dictionaries and sequences too.

    Parameters
    ----------
    value : plain data
    is_random : function
        Takes the key of an array or a float and returns whether to replace it.
    name : str
        The name of `value` itself.
    """
    if isinstance(value, dict):
        return {key: with_summaries(v, is_random, key) for key, v in value.items()}
    if isinstance(value, tuple):
        return tuple(with_summaries(v, is_random, name) for v in value)
    if isinstance(value, float) and is_random(name):
        return summarize(np.asarray(value))
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and is_random(name):
        return summarize(value)
    return value
