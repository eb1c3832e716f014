"""A snapshot that evaluates expressions and says what they are: for the sandbox's own tests."""

import socket
from typing import Any

from grader.engine.fork_server.protocol import receive_json, send_json


def handle_requests(connection: socket.socket, namespace: dict[str, Any]) -> None:
    """Answer each expression with the text of its value, or of its error, until the judge ends."""
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
