"""Explanations of names that nothing gives a value, or another value than meant."""

from collections.abc import Sequence


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
