"""The judge's end of the wire: the student's functions as functions of this process.

All that a student's code can do through here is to give values, in time and of limited size.
Replies count only after a request and with its number; whatever else comes ends the session.
"""

import builtins
import contextlib
import ctypes
import io
import secrets
import socket
import threading
import time
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.engine.remote import wire
from grader.engine.remote.records import PRINTED, digest, to_call, to_failure, to_trace
from grader.engine.remote.wire import Closed, TimeOver, Value, WireError
from grader.student.calling.calls import Call, Failure
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.replaced_helpers import rebound
from grader.student.text.errors import CourseError
from grader.student.tracing.tracer import Trace

Function = Callable[..., Any]


class Refused(CourseError):
    """The student's process is not asked any more; the text says why."""


class StudentError(Exception):
    """An exception of the student's function that is not Python's own."""


@dataclass(frozen=True)
class Limits:
    """What a student's functions may take.

    Parameters
    ----------
    call, total : float
        Seconds for one call, and for all calls of one graded cell.
    callbacks : int
        How often one call may call the judge's helpers.
    question : grader.engine.remote.wire.Limits
        Size of the arguments that a helper is given: it works on them in the judge.
    whole_number : int
        The largest whole number among these arguments. As a size or a count it would keep the
        judge busy, or fill its memory.
    """

    call: float = 30.0
    total: float = 90.0
    callbacks: int = 50_000
    question: wire.Limits = field(default_factory=lambda: wire.Limits(data=32 * 2**20))
    whole_number: int = 100_000


LIMITS = Limits()


