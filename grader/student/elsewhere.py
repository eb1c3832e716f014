"""A function that runs in another process, and is judged as if it ran here.

The trusted judge holds such functions in place of the student's own. What is done with them goes
through this one door, so that whatever judges a function in its own process judges it there too.
"""

import types
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.student.calls import Call
    from grader.student.following import Trace
    from grader.student.plain import Plain


class Elsewhere(ABC):
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
    def observe(self, arguments: "Mapping[str, Plain]", spare: int) -> "Call":
        """Do there what `grader.student.calls.call` does."""

    @abstractmethod
    def with_helpers(self, replacements: Mapping[str, Callable[..., Any]]) -> "Elsewhere":
        """Do there what `grader.student.stand_ins.rebound` does; the helpers run here."""

    @abstractmethod
    def follow(self, arguments: "Mapping[str, Plain]") -> "Trace | None":
        """Do there what `grader.student.following.follow_quietly` does."""
