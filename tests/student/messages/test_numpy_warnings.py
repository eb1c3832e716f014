"""The explanations fit what NumPy really warns of."""

import warnings

import numpy as np
import pytest

from grader.student.messages.numpy_warnings import explain_warning

HUGE, ZERO, LESS, INF = (np.array([v]) for v in (1e308, 0.0, -1.0, np.inf))


@pytest.mark.parametrize(
    ("act", "part"),
    [
        (lambda: np.exp(np.array([1000.0])), "exp of a number above 709"),
        (lambda: np.sinh(np.array([1000.0])), "sinh of a number above 709"),
        (lambda: np.exp2(np.array([2000.0])), "exp2 never sees a large number"),
        (lambda: HUGE * 1e10, "a product is larger than any float"),
        (lambda: HUGE + HUGE, "a sum is larger than any float"),
        (lambda: np.sum(np.array([1e308, 1e308])), "a sum is larger than any float"),
        (lambda: HUGE**2, "a power is larger than any float"),
        (lambda: np.array([9.0]) ** 999, "is the learning rate too large"),
        (lambda: HUGE / 1e-10, "the divisor is so close to 0"),
        (lambda: np.float64(1e308) * 10, "a float turns to inf"),
        (lambda: np.uint8(200) + np.uint8(100), "a pixel (0 to 255) starts again"),
        (lambda: np.float64(9.0) ** 999, "a power is larger than any float"),
        (lambda: HUGE.astype(np.float32), "Keep float64"),
        (lambda: np.log(ZERO), "log(0) is minus infinity"),
        (lambda: np.log2(ZERO), "log2(0) is minus infinity"),
        (lambda: np.log1p(LESS), "at the end of its range"),
        (lambda: np.array([1.0]) / 0, "divided by exactly 0"),
        (lambda: np.float64(1.0) / 0, "divided by exactly 0"),
        (lambda: ZERO**-1.0, "0 to a negative power"),
        (lambda: np.array([1]) // 0, "divided by exactly 0"),
        (lambda: np.log(LESS), "a negative number has no logarithm"),
        (lambda: np.sqrt(LESS), "no square root"),
        (lambda: LESS**0.3, "to a power that is not whole"),
        (lambda: ZERO / 0, "0 / 0 and inf / inf have no answer"),
        (lambda: np.float64(0.0) / 0, "0 / 0 and inf / inf have no answer"),
        (lambda: ZERO * INF, "0 * inf has no answer"),
        (lambda: INF - INF, "inf - inf has no answer, so NumPy uses nan"),
        (lambda: INF.astype(int), "are no integers"),
        (lambda: np.arccos(INF), "arccos has no answer"),
        (lambda: np.mean(np.ones(0)), "a mean of no numbers"),
        (lambda: np.std(np.ones(1), ddof=1), "the spread of so few numbers"),
        (lambda: np.array([1j]).astype(float), "imaginary part"),
    ],
)
def test_warnings(act, part):
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        act()
    says = explain_warning(str(caught[0].message))
    assert part in says
    assert says[-1] in ".?"
    assert "{" not in says