class Session:
    """A conversation with the process that holds the student's state after one cell.

    Parameters
    ----------
    sock : socket
        Connected to `grader.engine.remote.student_server.serve`.
    likenesses : mapping of str to object
        What the text says of the notebook's names: see `grader.engine.judging.static_analysis`.
    limits : Limits

    Attributes
    ----------
    cheat : str
        Why nothing that came counts, a sentence for the student; "" while all is well.
    broken : Failure or None
        Why nothing more is asked: the process died, its time is over, or it cheated.
    """

    def __init__(
        self,
        sock: socket.socket,
        likenesses: Mapping[str, object],
        limits: Limits = LIMITS,
    ) -> None:
        self.sock, self.likenesses, self.limits = sock, likenesses, limits
        self.cheat = ""
        self.broken: Failure | None = None
        self.left = limits.total
        self.helpers: list[Function] = []

    def look(self, name: str) -> "Value | RemoteFunction":
        """Return a copy of the value of a name, or the function of that name.

        Raises
        ------
        NameError
            If the student's notebook has no such name.
        Refused
        """
        answer = self.ask({"look": name})
        if not answer.get("there"):
            raise NameError(f"name {name!r} is not defined")
        value = answer.get("value")
        if isinstance(value, RemoteFunction):
            return value.named(name, self.likenesses.get(name), answer.get("code"))
        return value

    def ask(self, request: Mapping[str, Value]) -> Mapping[str, Any]:
        """Send a request and return the answer to it; meanwhile helpers are called from there.

        Raises
        ------
        Refused
            If there is no answer, or none that counts. Every later request is refused as well.
        """
        if self.broken is not None:
            raise Refused(self.broken.text)
        began = time.monotonic()
        until = began + min(self.limits.call, self.left)
        try:
            if wire.waiting(self.sock):
                raise WireError("the process sent an answer before it was asked")
            return self._exchange(request, until)
        except TimeOver:
            seconds = min(self.limits.call, self.limits.total)
            self.stop("TimeoutError", f"it takes longer than {seconds:g} seconds")
        except Closed:
            self.stop("ProcessDied", "the process ended in the middle of the call")
        except WireError as error:
            self.cheat = f"What the process answered is no answer of a function: {error}"
            self.stop("WrongAnswer", self.cheat)
        finally:
            self.left -= time.monotonic() - began
        assert self.broken is not None
        raise Refused(self.broken.text)

    def stop(self, kind: str, text: str) -> None:
        """Ask nothing more, for this reason."""
        self.broken = Failure(kind, text, None)
        self.sock.close()

    def _exchange(self, request: Mapping[str, Value], until: float) -> Mapping[str, Any]:
        nonce = secrets.token_hex(16)
        wire.send(self.sock, {"nonce": nonce, **request}, until, self._refer)
        watch = _Watch(until)
        try:
            return self._answer(nonce, until, watch)
        finally:
            watch.stop()

    def _answer(self, nonce: str, until: float, watch: "_Watch") -> Mapping[str, Any]:
        for _ in range(self.limits.callbacks):
            reply = wire.receive(self.sock, until, self._resolve)
            if not isinstance(reply, dict) or reply.get("nonce") != nonce:
                raise WireError("an answer does not belong to the request")
            if "ask" not in reply:
                answer = reply.get("answer")
                if not isinstance(answer, dict) or not all(isinstance(k, str) for k in answer):
                    raise WireError("an answer has no content")
                return answer
            result = self._help(reply, watch)
            wire.send(self.sock, result, until, self._refer)
        raise WireError(f"more than {self.limits.callbacks} calls of helpers in one call")

    def _refer(self, function: Function) -> int:
        if isinstance(function, RemoteFunction):
            if function.session is not self:
                raise WireError("A function of another process does not travel.")
            return -function.number - 1
        for number, helper in enumerate(self.helpers):
            if helper is function:
                return number
        self.helpers.append(function)
        return len(self.helpers) - 1

    def _resolve(self, number: int, name: str) -> object:
        if number >= 0:
            return RemoteFunction(self, number, name)
        if -number > len(self.helpers):
            raise WireError("an answer names a function that does not exist")
        return self.helpers[-number - 1]

    def _help(self, question: Mapping[str, Any], watch: "_Watch") -> dict[str, Value]:
        """Call a helper with arguments from the student's code, which may be anything.

        What it prints goes back as well: the student's function has printed it.
        """
        match question:
            case {"ask": int(number), "args": tuple(args), "kwargs": dict(kwargs)} if (
                0 <= number < len(self.helpers) and all(isinstance(k, str) for k in kwargs)
            ):
                helper = self.helpers[number]
            case _:
                raise WireError("a helper is called in an unknown way")
        problem = self._too_large((args, kwargs))
        if problem:
            return {"error": ("ValueError", problem)}
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), watch, np.errstate(all="ignore"):
                value = helper(*args, **kwargs)
            return {"value": value, "printed": printed.getvalue()[:PRINTED]}
        except TimeOver:
            raise
        except Exception as error:
            return {"error": (type(error).__name__, str(error)[:1000])}

    def _too_large(self, value: object) -> str:
        """Say what is too large about arguments for a helper, "" if nothing is."""
        size, waiting = 0, [value]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                waiting += [*part.keys(), *part.values()]
            elif isinstance(part, list | tuple | set | frozenset):
                waiting += part
            elif isinstance(part, np.ndarray):
                size += part.nbytes
            elif isinstance(part, int | np.integer) and abs(int(part)) > self.limits.whole_number:
                return f"{part} is larger than anything that this helper is used with here"
        if size > self.limits.question.data:
            return "these arrays are larger than anything that this helper is used with here"
        return ""


_STILL_AT_WORK = "A helper was still at work when the time was over."


class _Watch:
    """Ends a block of code by `TimeOver` at a moment of `time.monotonic`, in whatever thread.

    One operation of NumPy is not interrupted.
    """

    def __init__(self, until: float) -> None:
        self.until = until
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None
        self.thread: int | None = None
        self.over = False

    def __enter__(self) -> None:
        if self.timer is None:
            self.timer = threading.Timer(max(self.until - time.monotonic(), 0.0), self._end)
            self.timer.daemon = True
            self.timer.start()
        with self.lock:
            if self.over:
                raise TimeOver(_STILL_AT_WORK)
            self.thread = threading.get_ident()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self.lock:
            self.thread = None
        if self.over and kind is not TimeOver:
            with contextlib.suppress(TimeOver):
                _let_it_come()
            raise TimeOver(_STILL_AT_WORK)

    def _end(self) -> None:
        with self.lock:
            self.over = True
            if self.thread is not None:
                _raise_in(self.thread, TimeOver)

    def stop(self) -> None:
        if self.timer is not None:
            self.timer.cancel()


