"""What messages and `trace_shapes` say of the shapes of arrays."""

from typing import Literal

from grader.student.text import capitalized, kind_name

RankOneCause = Literal["summed", "picked", "flattened", "made", "other"]
"""How an array lost an axis: by a sum along it, by an index, and so on."""


def _keep_both(size: int, cause: RankOneCause) -> str:
    if size == 0:
        return "and it is empty. Which numbers should it contain?"
    match cause:
        case "summed":
            return "keepdims=True keeps both"
        case "picked":
            return "a slice such as i:i+1 in place of i keeps both"
        case "made":
            if size == 1:
                return "with both sizes, (1, 1), it is both"
            return f"with both sizes, ({size}, 1) or (1, {size}), it is one of them"
    if size == 1:
        return "reshape(1, 1) makes it both"
    return f"reshape({size}, 1) makes a column, reshape(1, {size}) a row"


def explain_rank_one(what: str, size: int, cause: RankOneCause) -> str:
    """Say what is wrong with an array of one axis, and how to keep both axes."""
    remedy = _keep_both(size, cause)
    if size == 0:
        return f"{what} has shape (0,): one axis, {remedy}"
    return f"{what} has shape ({size},): one axis, neither a row nor a column; {remedy}"


def shapes_in_line(line: int, function: str, shapes: str) -> str:
    """Show the shapes on the line that an error comes from; `function` is "" for the judged one."""
    return f"Shapes in line {line}{f' of {function}' if function else ''}: {shapes}."


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


def broadcast_result(shapes: str, result: tuple[int, ...], explained: str) -> str:
    """Return the shapes of a broadcast, and why its result is larger."""
    return f"{shapes} gives {result}, {explained}"


# ----------------------------------------------------------------------- the table of a trace


def here(finding: str) -> str:
    """Begin a note below a line of the table."""
    return f"here {finding}"


def changed_to(shapes: str) -> str:
    """Return the shapes of a line that were others the first time."""
    return f"then {shapes}"


def and_more() -> str:
    """Say that not all shapes of a line are shown."""
    return "and more"


def iterations(count: int, is_nested: bool) -> str:
    """Say how often the body of a loop ran; that of a loop inside another, in all."""
    often = "once" if count == 1 else f"{count} times"
    often += " in all" if is_nested else ""
    return f"{often}; the first is shown" if count > 1 else often


def stops_inside(shapes: str) -> str:
    """Mark the line that calls the function in which an error comes up."""
    return f"{shapes}   stops inside"


def stops_here(shapes: str = "", iteration: int = 1) -> str:
    """Mark the line on which an error comes up, with the iteration of its loop."""
    often = f" in turn {iteration}" if iteration > 1 else ""
    return f"{shapes}   stops here{often}".strip()


def call_stops(name: str) -> str:
    """Say that the call itself stops."""
    return f"The call of {name} stops:"


def computes_nothing() -> str:
    """Say that there is nothing to show."""
    return "No line of it computes anything."


def generator_returned(name: str) -> str:
    """Say why no line of a generator is shown."""
    return f"{name} is a generator: its lines run later, when something loops over it."


def trace_failed(error: Exception) -> str:
    """Say that the trace ends before the function does."""
    return f"The trace broke off here by a fault of its own: {error!r}"


def not_written(name: str) -> str:
    """Say that there is nothing but the stub."""
    return f"{name} is not written yet: put your lines in place of raise NotImplementedError."


# ---------------------------------------------------------------- functions that cannot be traced


def not_a_function(value: object) -> str:
    """Say that `trace_shapes` takes a function, and not what it returned."""
    return (
        "trace_shapes takes a function and then its arguments: trace_shapes(propagate, w, b, "
        f"X, Y). {capitalized(kind_name(value))} came instead."
    )


def not_python(name: str) -> str:
    """Say that a function of NumPy or of Python itself has no lines."""
    return (
        f"{name} is not written in Python, so it has no lines to follow. trace_shapes takes a "
        "function that is defined with def."
    )


def no_source(name: str) -> str:
    """Say that the text of a function is not known."""
    return (
        f"The source of {name} cannot be read. Define it with def in a cell of its own, or in "
        "a file (a cell that begins with %% keeps its text to itself), then run that cell."
    )


def several_on_one_line(name: str) -> str:
    """Say that it is not clear which of several functions is meant."""
    return f"Several functions {name} begin on one line: give each a line of its own."


def edited_source(name: str) -> str:
    """Say that the text of a function is newer than the function."""
    return (
        f"The source of {name} is not the one it was made from: it was edited since. "
        "Run the cell (or import the file) that defines it again."
    )


def cannot_trace(name: str) -> str:
    """Say that a function cannot be traced, for a reason that is not known."""
    return f"The lines of {name} cannot be followed."
