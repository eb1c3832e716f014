"""Sends a header with brackets nested as deep as possible."""

SHIFT = r"""
def shift(x):
    return 0 * x


import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def deep(sock, value, *args, **kwargs):
    header = b'{"value": ' + b"[" * 100_000 + b"]" * 100_000 + b', "buffers": []}'
    sock.sendall(frames._PREFIX.pack(frames.MAGIC, len(header), 0) + header)


student_server.send = deep
"""

SCORE = 3.0
SAYS = "no answer of a function"
