"""Replies one byte at a time, so that no single wait is long."""

SHIFT = r"""
def shift(x):
    return 0 * x


import time

import grader.engine.remote.student_server as student_server
import grader.engine.remote.wire.frames as frames


def drip(sock, value, *args, **kwargs):
    for byte in b"".join(frames.pack(value)):
        sock.sendall(bytes([byte]))
        time.sleep(0.3)


student_server.send = drip
"""

SCORE = 3.0
