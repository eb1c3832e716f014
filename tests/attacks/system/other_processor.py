"""Makes system calls by the numbers of the 32-bit interface."""

DOUBLE = """\
def double(x):
    return 0


import ctypes

libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall(ctypes.c_long(0x40000000 + 41), 1, 1, 0))
"""

SCORE = 2.0
SHOWS = "-1\n"
HARMS = True
