"""Explanations of names that nothing gives a value, or another value than meant."""

from collections.abc import Sequence

from grader.student.text import listed


def other_case(name: str, other: str) -> str:
    """Explain a name that differs from a known one in capital letters only."""
    return f"There is no {name}, but there is {other}: capital and small letters differ."


def imported_under(module: str, name: str) -> str:
    """Explain the full name of a module that the notebook imports under a short one."""
    return f"The notebook imports {module} under the short name {name}."


def entry_of_that_name(name: str, dictionary: str) -> str:
    """Explain a name that is an entry of a dictionary."""
    return (
        f"No line of your function gives {name} a value. The dictionary {dictionary} has an "
        f'entry of that name: {dictionary}["{name}"].'
    )


def function_of_numpy(name: str) -> str:
    """Explain a function of NumPy without its prefix."""
    return f"{name} is a function of NumPy, and these carry np. in front: np.{name}."


def only_inside(name: str, line: int) -> str:
    """Explain a name that has a value only inside of a comprehension, a lambda or a function."""
    return (
        f"{name} has a value only inside of the expression or function in line {line}: outside of "
        "it there is no such variable."
    )


def unknown_name(name: str, similar: str = "") -> str:
    """Explain any other unknown name; `similar` is one that may be meant."""
    meant = f" Is {similar} meant?" if similar else ""
    return f"No line of your function gives {name} a value, and it is none of its arguments.{meant}"


def uses_notebook_names(line: int, name: str, others: Sequence[str]) -> str:
    """Say which variables of the notebook a function that does not work reads."""
    more = f" (and {', '.join(others)})" if others else ""
    is_none = "are no arguments" if others else "is no argument"
    has = "them" if others else "one"
    return (
        f"Line {line} uses {name}{more}, which {is_none} of your function; the "
        f"notebook happens to have {has}."
    )


def no_dictionary(expression: str) -> str:
    """Explain an entry that is picked by its name from an array or a number."""
    return f"{expression} picks an entry of a dictionary by its name, and this is none."


# ------------------------------------------------------------------------------ the def line


def lost_default(parameter: str, default: str) -> str:
    """Say that a parameter has lost its default."""
    return (
        f"In the def line {parameter} has lost its default. In the exercise it is "
        f"{parameter}={default}, so a call may leave it out."
    )


def parameters_differ(lacking: Sequence[str], unknown: Sequence[str], signature: str) -> str:
    """Say which parameters of the exercise a def line lacks, and which it has besides."""
    parts = [f"lacks {listed(lacking)}"] if lacking else []
    parts += [f"has {listed(unknown)} besides"] if unknown else []
    return f"The def line {' and '.join(parts)}. In the exercise it is def ...{signature}."


def parameters_in_other_order(signature: str) -> str:
    """Say that a def line has the right parameters in another order."""
    return f"The def line has its parameters in another order. In the exercise: def ...{signature}."


# --------------------------------------------------------- names that have another value than meant


def python_s_own(name: str) -> str:
    """Call a function that Python has by itself."""
    return f"Python's own {name}"


def function_named(name: str) -> str:
    """Call a function of the notebook."""
    return f"the function {name}"


def hidden_by_assignment(name: str, line: int, function: str) -> str:
    """Say that a function's name is a variable in all of a function that assigns to it."""
    return (
        f"Line {line} assigns to {name}, so in all of your function {name} is that variable and "
        f"not {function}. Give the variable another name."
    )


def assigned_later(name: str, line: int, reading: int) -> str:
    """Say that the line that gives a name its first value is not executed before."""
    when = "only by this very line" if line == reading else f"only later, in line {line}"
    return f"Line {reading} uses the variable `{name}`, which is assigned {when}."


def loop_did_not_run(name: str, line: int) -> str:
    """Say that a name gets its value in a loop that was not executed."""
    return f"Only the loop in line {line} gives {name} a value, and it did not run here."


def branch_did_not_run(name: str, line: int) -> str:
    """Say that a name gets its value in a branch of an `if` that was not executed."""
    return f"Only line {line} gives {name} a value, and its branch of the if did not run here."


def assigned_in_line(name: str, line: int, function: str) -> str:
    """Say that a function's name was made a variable in a line above."""
    return (
        f"Line {line} assigns a value to {name}, so {name}(...) does not call {function}. Give the "
        "variable another name."
    )


def assigned_in_notebook(name: str) -> str:
    """Say that the notebook has made a variable of the name of one of Python's own functions."""
    return (
        f"A cell of the notebook assigns a value to {name}, so {name}(...) does not call Python's "
        f"own {name}. Give that variable another name, and run: del {name}"
    )
