"""Functions of one variable, and cases that several exercises share."""

from collections.abc import Sequence

from grader.exercises.exercise import Case, Rng
from grader.student.calling import Logarithm, Polynomial


def random_number(rng: Rng, low: float = 0.4, high: float = 2.2) -> float:
    """Draw a number of either sign that is not close to 0, with two decimals."""
    return round(float(rng.uniform(low, high) * rng.choice([-1, 1])), 2)


def random_polynomial(rng: Rng, degree: int) -> Polynomial:
    """Draw a polynomial of a degree."""
    return Polynomial(tuple(random_number(rng) for _ in range(degree + 1)))


def as_formula(f: Polynomial | Logarithm, variable: str = "a") -> str:
    """Write a function as a student would: "1.2 - 0.7a + 2a^2"."""
    if isinstance(f, Logarithm):
        return f"{f.factor:g} ln {variable}"
    powers = ["", variable, *(f"{variable}^{k}" for k in range(2, len(f.coefficients)))]
    terms = [
        f"{'-' if c < 0 else '+'} {abs(c):g}{power}"
        for c, power in zip(f.coefficients, powers, strict=False)
        if c or len(f.coefficients) == 1
    ]
    text = " ".join(terms)
    return text[2:] if text.startswith("+ ") else f"-{text[2:]}"


def slope_cases(rng: Rng) -> Sequence[Case]:
    """Draw a function, a point and a step for each case."""

    def case(f: Polynomial | Logarithm, a: float, eps: float) -> Case:
        return Case({"f": f, "a": a, "eps": eps}, {"f": as_formula(f), "a": a, "eps": eps})

    return [
        case(random_polynomial(rng, 2), random_number(rng), 0.001),
        case(random_polynomial(rng, 1), random_number(rng), 0.5),
        case(random_polynomial(rng, 3), random_number(rng), 0.1),
        case(Logarithm(abs(random_number(rng))), abs(random_number(rng, 1.1, 3.0)), 0.25),
    ]
