"""The judge's connection to a process with a student's functions.

A student's code can only return values through it, in time and of limited size. A reply counts
only after its request and with its nonce; any other message ends the session.
"""

import secrets
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from grader.engine.remote import wire
from grader.engine.remote.block_timeout import BlockTimeout
from grader.engine.remote.helper_calls import HelperCalls, HelperFault
from grader.engine.remote.limits import DEFAULT_LIMITS, CallLimits
from grader.engine.remote.own_test import OwnTestReport, read_report
from grader.engine.remote.remote_function import RemoteFunction, SessionEnded
from grader.engine.remote.wire import (
    DEFAULT_LIMITS as FRAME_LIMITS,
)
from grader.engine.remote.wire import (
    Budget,
    ConnectionClosed,
    DeadlineExceeded,
    Value,
    WireError,
)
from grader.student.calling import Failure
from grader.student.messages import grading_problems

DIED: Final = "ProcessDied"
"""The kind of failure of a process that ended."""

_ONLY_FOR_WORDS: Final = frozenset(["trace", "variants"])
"""Requests on which only what a message says depends."""


class Session:
    """A connection to the process with the student's state after one cell.

    Parameters
    ----------
    sock : socket
        Connected to `grader.engine.remote.student_server.handle_requests`.
    static_namespace : mapping of str to object
        What the text says of the notebook's names: see `judging.cell.static_text.static_analysis`.
    limits : CallLimits

    Attributes
    ----------
    violation : str
        Why no reply counts, a sentence for the student; "" as long as all replies are valid.
    failure : Failure or None
        Why there are no more requests: the process died, its time is over, or a reply was invalid.
    fault : Exception or None
        What ended the session, if it is not known to be the student's: no verdict counts.
    seconds : float
        How long the process had for its replies, without the helpers.
    """

    def __init__(
        self,
        sock: socket.socket,
        static_namespace: Mapping[str, object],
        limits: CallLimits = DEFAULT_LIMITS,
    ) -> None:
        self.static_namespace = static_namespace
        self.violation = ""
        self.failure: Failure | None = None
        self.fault: BaseException | None = None
        self.seconds = 0.0
        self._socket, self._limits = sock, limits
        self._seconds_left = limits.total
        self._bytes_left = limits.made
        self._helpers = HelperCalls(limits)

    def lookup(self, name: str) -> "Value | RemoteFunction":
        """Return a copy of the value of a name, or the function of that name.

        Raises
        ------
        NameError
            If the student's notebook has no such name.
        SessionEnded
        """
        result = self.request({"lookup": name})
        if not result.get("found"):
            raise NameError(grading_problems.undefined_name(name))
        value = result.get("value")
        if isinstance(value, RemoteFunction):
            return value.named(name, self.static_namespace.get(name), result.get("code"))
        return value

    def request(self, request: Mapping[str, Value]) -> Mapping[str, Any]:
        """Send a request and return its result; meanwhile the process may call helpers.

        Raises
        ------
        SessionEnded
            If there is no reply, or an invalid one. Every later request is refused as well.
        """
        if self.failure is not None:
            raise SessionEnded(self.failure.text)
        start, in_helpers = time.monotonic(), self._helpers.seconds
        self._helpers.longest = 0.0
        deadline = start + min(self._limits.call, self._seconds_left)
        try:
            if wire.has_unread_bytes(self._socket):
                raise WireError("the process sent an answer before it was asked")
            return self._exchange(request, deadline)
        except DeadlineExceeded:
            seconds = min(self._limits.call, self._limits.total)
            if self._helpers.longest > (deadline - start) / 2:
                # One call: nobody knows whether its arguments or the helper are the reason.
                fault = TimeoutError(grading_problems.helper_took_too_long(seconds))
                self._end_by_fault(fault, request)
            self._end("TimeoutError", grading_problems.call_took_too_long(seconds))
        except HelperFault as error:
            self._end_by_fault(error.__cause__ or error, request)
        except ConnectionClosed:
            self._end(DIED, grading_problems.died_in_call())
        except WireError as error:
            self.reject(error)
        finally:
            seconds = time.monotonic() - start
            self._seconds_left -= seconds
            self.seconds += seconds - (self._helpers.seconds - in_helpers)
        assert self.failure is not None
        raise SessionEnded(self.failure.text)

    def reject(self, error: WireError) -> None:
        """End the session because of an invalid reply."""
        self.violation = grading_problems.invalid_reply(error)
        self._end("WrongAnswer", self.violation)

    def _end_by_fault(self, fault: BaseException, request: Mapping[str, Value]) -> None:
        if not _ONLY_FOR_WORDS & set(request):
            self.fault = fault
        self._end(type(fault).__name__, str(fault))

    def _end(self, kind: str, text: str) -> None:
        self.failure = Failure(kind, text, None)
        self._socket.close()

    def _exchange(self, request: Mapping[str, Value], deadline: float) -> Mapping[str, Any]:
        nonce = secrets.token_hex(16)
        wire.send(self._socket, {"nonce": nonce, **request}, deadline, self._refer)
        timeout = BlockTimeout(deadline)
        try:
            return self._result(nonce, deadline, timeout)
        finally:
            timeout.cancel()

    def _result(self, nonce: str, deadline: float, timeout: BlockTimeout) -> Mapping[str, Any]:
        """Receive the reply to a request; before it, calls of helpers."""
        for _ in range(self._limits.callbacks):
            budget = Budget(min(FRAME_LIMITS.made, self._bytes_left))
            reply = wire.receive(self._socket, deadline, self._resolve, budget=budget)
            if not isinstance(reply, dict) or reply.get("nonce") != nonce:
                raise WireError("an answer does not belong to the request")
            if "call_helper" not in reply:
                result = reply.get("result")
                if not isinstance(result, dict) or not all(isinstance(k, str) for k in result):
                    raise WireError("an answer has no content")
                # What a helper is called with is gone after its call.
                self._bytes_left -= budget.taken
                return result
            wire.send(self._socket, self._helpers.call(reply, timeout), deadline, self._refer)
        raise WireError(f"more than {self._limits.callbacks} calls of helpers in one call")

    def _refer(self, function: Callable[..., Any]) -> int:
        """Return the number of a function, a negative one for a student's function."""
        if isinstance(function, RemoteFunction):
            if function.process is not self:
                raise WireError("A function of another process does not travel.")
            return -function.number - 1
        return self._helpers.number_of(function)

    def _resolve(self, number: int, name: str) -> object:
        """Return the function with a number, which is negative for a helper."""
        if number >= 0:
            return RemoteFunction(self, number, name)
        return self._helpers.helper(-number - 1)


def run_test(session: Session, text: str) -> OwnTestReport:
    """Run a whole test in the student's process, and return what the process says of it.

    The process can forge that.

    Raises
    ------
    SessionEnded
    """
    result = session.request({"own_test": text})
    try:
        return read_report(result)
    except WireError as error:
        session.reject(error)
        raise SessionEnded(session.violation) from error
