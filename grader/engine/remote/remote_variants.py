"""Changed copies of a student's function, which run in the student's process."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from grader.engine.remote.wire import Value
from grader.student.calling import Plain
from grader.student.checking import (
    TOO_COSTLY,
    Change,
    ChangeableOutOfProcessFunction,
    ChangedCopies,
    Outcome,
    is_small,
    listed_changes,
)
from grader.student.text import CourseError

_AT_ONCE = 100


class Process(Protocol):
    """The process that a function is in."""

    def request(self, request: Mapping[str, Value]) -> Mapping[str, Any]:
        """Send a request and return the result; raise a `CourseError` if there is none."""


class RemoteVariants:
    """See `grader.student.calling.ChangedCopies`.

    Whatever the process reports, it only improves a message.

    Parameters
    ----------
    process : Process
    request : mapping
        What every request says of the function and its text.
    changes : list of Change
        Those that the process makes of the same text.
    """

    def __init__(self, process: Process, request: Mapping[str, Any], changes: list[Change]) -> None:
        self.changes = changes
        self.listed = (tuple(request["functions"]), tuple(request["words"]))
        self._process, self._request = process, request

    def cost(self, arguments: Mapping[str, Plain]) -> int:
        """Ask for a measure of what a call of the function takes."""
        result = self._ask({**self._request, "arguments": dict(arguments), "chosen": None})
        cost = (result or {}).get("cost")
        return cost if type(cost) is int and cost >= 0 else TOO_COSTLY

    def run(self, chosen: Sequence[Sequence[int]], arguments: Mapping[str, Plain]) -> list[Outcome]:
        """Ask for what copies return in one case."""
        found: list[Outcome] = []
        for start in range(0, len(chosen), _AT_ONCE):
            part = [tuple(numbers) for numbers in chosen[start : start + _AT_ONCE]]
            request = {**self._request, "arguments": dict(arguments), "chosen": tuple(part)}
            result = self._ask(request)
            outcomes = (result or {}).get("outcomes")
            if not isinstance(outcomes, tuple | list) or len(outcomes) != len(part):
                break
            found += [
                Outcome(True, one[0], bool(one[1]))
                if isinstance(one, tuple | list) and len(one) > 1 and is_small(one[0])
                else Outcome(False)
                for one in outcomes
            ]
        return [*found, *[Outcome(False)] * (len(chosen) - len(found))]

    def _ask(self, request: Mapping[str, Value]) -> Mapping[str, Any] | None:
        try:
            return self._process.request(request)
        except CourseError:  # the session has ended
            return None


class ChangeableRemoteFunction(ChangeableOutOfProcessFunction):
    """A student's function of which changed copies can be called from the judge."""

    process: Any
    number: int
    helpers: Mapping[str, Callable[..., Any]]

    def changed_copies(
        self, text: str, functions: Sequence[str], words: Sequence[str]
    ) -> ChangedCopies:
        """Return changed copies of the function, which run in the process."""
        listed = {"text": text, "functions": tuple(functions), "words": tuple(words)}
        request = {"variants": self.number, "helpers": dict(self.helpers), **listed}
        return RemoteVariants(self.process, request, listed_changes(text, functions, words)[1])
