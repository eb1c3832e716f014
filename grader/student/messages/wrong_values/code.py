"""What a check says of the lines of a function with wrong values: what to change, what they do."""

from collections.abc import Sequence

from grader.student.text import listed

_MOST_NAMES = 3

# ------------------------------------------------------------------- a change that makes it right

_CHANGES = {
    "axis": "with another axis or keepdims in {}",
    "size": "with the size of another axis instead of {}",
    "transpose": "with other transposes in {}",
    "integer": "if {} does not make whole numbers",
    "index": "with another index in {}",
    "range": "with another range instead of {}",
    "order": "with the parts of {} in another order",
    "operator": "with another operator in {}",
    "comparison": "with another condition instead of {}",
    "sign": "with the opposite sign of {}",
    "key": "with another key instead of {}",
    "text": "with another text instead of {}",
    "activation": "with another activation instead of {}",
    "unused": "with the result of {} assigned to a variable",
    "target": "with the result assigned to another variable than {}, one that has an old value now",
    "function": "with another function instead of {}",
    "variable": "with another variable instead of {}",
    "written": "if the result is not written into the argument {}",
    "superfluous": "without {}",
    "call": "without the call of {}",
    "renamed": "with another variable on the left instead of {}",
    "lines": "in another order with line {}",
    "loop": "moved into the loop or out of it",
    "copy": "with a copy of {}",
    "number": "with another number instead of {}",
    "line": "without this line",
    "factor": "with a missing factor or divisor at {}",
    "term": "with a missing term at {}",
    "applied": "with a missing function around {}",
}
"""How a change is described: what it is about, and not what it puts there."""


def in_code(source: str) -> str:
    """Quote a part of a line."""
    return f"`{source}`"


def inside(part: str, whole: str) -> str:
    """Say which of several equal parts of a line is meant, by what is around it."""
    return f"{part} in {whole}"


def numbered(number: int, part: str) -> str:
    """Say which of several equal parts of a line is meant, by its number."""
    names = ("first", "second", "third", "fourth")
    name = names[number - 1] if number <= len(names) else f"{number}th"
    return f"the {name} {part}"


Changes = Sequence[tuple[int, str, str]]
"""The line of each change, what is changed, and the quoted source there."""


def _with_changes(changes: Changes, result: str) -> str:
    (line, kind, source), *others = changes
    first = f"Line {line}: {_CHANGES[kind].format(source)}"
    if not others:
        return f"{first}, {result}."
    ((other_line, kind, source),) = others
    second = _CHANGES[kind].format(source)
    if other_line == line:
        return f"{first} and {second}, {result}."
    return f"{first}. Line {other_line}: {second}. With both, {result}."


def right_with_changes(changes: Changes, cases: int) -> str:
    """Say which changes of a function make it right."""
    return _with_changes(changes, f"all {cases} cases pass")


def outputs_right_with_changes(changes: Changes, outputs: Sequence[str], cases: int) -> str:
    """Say which changes of a function make some of its outputs right."""
    names = listed(outputs) if len(outputs) <= _MOST_NAMES else f"{len(outputs)} more outputs"
    is_right = f"{'are' if len(outputs) > 1 else 'is'} right in all {cases} cases"
    return _with_changes(changes, f"{names} {is_right}")


def more_right_with_changes(changes: Changes, more: int, cases: int) -> str:
    """Say which changes of a function make it right in more cases."""
    return _with_changes(
        changes, f"{more} more of the {cases} cases {'passes' if more == 1 else 'pass'}"
    )


# ------------------------------------------------------------------ what lines of the code do


def keeps_default(line: int, name: str) -> str:
    """Say that a default is changed, which is made once for all calls."""
    return (
        f"Line {line} changes {name}. Its default is made only once, so each call starts with what "
        "earlier calls left in it: make a new one in each call."
    )


def keeps_global(line: int, name: str) -> str:
    """Say that a variable of the notebook is changed."""
    return (
        f"Line {line} changes {name}, a variable of the notebook, so each call starts with what "
        "earlier calls left in it: make it inside your function."
    )


def keeps_results(line: int, decorator: str) -> str:
    """Say that a decorator keeps results."""
    return (
        f"Line {line}, @{decorator}, keeps the results of earlier calls, and arrays cannot be "
        "looked up among them. Delete that line."
    )


def makes_a_matrix(line: int) -> str:
    """Say that a line makes an np.matrix."""
    return (
        f"Line {line} makes an np.matrix, for which * is the matrix product. Use arrays: * is "
        "element-wise there, and @ is the matrix product."
    )


def never_used(name: str, line: int) -> str:
    """Say that nothing reads a variable."""
    return f"The variable `{name}` (line {line}) is never used."


def argument_never_used(name: str) -> str:
    """Say that nothing reads an argument."""
    return (
        f"The argument `{name}` is never used. Is it missing in a line, or is another variable "
        "there?"
    )