def _raise_in(thread: int, error: type[Exception]) -> None:
    """Raise an error in a thread at its next step."""
    number, what = ctypes.c_ulong(thread), ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(number, what)


def _let_it_come() -> None:
    """Make some steps, in which an error comes up that was raised from another thread.

    To take it back instead, with NULL, leaves Python 3.11 in a state in which each step is slow
    and a debugger's trace function stops the program for ever.
    """
    for _ in range(100):
        time.sleep(0)


class RemoteFunction(OutOfProcessFunction):
    """A student's function, called from the judge."""

    def __init__(
        self,
        session: Session,
        number: int,
        name: str,
        likeness: types.FunctionType | None = None,
        helpers: Mapping[str, Function] | None = None,
        disguised: bool = False,
    ) -> None:
        self.session, self.number, self.__name__ = session, number, name
        self.likeness, self.helpers = likeness, dict(helpers or {})
        self.disguised = disguised
        self.__code__ = likeness.__code__ if likeness is not None else None
        self.__globals__ = likeness.__globals__ if likeness is not None else session.likenesses

    def __repr__(self) -> str:
        return f"<function {self.__name__} of the student>"

    def named(self, name: str, likeness: object, code: object) -> "RemoteFunction":
        """Return the same function under the name that the notebook has it by."""
        readable = likeness if isinstance(likeness, types.FunctionType) else None
        # A process that tells of other code than the text is taken at its word.
        disguised = code != (digest(readable.__code__) if readable is not None else None)
        return RemoteFunction(
            self.session,
            self.number,
            readable.__name__ if readable is not None else name,
            None if disguised else readable,
            disguised=disguised,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there with copies of the arguments, and return a copy of what it returns.

        Raises
        ------
        Exception
            Of Python's own kind, or `StudentError`: what the function raised.
        Refused
        """
        return self.returned(args, kwargs)[0]

    def returned(
        self, args: tuple[Any, ...], kwargs: Mapping[str, Any], random: object = None
    ) -> tuple[Value, Value, Value]:
        """Call it; return its value, and the arguments as they were there after the call."""
        answer = self.session.ask(
            {"call": self.number, "args": args, "kwargs": dict(kwargs), "random": random}
        )
        if "failure" in answer:
            raise student_error(to_failure(answer["failure"]))
        return answer.get("value"), answer.get("args"), answer.get("kwargs")

    def observe(self, arguments: Mapping[str, Value], extra_arguments: int) -> Call:
        """Call it there, and return what the process tells of the call."""
        request = {
            "observe": self.number,
            "helpers": self.helpers,
            "arguments": dict(arguments),
            "spare": extra_arguments,
        }
        try:
            answer = self.session.ask(request)
            if set(answer) == {"failure"}:
                return Call(None, to_failure(answer["failure"]), (), (), "")
            return to_call(answer, arguments)
        except Refused:
            return Call(None, self.session.broken, (), (), "")
        except WireError as error:
            self.session.cheat = f"What the process answered is no answer of a function: {error}"
            self.session.stop("WrongAnswer", self.session.cheat)
            return Call(None, self.session.broken, (), (), "")

    def with_helpers(self, replacements: Mapping[str, Function]) -> "RemoteFunction":
        """Return the function as it is when it finds other helpers; they run in the judge."""
        likeness = self.likeness and rebound(self.likeness, replacements)
        return RemoteFunction(
            self.session,
            self.number,
            self.__name__,
            likeness if isinstance(likeness, types.FunctionType) else None,
            {**self.helpers, **replacements},
            self.disguised,
        )

    def follow(self, arguments: Mapping[str, Value]) -> Trace | None:
        """Return what the process tells of the shapes on the function's lines."""
        request = {
            "follow": self.number,
            "helpers": self.helpers,
            "arguments": dict(arguments),
        }
        try:
            return to_trace(self.session.ask(request).get("trace"))
        except (Refused, WireError):
            # It only serves a message, and the message can do without.
            return None


def student_error(failure: Failure) -> Exception:
    """Return the exception that a test sees for one that the student's function raised."""
    found = getattr(builtins, failure.kind, None)
    if isinstance(found, type) and issubclass(found, Exception):
        try:
            return found(failure.text)
        except TypeError:  # some take more than a text
            pass
    return StudentError(f"{failure.kind}: {failure.text}")
