"""What messages and `trace_shapes` say of the shapes of arrays."""

from typing import Literal

How = Literal["summed", "picked", "flattened", "made", "other"]
"""How an array lost an axis: by a sum along it, by an index, and so on."""


def _keep_both(size: int, how: How) -> str:
    match how:
        case "summed":
            return "keepdims=True keeps both"
        case "picked":
            return "a slice such as i:i+1 in place of i keeps both"
        case "made":
            return f"with both sizes, ({size}, 1) or (1, {size}), it is one of them"
    return f"reshape({size}, 1) makes a column, reshape(1, {size}) a row"


def explain_rank_one(what: str, size: int, how: How) -> str:
    """Say what is the matter with an array of one axis, and the cure."""
    return (
        f"{what} has shape ({size},): one axis, neither a row nor a column; {_keep_both(size, how)}"
    )


def shapes_there(shapes: str) -> str:
    """Show the shapes on the line that an error comes from."""
    return f"The shapes there: {shapes}."


def explain_growth(flat: str, size: int, how: How | None, line: int | None) -> str:
    """Say why a broadcast is larger than its operands, and the cure.

    Parameters
    ----------
    flat : str
        The operand with one axis, "" if there is none.
    size : int
        Its number of entries.
    how, line
        How it lost its other axis, and in which line above; None if that is not known.
    """
    if not flat:
        return (
            "larger than both: every entry of a column meets every entry of a row. Is that meant?"
        )
    counts = f"larger than both: {flat} has one axis and counts as a row"
    if how is None:
        return f"{counts}; reshape({size}, 1) makes it a column"
    where = "" if line is None else f". It lost the other one in line {line}"
    return f"{counts}{where}: {_keep_both(size, how)}"
