"""Make the changed copies of a function, here or in the process that it runs in."""

import types
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

from grader.student.calling import Function, Plain, code_of
from grader.student.checking.explanations.variants.changes import Change, Outcome
from grader.student.checking.explanations.variants.listing import is_open_to_changes, text_of
from grader.student.checking.explanations.variants.running import Variants
from grader.student.tracing import TraceableOutOfProcessFunction


class ChangedCopies(Protocol):
    """Copies of one function, each with some changes.

    Attributes
    ----------
    changes : sequence of Change
        What can be changed.
    listed : (tuple of str, tuple of str)
        The functions and words of which the changes are made.
    """

    @property
    def changes(self) -> Sequence[Change]:
        """What can be changed."""

    @property
    def listed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The functions and words of which the changes are made."""

    def cost(self, arguments: Mapping[str, Plain]) -> int:
        """Return a measure of what a call of the function takes: the calls that it makes itself."""

    def run(self, chosen: Sequence[Sequence[int]], arguments: Mapping[str, Plain]) -> list[Outcome]:
        """Run copies on one case, each with the changes of some numbers."""


class ChangeableOutOfProcessFunction(TraceableOutOfProcessFunction):
    """A function in another process, of which changed copies can be made there."""

    @abstractmethod
    def changed_copies(
        self, text: str, functions: Sequence[str], words: Sequence[str]
    ) -> ChangedCopies | None:
        """Return changed copies of the function, which run in the other process.

        `text` is its source; for the rest see `variants_of`.
        """


def variants_of(
    function: Function, helpers: Sequence[str], words: Sequence[str]
) -> ChangedCopies | None:
    """Return the changed copies of a function, None if they must not be run.

    Parameters
    ----------
    function : callable
    helpers : sequence of str
        Functions of the notebook that it may call.
    words : sequence of str
        Keys of its arguments.
    """
    text, code = text_of(function), code_of(function)
    if text is None or code is None or not is_open_to_changes(function, text, helpers):
        return None
    namespace = getattr(function, "__globals__", {})
    called = [name for name in code.co_names if isinstance(namespace.get(name), types.FunctionType)]
    functions = [name for name in helpers if name in called or name in namespace]
    functions = [name for name in dict.fromkeys([*called, *functions]) if name in namespace]
    if isinstance(function, ChangeableOutOfProcessFunction):
        return function.changed_copies(text, functions, words)
    if not isinstance(function, types.FunctionType):
        return None
    return Variants(function, text, functions, words)
