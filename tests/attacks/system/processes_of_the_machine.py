"""Reads /proc: command lines, environments, open files, memory."""

DOUBLE = """\
def double(x):
    return 0


import os

seen = []
for pid in (*range(1, 400), os.getpid(), os.getppid(), "self"):
    for name in ("cmdline", "environ", "maps", "mem", "status", "root/etc/passwd", "cwd", "fd/3"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                seen.append(file.read(100))
        except OSError:
            pass
try:
    seen += os.listdir("/proc")
except OSError:
    pass
print(seen)
"""

SCORE = 2.0
SHOWS = "[]\n"
HARMS = True
