"""Sends a header that nests as deep as it can."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as serve
import grader.engine.remote.wire as wire


def deep(sock, value, *args, **kwargs):
    header = b'{"value": ' + b"[" * 100_000 + b"]" * 100_000 + b', "buffers": []}'
    sock.sendall(wire._PREFIX.pack(wire.MAGIC, len(header), 0) + header)


serve.send = deep
"""

SCORE = 3.0
SAYS = "no answer of a function"
