"""Golden files of messages: `golden/MODULE/NAME.txt` holds one whole message.

NAME is that of a function in `grader.student.messages.MODULE`; where one function writes messages
of several kinds, what tells them apart follows behind a hyphen. How a message comes about is in
`examples/MODULE.py`, by the same name.
"""

import importlib
import inspect
import pkgutil
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path

import grader.student.messages

FOLDER = Path(__file__).parent / "golden"

Examples = Mapping[str, Callable[[], str]]


def modules() -> list[str]:
    """Return the names of the modules of messages."""
    return sorted(m.name for m in pkgutil.iter_modules(grader.student.messages.__path__))


def functions(module: str) -> dict[str, types.FunctionType]:
    """Return the public functions of a module of messages."""
    loaded = importlib.import_module(f"grader.student.messages.{module}")
    return {
        name: value
        for name, value in vars(loaded).items()
        if inspect.isfunction(value)
        and f"{value.__module__}.".startswith(f"{loaded.__name__}.")
        and not name.startswith("_")
    }


def examples(module: str) -> Examples:
    """Return what writes the messages of a module, by the names of their golden files."""
    return importlib.import_module(f"tests.student.messages.examples.{module}").EXAMPLES


def all_examples() -> list[tuple[str, str]]:
    """Return module and name of every example."""
    return [(module, name) for module in modules() for name in examples(module)]


def function_of(name: str) -> str:
    """Return the function that an example, or a golden file, is about."""
    return name.partition("-")[0]


def written_by(make: Callable[[], str], function: types.FunctionType) -> tuple[str, list[str]]:
    """Return a message, and the texts that one function returned while it was made."""
    returned: list[str] = []

    def note(frame: types.FrameType, event: str, value: object) -> None:
        if event == "return" and frame.f_code is function.__code__:
            returned.extend(value if isinstance(value, tuple) else [str(value)])

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        text = make()
    finally:
        sys.setprofile(before)
    return text, returned


def is_in(part: str, text: str) -> bool:
    """Tell whether a text stands in a message.

    A message may break its lines, capitalize it and end it with another mark.
    """
    return " ".join(part.split())[1:].rstrip(".?") in " ".join(text.split())
