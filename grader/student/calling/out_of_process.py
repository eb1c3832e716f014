"""A function that runs in another process, and is judged as if it ran here.

The trusted judge holds such functions in place of the student's own. What is done with them goes
through this one door, so that whatever judges a function in its own process judges it there too.
"""

import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.student.calling.calls import Call
    from grader.student.calling.plain_data import Plain
    from grader.student.tracing.tracer import Trace


class OutOfProcessFunction(ABC):
    """A function in another process.

    Its code is known from its text alone, so what it says of itself counts for nothing:
    `__code__` and `__globals__` are those of a function that has been compiled here, is never
    called, and stands in a namespace of likenesses.

    Attributes
    ----------
    disguised : bool
        Whether the process runs other code under this name than the text says.
    """

    __name__: str
    __code__: types.CodeType | None
    __globals__: Mapping[str, object]
    disguised: bool

    @abstractmethod
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there, and return a copy of what it returns."""

    @abstractmethod
    def observe(self, arguments: "Mapping[str, Plain]", extra_arguments: int) -> "Call":
        """Do there what `grader.student.calling.calls.call` does."""

    @abstractmethod
    def with_helpers(
        self, replacements: Mapping[str, Callable[..., Any]]
    ) -> "OutOfProcessFunction":
        """Do there what `grader.student.calling.replaced_helpers.rebound` does."""

    @abstractmethod
    def follow(self, arguments: "Mapping[str, Plain]") -> "Trace | None":
        """Do there what `grader.student.tracing.tracer.follow_quietly` does."""
