"""What made mistakes are: which operators there are, and which causes a message may name for each.

All of it was written down before any message on these mistakes. Of each family one operator is
held out: its messages are only counted, never read by whoever improves them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

WORDS: Mapping[str, str] = {
    "axis": r"\baxis\b|\baxes\b|keepdims",
    "size": r"\.shape\b|times too (?:large|small)",
    "transpose": r"transpos|rows and columns changed places",
    "missing": r"\bmissing\b|left out|times too (?:large|small)|times the expected|exactly .* too "
    r"|the expected one times",
    "superfluous": r"\bwithout\b|superfluous|too much|does not belong",
    "sign": r"\bsigns?\b|\bnegative",
    "order": r"\bswapp|\border\b|changed places|1 divided by|operands",
    "operator": r"\boperator\b|matrix product|element-wise",
    "index": r"\bindex|\blayer\b|\bkey\b|position",
    "range": r"\brange\b|\bloops?\b|\biterations?\b|too (?:early|late)|first (?:row|column|pass)",
    "function": r"another function|\bactivation\b",
    "variable": r"\bvariable\b|It is what|It is the argument",
    "stale": r"\bold (?:value|one)|\border\b|never used|not used|no longer|in each iteration"
    r"|is assigned",
    "integer": r"whole numbers?|integer|\bint\b|//|round",
    "changed": r"chang(?:es|ed|ing) (?:its |the )?argument|in place\b(?! of)|\bcopy|\bcopies\b"
    r"|written into|overwr",
}
"""A cause, and what a message that names it has below its first difference, or its error."""


@dataclass(frozen=True)
class Operator:
    """A way to make a mistake.

    Attributes
    ----------
    name, family : str
    causes : tuple of str
        Each of them, if a message names it, counts as naming this mistake: keys of `WORDS`.
    """

    name: str
    family: str
    causes: tuple[str, ...]


OPERATORS = (
    Operator("another axis", "axis", ("axis",)),
    Operator("no axis", "axis", ("axis",)),
    Operator("no keepdims", "axis", ("axis",)),
    Operator("size of another axis", "axis", ("axis", "size", "index")),
    Operator("transpose left out", "transpose", ("transpose",)),
    Operator("transpose too many", "transpose", ("transpose",)),
    Operator("transpose of the other factor", "transpose", ("transpose",)),
    Operator("term left out", "dropped term", ("missing",)),
    Operator("factor left out", "dropped term", ("missing",)),
    Operator("divisor left out", "dropped term", ("missing",)),
    Operator("arguments swapped", "swapped arguments", ("order",)),
    Operator("operands swapped", "swapped arguments", ("order", "sign")),
    Operator("factors swapped", "swapped arguments", ("order", "transpose")),
    Operator("layer off by one", "off by one", ("index",)),
    Operator("range off by one", "off by one", ("range",)),
    Operator("position off by one", "off by one", ("index",)),
    Operator("another activation", "activation", ("function",)),
    Operator("activation left out", "activation", ("function", "missing")),
    Operator("another activation by name", "activation", ("function", "index", "variable")),
    Operator("another variable", "variable of the right shape", ("variable",)),
    Operator("another key", "variable of the right shape", ("index", "variable")),
    Operator("another result", "variable of the right shape", ("variable",)),
    Operator("result under another name", "stale value", ("stale", "variable", "missing")),
    Operator("computed once before the loop", "stale value", ("stale", "range")),
    Operator("lines in another order", "stale value", ("stale", "variable")),
    Operator("integer division", "integers", ("integer", "operator")),
    Operator("result as a whole number", "integers", ("integer", "function", "superfluous")),
    Operator("array of whole numbers", "integers", ("integer",)),
    Operator("assigned in place", "change in place", ("changed",)),
    Operator("copy left out", "change in place", ("changed", "missing", "function")),
    Operator("written into the argument", "change in place", ("changed",)),
)


def _rank(operator: Operator) -> str:
    return hashlib.sha256(f"held out: {operator.name}".encode()).hexdigest()


def _held_out() -> frozenset[str]:
    families = dict.fromkeys(operator.family for operator in OPERATORS)
    return frozenset(
        min((o for o in OPERATORS if o.family == family), key=_rank).name for family in families
    )


HELD_OUT = _held_out()
"""A third of the operators, one of each family, chosen by a digest of its name."""
