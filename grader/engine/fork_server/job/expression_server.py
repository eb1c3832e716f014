"""A snapshot server that evaluates expressions, for tests of the sandbox."""

import socket
from typing import Any

from grader.engine.fork_server.protocol import receive_json, send_json


def handle_requests(connection: socket.socket, namespace: dict[str, Any]) -> None:
    """Reply to each expression with the `repr` of its value, or its error, until the judge ends."""
    while True:
        try:
            expression = receive_json(connection)
        except EOFError:
            return
        try:
            text = repr(eval(expression, namespace))
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
        send_json(connection, text)
