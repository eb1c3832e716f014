"""The end of the wire that lies in the student's process: runs what the judge asks for.

Nothing here guards anything. The student's code may have replaced every function of this module,
and may answer whatever it likes; all that it can do by that is to give other values, and values
are what the judge compares.
"""

import builtins
import contextlib
import io
import socket
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.engine.remote.records import digest, from_call, from_failure, from_trace
from grader.engine.remote.wire import Closed, Value, WireError, opaque, pack, receive, send
from grader.student.calling.calls import Failure, call, code_of, place_of_error
from grader.student.calling.replaced_helpers import rebound
from grader.student.tracing.tracer import follow_quietly

Function = Callable[..., Any]


class JudgeError(Exception):
    """A helper that runs in the judge stopped with an exception that is not Python's own."""


class _Server:
    def __init__(self, sock: socket.socket, namespace: Mapping[str, object]) -> None:
        self.sock, self.namespace = sock, namespace
        self.nonce = ""
        self.own: list[Function] = []
        self.helpers: dict[int, Function] = {}
        self.bound: dict[tuple[object, ...], Function] = {}

    def refer(self, function: Function) -> int:
        """Return the number of a function: of one that the judge gave, a negative one."""
        for number, helper in self.helpers.items():
            if helper is function:
                return -number - 1
        for number, known in enumerate(self.own):
            if known is function:
                return number
        self.own.append(function)
        return len(self.own) - 1

    def resolve(self, number: int, name: str) -> Function:
        if number < 0:
            return self.own[-number - 1]
        if number not in self.helpers:

            def helper(*args: Any, **kwargs: Any) -> Any:
                return self.ask(number, args, kwargs)

            helper.__name__ = helper.__qualname__ = name
            self.helpers[number] = helper
        return self.helpers[number]

    def ask(self, number: int, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Value:
        """Have the judge call one of its functions."""
        question = {"nonce": self.nonce, "ask": number, "args": args, "kwargs": dict(kwargs)}
        send(self.sock, question, refer=self.refer)
        answer = receive(self.sock, resolve=self.resolve)
        if "error" in answer:
            kind, text = answer["error"]
            raise _error_of(kind)(_Verbatim(text))
        print(answer["printed"], end="")
        return answer["value"]

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        match request:
            case {"look": name}:
                return self.look(name)
            case {
                "observe": number,
                "helpers": helpers,
                "arguments": arguments,
                "spare": extra_arguments,
            }:
                made = call(self.with_helpers(number, helpers), arguments, extra_arguments)
                return from_call(made, self.travelling(made.value))
            case {"follow": number, "helpers": helpers, "arguments": arguments}:
                trace = follow_quietly(self.with_helpers(number, helpers), arguments)
                return {"trace": trace and from_trace(trace)}
            case {"call": number, "args": args, "kwargs": kwargs, "random": state}:
                return self.call(self.own[number], args, kwargs, state)
        raise WireError("The judge asked for something unknown.")

    def look(self, name: str) -> dict[str, Any]:
        if name not in self.namespace:
            return {"there": False}
        value = self.namespace[name]
        code = code_of(value)
        return {
            "there": True,
            "value": self.travelling(value),
            "code": digest(code) if code is not None else None,
        }

    def with_helpers(self, number: int, helpers: Mapping[str, Function]) -> Function:
        if not helpers:
            return self.own[number]
        key = (number, *((name, id(helper)) for name, helper in helpers.items()))
        if key not in self.bound:
            self.bound[key] = rebound(self.own[number], helpers)
        return self.bound[key]

    def call(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], state: Any
    ) -> dict[str, Any]:
        if state is not None:
            np.random.set_state(state)
        silent = io.StringIO()
        try:
            with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
                value = function(*args, **kwargs)
        except BaseException as error:
            failure = Failure(
                type(error).__name__, str(error), place_of_error(error, code_of(function))
            )
            return {"failure": from_failure(failure)}
        return {
            "value": self.travelling(value),
            "args": self.travelling(args),
            "kwargs": self.travelling(kwargs),
        }

    def travelling(self, value: object) -> Value:
        """Return a value, or what stands for it where it cannot travel."""
        try:
            pack(value, self.refer)
        except Exception:  # a student's own class may do anything when it is read
            return opaque(type(value).__name__)
        return value


class _Verbatim(str):
    """A text that `KeyError`, which shows its argument as `repr` does, shows as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _error_of(kind: str) -> type[Exception]:
    found = getattr(builtins, kind, None)
    known = isinstance(found, type) and issubclass(found, Exception)
    return found if known else JudgeError  # type: ignore[return-value]


def serve(sock: socket.socket, namespace: Mapping[str, object]) -> None:
    """Answer the judge's requests until it hangs up.

    Parameters
    ----------
    sock : socket
        Connected to the judge.
    namespace : mapping of str to object
        The names of the student's notebook.
    """
    server = _Server(sock, namespace)
    while True:
        try:
            request = receive(sock, resolve=server.resolve)
        except Closed:
            return
        server.nonce = request["nonce"]
        try:
            answer = server.answer(request)
        except BaseException as error:  # whatever it is, the judge waits for an answer
            answer = {"failure": [type(error).__name__, str(error)[:1000], None]}
        with contextlib.suppress(Closed):
            send(sock, {"nonce": server.nonce, "answer": answer}, refer=server.refer)
