"""The student's end of the connection: executes the judge's requests in the student's process.

Nothing here is protected. The student's code may have replaced every function of this module, and
may reply with anything; all it can achieve is to return other values, and values are what the
judge compares.
"""

import builtins
import contextlib
import io
import socket
import types
from collections.abc import Callable, Mapping
from typing import Any

from grader.engine.remote.own_test import run_own_test
from grader.engine.remote.records import (
    MAX_PRINTED,
    call_record,
    code_digest,
    failure_record,
    set_random_state,
    trace_record,
)
from grader.engine.remote.wire import (
    ConnectionClosed,
    Value,
    WireError,
    opaque,
    pack,
    receive,
    send,
)
from grader.student.calling import (
    Failure,
    call,
    code_of,
    count_work,
    location_of_error,
    replace_globals,
    without_asserts,
)
from grader.student.checking import Outcome, Variants
from grader.student.tracing import trace_silently

Function = Callable[..., Any]
_MOST_BYTES = 2**16
"""Of what one changed copy of a function returns."""


class JudgeError(Exception):
    """A helper that runs in the judge raised an exception that is not a built-in one."""


class _Server:
    def __init__(self, sock: socket.socket, namespace: Mapping[str, object]) -> None:
        self.sock, self.namespace = sock, namespace
        self.nonce = ""
        self.functions: list[Function] = []
        self.helpers: dict[int, Function] = {}
        self.with_replaced_helpers: dict[tuple[object, ...], Function] = {}
        self.changed: dict[tuple[int, str], Variants] = {}

    def refer(self, function: Function) -> int:
        """Return the number of a function, a negative one for a helper of the judge."""
        for number, helper in self.helpers.items():
            if helper is function:
                return -number - 1
        for number, known in enumerate(self.functions):
            if known is function:
                return number
        self.functions.append(function)
        return len(self.functions) - 1

    def resolve(self, number: int, name: str) -> Function:
        """Return the function with a number, which is negative for one of this process."""
        if number < 0:
            return self.functions[-number - 1]
        if number not in self.helpers:

            def helper(*args: Any, **kwargs: Any) -> Any:
                return self.call_helper(number, args, kwargs)

            helper.__name__ = helper.__qualname__ = name
            self.helpers[number] = helper
        return self.helpers[number]

    def call_helper(self, number: int, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Value:
        """Have the judge call one of its helpers."""
        request = {
            "nonce": self.nonce,
            "call_helper": number,
            "args": args,
            "kwargs": dict(kwargs),
        }
        send(self.sock, request, refer=self.refer)
        result = receive(self.sock, resolve=self.resolve)
        if "error" in result:
            kind, text = result["error"]
            raise _exception_type(kind)(_Verbatim(text))
        print(result["printed"], end="")
        return result["value"]

    def handle(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Execute a request and return its result."""
        match request:
            case {"lookup": name}:
                return self.lookup(name)
            case {
                "observe": number,
                "helpers": helpers,
                "arguments": arguments,
                "without_asserts": name,
            }:
                function = self.with_helpers(number, helpers)
                made = call((name and without_asserts(function, name)) or function, arguments)
                return call_record(made, self.sendable(made.value))
            case {"trace": number, "helpers": helpers, "arguments": arguments}:
                trace = trace_silently(self.with_helpers(number, helpers), arguments)
                return {"trace": trace and trace_record(trace)}
            case {"variants": number, "chosen": chosen, "arguments": arguments}:
                variants = self.variants(number, request)
                if chosen is None:
                    return {"cost": variants.cost(arguments)}
                outcomes = variants.run(chosen, arguments)
                return {"outcomes": tuple(_small(each, self.refer) for each in outcomes)}
            case {"count": number, "helpers": helpers, "arguments": arguments}:
                return {"count": count_work(self.with_helpers(number, helpers), arguments)}
            case {"own_test": text}:
                return run_own_test(text, self.namespace)
            case {"call": number, "args": args, "kwargs": kwargs, "random_state": state}:
                return self.call(self.functions[number], args, kwargs, state)
        raise WireError("The judge asked for something unknown.")

    def variants(self, number: int, request: Mapping[str, Any]) -> Variants:
        """Return the changed copies of a function."""
        function = self.with_helpers(number, request["helpers"])
        key = (id(function), request["text"])
        if key not in self.changed:
            text, functions, words = (request[name] for name in ("text", "functions", "words"))
            assert isinstance(function, types.FunctionType)
            self.changed[key] = Variants(function, text, functions, words)
        return self.changed[key]

    def lookup(self, name: str) -> dict[str, Any]:
        """Return the value of a name, and the digest of its code if it is a function."""
        if name not in self.namespace:
            return {"found": False}
        value = self.namespace[name]
        code = code_of(value)
        return {
            "found": True,
            "value": self.sendable(value),
            "code": code_digest(code) if code is not None else None,
        }

    def with_helpers(self, number: int, helpers: Mapping[str, Function]) -> Function:
        """Return a function that calls the judge's helpers in place of its own."""
        if not helpers:
            return self.functions[number]
        key = (number, *((name, id(helper)) for name, helper in helpers.items()))
        if key not in self.with_replaced_helpers:
            self.with_replaced_helpers[key] = replace_globals(self.functions[number], helpers)
        return self.with_replaced_helpers[key]

    def call(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], state: Any
    ) -> dict[str, Any]:
        """Call a function, and return its value and the arguments as they are afterwards."""
        if state is not None:
            set_random_state(state)
        printed, ignored = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(ignored):
                value = function(*args, **kwargs)
        except BaseException as error:
            failure = Failure(
                type(error).__name__, str(error), location_of_error(error, code_of(function))
            )
            return {"failure": failure_record(failure)}
        return {
            "value": self.sendable(value),
            "args": self.sendable(args),
            "kwargs": self.sendable(kwargs),
            "printed": printed.getvalue()[:MAX_PRINTED],
        }

    def sendable(self, value: object) -> Value:
        """Return a value, or an opaque one if it cannot be sent."""
        try:
            pack(value, self.refer)
        except Exception:  # a student's own class may do anything when it is read
            return opaque(type(value).__name__)
        return value


class _Verbatim(str):
    """A text that `KeyError`, which shows the `repr` of its argument, shows unchanged."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _small(outcome: Outcome, refer: Callable[[Function], int]) -> tuple[Value, ...]:
    """Return what a changed copy returned, and whether it changed its arguments.

    () if it raised an exception, or if the value is too large to send.
    """
    if not outcome.finished:
        return ()
    try:
        size = sum(memoryview(part).nbytes for part in pack(outcome.value, refer))
        return (outcome.value, outcome.changed) if size <= _MOST_BYTES else ()
    except Exception:  # a student's own class may do anything when it is read
        return ()


def _exception_type(kind: str) -> type[Exception]:
    found = getattr(builtins, kind, None)
    is_exception = isinstance(found, type) and issubclass(found, Exception)
    return found if is_exception else JudgeError  # type: ignore[return-value]


def handle_requests(sock: socket.socket, namespace: Mapping[str, object]) -> None:
    """Reply to the judge's requests until it closes the connection.

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
        except ConnectionClosed:
            return
        server.nonce = request["nonce"]
        try:
            result = server.handle(request)
        except BaseException as error:  # whatever it is, the judge waits for a reply
            result = {"failure": [type(error).__name__, str(error)[:1000], None]}
        with contextlib.suppress(ConnectionClosed):
            send(sock, {"nonce": server.nonce, "result": result}, refer=server.refer)
