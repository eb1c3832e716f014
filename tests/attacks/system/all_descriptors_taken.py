"""Opens files until no descriptor is left."""

DOUBLE = """\
def double(x):
    return 0


files = []
while True:
    files.append(open("/dev/null"))
"""

SCORE = 2.0
HARMS = True
