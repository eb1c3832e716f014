"""Displays without end."""

DOUBLE = """\
def double(x):
    return 0


from IPython.display import HTML, display

while True:
    display(HTML("x" * 100_000))
"""

SCORE = 2.0
HARMS = True
