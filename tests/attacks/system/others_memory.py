"""Reads and writes the memory of its parent."""

DOUBLE = """\
def double(x):
    return 0


import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(16)
place = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
for call in (libc.process_vm_readv, libc.process_vm_writev):
    print(call(os.getppid(), place, 1, place, 1, 0))
"""

SCORE = 2.0
SHOWS = "-1\n-1\n"
HARMS = True
