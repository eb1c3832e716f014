"""Functions and generators as plain data, for exercises whose arguments are functions.

A student's `slope(f, a, eps)` must be called with many f, and a case must still be data. So the
functions that cases may pass are objects with parameters, which can be stored and compared. A
generator of random numbers is stored as its seed.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Polynomial:
    """The function c[0] + c[1] a + c[2] a**2 + ... of a number or, element-wise, an array."""

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
class SeededGenerator:
    """The seed of a random number generator; the function that is called gets a new generator."""

    seed: int

    def generator(self) -> np.random.Generator:
        """Return a generator from which no number has been drawn."""
        return np.random.Generator(np.random.PCG64(self.seed))

    def is_unused(self, generator: object) -> bool:
        """Return whether no number has been drawn from a generator with this seed."""
        fresh = self.generator().bit_generator.state
        return isinstance(generator, np.random.Generator) and generator.bit_generator.state == fresh
