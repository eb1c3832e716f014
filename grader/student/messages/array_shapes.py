"""What messages and `trace_shapes` say of the shapes of arrays."""

from typing import Literal

RankOneCause = Literal["summed", "picked", "flattened", "made", "other"]
"""How an array lost an axis: by a sum along it, by an index, and so on."""


def _keep_both(size: int, cause: RankOneCause) -> str:
    match cause:
        case "summed":
            return "keepdims=True keeps both"
        case "picked":
            return "a slice such as i:i+1 in place of i keeps both"
        case "made":
            return f"with both sizes, ({size}, 1) or (1, {size}), it is one of them"
    return f"reshape({size}, 1) makes a column, reshape(1, {size}) a row"


def explain_rank_one(what: str, size: int, cause: RankOneCause) -> str:
    """Say what is wrong with an array of one axis, and how to keep both axes."""
    cure = _keep_both(size, cause)
    return f"{what} has shape ({size},): one axis, neither a row nor a column; {cure}"


def shapes_there(shapes: str) -> str:
    """Show the shapes on the line that an error comes from."""
    return f"The shapes there: {shapes}."


def explain_growth(rank_one: str, size: int, cause: RankOneCause | None, line: int | None) -> str:
    """Say why a broadcast is larger than its operands, and how to avoid that.

    Parameters
    ----------
    rank_one : str
        The operand with one axis, "" if there is none.
    size : int
        Its number of elements.
    cause : RankOneCause or None
        How it lost its other axis; None if that is not known.
    line : int or None
        The line above on which it did.
    """
    if not rank_one:
        return (
            "larger than both: every entry of a column meets every entry of a row. Is that meant?"
        )
    counts = f"larger than both: {rank_one} has one axis and counts as a row"
    if cause is None:
        return f"{counts}; reshape({size}, 1) makes it a column"
    where = "" if line is None else f". It lost the other one in line {line}"
    return f"{counts}{where}: {_keep_both(size, cause)}"
