"""Reads its whole memory, which was the zygote's, for the hidden tests."""

DOUBLE = """\
def double(x):
    return 0


try:
    for line in open("/proc/self/maps"):
        print(line)
    open("/proc/self/mem", "rb")
except OSError:
    print("refused")
"""

SCORE = 2.0
SHOWS = "refused\n"
HARMS = True
