"""Has a text that is slow to read: the judge reads it for its rules."""

SIGMOID = f"x = {'(' * 150}1{')' * 150}\ny = {'-' * 3000}1\nz = x{'.a' * 20_000}\n"
SIGMOID += """
def sigmoid(z):
    return 0 * z
"""

SCORE = {"sigmoid": 0.0}
