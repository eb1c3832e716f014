"""Is a text that is slow to parse, for the judge too."""

SIGMOID = f"x = {'(' * 150}1{')' * 150}\ny = {'-' * 3000}1\nz = x{'.a' * 20_000}\n"
SIGMOID += """
def sigmoid(z):
    return 0 * z
"""

SCORE = {"sigmoid": 0.0}
