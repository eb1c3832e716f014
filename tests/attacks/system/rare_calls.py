"""Makes rare system calls: io_uring, keys, tracing, modules, descriptors of other processes."""

DOUBLE = """\
def double(x):
    return 0


import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
names = (101, 169, 175, 250, 298, 304, 310, 313, 319, 321, 323, 425, 428, 434, 438, 442, 446, 500)
if os.uname().machine == "x86_64":
    print({libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0) for number in names})
else:
    print({-1})
"""

SCORE = 2.0
SHOWS = "{-1}\n"
HARMS = True
