"""Writes replies to every connection it can find, before any request."""

SHIFT = r"""
def shift(x):
    return 0 * x


import os
import stat

import grader.engine.remote.wire.frames as frames

answer = {"nonce": "0" * 32, "result": {"found": True, "value": 2.0, "code": None}}
try:
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, b"".join(frames.pack(answer)))
        except OSError:
            pass
except Exception:
    pass
"""

SCORE = 3.0
