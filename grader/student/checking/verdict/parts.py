"""The parts of an exercise, to which the points for values go in equal shares.

A part is an output, such as dW1, in all cases that have it. Where the names of outputs depend on
what is drawn, the case names the part that all its outputs are. So every student's exercise has the
same parts, whatever the seed of the hidden cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.student.checking.comparison import Comparison, Contract, compare
from grader.student.checking.question import SolvedCase


@dataclass(frozen=True)
class Part:
    """One part of an exercise, in each case that has it.

    Attributes
    ----------
    seen : list of (case, outputs)
        For each case the outputs that belong to the part, by name, expected and returned.
        An output that the contract lets a function leave out is not among them.
    """

    name: str
    seen: list[tuple[SolvedCase, dict[str, Comparison]]] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether its values are right in all cases, in whatever form."""
        return all(_all_right(outputs.values()) for _, outputs in self.seen)


def _all_right(outputs: Iterable[Comparison]) -> bool:
    return all(o.difference is None or o.difference.values_right for o in outputs)


def parts_of(
    compared: Iterable[tuple[SolvedCase, Mapping[str, Comparison]]], contract: Contract
) -> list[Part]:
    """Return the parts of an exercise.

    Parameters
    ----------
    compared : iterable of (case, outputs)
        Each case that tests values, with what was compared there.
    """
    parts: dict[str, Part] = {}
    for case, outputs in compared:
        of_case: dict[str, dict[str, Comparison]] = {}
        for name in compare(case.expected, case.expected, contract):
            found = {name: outputs[name]} if name in outputs else {}
            of_case.setdefault(case.part or name, {}).update(found)
        for name, found in of_case.items():
            # What may be left out counts as right where the rest is.
            parts.setdefault(name, Part(name)).seen.append((case, found or dict(outputs)))
    return list(parts.values())
