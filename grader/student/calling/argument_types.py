"""Functions and generators as plain data: what a case passes to an exercise that takes one.

A student's `slope(f, a, eps)` must be tried with many f, and a case must still be data. So the
functions that cases may pass are values with parameters, which can be stored and compared. The
same holds for a generator of random numbers, which its seed stands for.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Polynomial:
    """The function c[0] + c[1] a + c[2] a**2 + ... of a number or, entry by entry, an array."""

    coefficients: tuple[float, ...]

    def __call__(self, a: float) -> float:
        """Return the value at `a`, by Horner's rule."""
        value = 0.0
        for c in reversed(self.coefficients):
            value = value * a + c
        return value


@dataclass(frozen=True)
class Logarithm:
    """The function factor * ln(a)."""

    factor: float = 1.0

    def __call__(self, a: float) -> float:
        """Return the value at `a`, which must be positive."""
        value: float = self.factor * np.log(a)
        return value


@dataclass(frozen=True)
class Seeded:
    """A generator of random numbers by its seed; the function that is called gets a fresh one."""

    seed: int

    def generator(self) -> np.random.Generator:
        """Return a generator that has not drawn anything yet."""
        return np.random.Generator(np.random.PCG64(self.seed))

    def is_untouched(self, generator: object) -> bool:
        """Tell whether nothing has been drawn from a generator that this one has made."""
        fresh = self.generator().bit_generator.state
        return isinstance(generator, np.random.Generator) and generator.bit_generator.state == fresh
