"""Makes user namespaces, in which it would be root, by every system call."""

DOUBLE = """\
def double(x):
    return 0


import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print(libc.unshare(0x10000000), libc.unshare(0x20000), libc.setns(0, 0))
print(libc.mount(b"none", b"/", b"tmpfs", 0, None), libc.umount2(b"/", 2), libc.chroot(b"."))
clone = 56 if os.uname().machine == "x86_64" else 220
print(libc.syscall(ctypes.c_long(clone), 0x10000011, 0, 0, 0, 0))
"""

SCORE = 2.0
SHOWS = "-1 -1 -1\n-1 -1 -1\n-1\n"
HARMS = True
