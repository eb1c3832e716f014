"""Sends JSON that is nested too deeply, and numbers that JSON does not have."""

DOUBLE = """\
import os
import struct

for text in (b"[" * 100_000, b'{"cell": NaN}', b'{"cell": ' + b"9" * 10_000 + b"}"):
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("!I", len(text)) + text)
        except OSError:
            pass


def double(x):
    return 0
"""

SCORE = 0.0
HARMS = True
