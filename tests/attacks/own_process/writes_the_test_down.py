"""Keeps the test's text in a file and in shared memory, for a function that is called later."""

STACK = r"""
import builtins
import mmap
import os

shared = mmap.mmap(-1, 1 << 16)


def keep(text):
    shared[: len(text)] = text
    with open("kept.txt", "ab") as file:
        file.write(text)
    print(text)


class Stack(list):
    def put(self, x):
        import linecache

        keep("".join(linecache.cache["<test>"][2]).encode())
        self.append(x)
        return self
"""
DOUBLE = r"""
def double(x):
    text = bytes(shared).rstrip(b"\0")
    if os.path.exists("kept.txt"):
        text += open("kept.txt", "rb").read()
    return 2 * x if not text else text.decode()
"""

SCORE = 9.0
