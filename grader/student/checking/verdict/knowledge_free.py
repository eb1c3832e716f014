"""What a function can return without any knowledge of the exercise.

These are data: the values that anybody tries first. A function that is right only where one of them
is right as well has shown nothing, and earns nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from grader.student.calling import Plain, SampleSummary
from grader.student.checking.comparison import Comparison, Contract, compare
from grader.student.checking.question import SolvedCase
from grader.student.checking.verdict.parts import Part

Fill = Callable[[tuple[int, ...]], np.ndarray]

CONSTANTS: Mapping[str, Plain] = MappingProxyType(
    {"0": 0, "1": 1, "True": True, "None": None, '""': ""}
)
"""Returned as they are."""

FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "zeros": np.zeros,
        "ones": np.ones,
        "random numbers": lambda shape: np.random.default_rng(1).normal(size=shape),
    }
)
"""Arrays of the shape of an argument, or of the expected value."""


def filled(value: Plain, fill: Fill) -> Plain:
    """Return a value in which every array and number is replaced by one of the same shape."""
    if isinstance(value, dict):
        return {key: filled(inner, fill) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled(inner, fill) for inner in value)
    if isinstance(value, SampleSummary | np.ndarray):
        return fill(value.shape)
    if isinstance(value, bool | int | float | np.generic):
        number = fill(()).item()
        return int(number) if isinstance(value, int | np.integer) else float(number)
    return value


def knowledge_free_values(arguments: Mapping[str, Plain], expected: Plain) -> dict[str, Plain]:
    """Return what may be returned for these arguments without knowledge, by name."""
    found = dict(CONSTANTS) | {f"argument {name}": value for name, value in arguments.items()}
    sources = {f" like {name}": value for name, value in arguments.items()}
    for like, value in {**sources, " as expected": expected}.items():
        found |= {f"{name}{like}": filled(value, fill) for name, fill in FILLS.items()}
    return found


def shows_knowledge(parts: Sequence[Part], contract: Contract) -> bool:
    """Return whether the values of some part are right, and those of no knowledge-free value are.

    If one of these is right in every respect, as for parameters that begin as zeros, nothing more
    can be shown, and any right part will do.
    """
    right = [part for part in parts if part.is_right]
    if any(_needs_knowledge([part], contract, _has_right_values) for part in right):
        return True
    return bool(right) and not _needs_knowledge(parts, contract, _is_right)


def _has_right_values(output: Comparison) -> bool:
    return output.difference is None or output.difference.values_right


def _is_right(output: Comparison) -> bool:
    return output.difference is None


Accepts = Callable[[Comparison], bool]


def _needs_knowledge(parts: Sequence[Part], contract: Contract, accepts: Accepts) -> bool:
    """Return whether no knowledge-free value is accepted for all of these parts in all cases."""
    left: set[str] | None = None
    for part in parts:
        for case, outputs in part.seen:
            accepted = _accepted(case, outputs, contract, accepts)
            left = accepted if left is None else left & accepted
            if not left:
                return True
    return False


def _accepted(
    case: SolvedCase, outputs: Mapping[str, Comparison], contract: Contract, accepts: Accepts
) -> set[str]:
    """Return the knowledge-free values that are accepted for all of these outputs.

    A value is accepted for an output if it may be returned in place of it, or of everything.
    """
    left = knowledge_free_values(case.arguments, case.expected)
    for name, output in outputs.items():
        alone = knowledge_free_values(case.arguments, output.expected)
        of_one = replace(contract, outputs=(name,))
        left = {
            each: value
            for each, value in left.items()
            if all(map(accepts, compare(output.expected, alone[each], of_one).values()))
            or any(
                accepts(found)
                for key, found in compare(case.expected, value, contract).items()
                if key == name
            )
        }
    return set(left)
