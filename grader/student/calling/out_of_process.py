"""A function that runs in another process, and is judged as if it ran in this one.

The trusted judge has such functions in place of the student's own. Whatever calls a student's
function calls it through this interface, so that it also works in the other process.
"""

import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from grader.student.calling.call_records import Call
from grader.student.calling.plain_data import Plain


class OutOfProcessFunction(ABC):
    """A function in another process.

    Only the source in the notebook is trusted, not what the other process reports about the
    function: `__code__`, `__globals__` and the number of `__defaults__` are those of a function
    that has been compiled here from that source, is never called, and has a namespace of
    functions compiled in the same way.

    Attributes
    ----------
    code_differs : bool
        Whether the process runs other code under this name than the source says.
    other_versions : tuple of function
        What the same cell defines under this name on other branches, as those of an `if`.
    decorators : tuple of function
        The student's own.
    """

    __name__: str
    __code__: types.CodeType | None
    __defaults__: tuple[object, ...] | None
    __globals__: Mapping[str, object]
    code_differs: bool
    other_versions: tuple[types.FunctionType, ...] = ()
    decorators: tuple[types.FunctionType, ...] = ()

    @abstractmethod
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function in the other process, and return a copy of what it returns."""

    @abstractmethod
    def observe(self, arguments: Mapping[str, Plain]) -> Call:
        """Run `grader.student.calling.call` in the other process."""

    def count_work(self, arguments: Mapping[str, Plain]) -> int | None:
        """Run `grader.student.calling.count_work` in the other process, which can forge it."""
        return None

    @abstractmethod
    def without_asserts(self, name: str) -> "OutOfProcessFunction":
        """Run `grader.student.calling.without_asserts` in the other process."""

    @abstractmethod
    def with_helpers(
        self, replacements: Mapping[str, Callable[..., Any]]
    ) -> "OutOfProcessFunction":
        """Run `grader.student.calling.replace_globals` in the other process."""
