"""An nbgrader course without this package: plain solutions and plain asserts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.notebooks import cell, notebook_of

ASSIGNMENT, NOTEBOOK = "ps1", "arrays"

SETUP = "%matplotlib inline\nimport numpy as np\n\nSCALE = 2.0"

SOLUTIONS = {
    "softmax": """\
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()""",
    "initialize": """\
def initialize(n):
    return {"W": np.random.randn(n, 2), "b": np.zeros(n)}""",
    "slope": """\
def slope(f, x):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5""",
    "descend": """\
def descend(x, record):
    for _ in range(3):
        record(x)
        x = x / SCALE
    return x""",
    "normalize": """\
def normalize(a):
    a -= a.mean()
    return None""",
    "adder": """\
def adder(n):
    def add(x):
        return x + n
    return add""",
    "answer": "answer = 6 * 7",
    "checked": """\
def checked(x):
    if x < 0:
        raise ValueError("negative")
    return x ** 0.5""",
}

TESTS = {
    "softmax": """\
z = np.array([1.0, 2.0, 4.0])
assert softmax(z) is not None
### BEGIN HIDDEN TESTS
def wanted(z):
    e = np.exp(z)
    return e / e.sum()
np.testing.assert_allclose(softmax(z), wanted(z))
assert np.allclose(softmax(10 * z), wanted(10 * z))
### END HIDDEN TESTS""",
    "initialize": """\
### BEGIN HIDDEN TESTS
np.random.seed(1)
first = initialize(3)
second = initialize(3)
np.random.seed(1)
np.testing.assert_array_equal(first["W"], np.random.randn(3, 2))
np.testing.assert_array_equal(second["W"], np.random.randn(3, 2))
### END HIDDEN TESTS""",
    "slope": """\
### BEGIN HIDDEN TESTS
factor = 3.0
assert abs(slope(lambda x: factor * x ** 2, 1.0) - 6.0) < 1e-6
assert abs(slope(softmax_of_two, 0.0) - 0.25) < 1e-6
### END HIDDEN TESTS""",
    "descend": """\
### BEGIN HIDDEN TESTS
costs = []
assert descend(8.0, costs.append) == 1.0
assert costs == [8.0, 4.0, 2.0], costs
seen = []
descend(4.0, lambda x: seen.append(x))
assert len(seen) == 3
### END HIDDEN TESTS""",
    "normalize": """\
### BEGIN HIDDEN TESTS
a = np.array([1.0, 3.0])
assert normalize(a) is None
assert (a == [-1.0, 1.0]).all()
### END HIDDEN TESTS""",
    "adder": """\
assert adder(2)(3) == 5
### BEGIN HIDDEN TESTS
assert [adder(n)(1) for n in range(3)] == [1, 2, 3]
### END HIDDEN TESTS""",
    "answer": """\
assert answer > 0
### BEGIN HIDDEN TESTS
assert answer == 42 and doubled == 84
### END HIDDEN TESTS""",
    "checked": """\
### BEGIN HIDDEN TESTS
parts = 0
try:
    checked(-1)
except ValueError as error:
    parts += 1
if checked(4) == 2:
    parts += 1
parts / 2 * 4
### END HIDDEN TESTS""",
}
POINTS = {name: 4 if name == "checked" else 1 for name in TESTS}

GIVEN = "def softmax_of_two(x):\n    return softmax(np.array([x, 0.0]))[0]\n\ndoubled = 2 * answer"


def notebook(answers: Mapping[str, str], hidden: bool = False) -> dict[str, Any]:
    """The notebook with these cells in place of the solutions."""
    texts = {**SOLUTIONS, **answers}
    cells = [cell(SETUP, grade_id="setup", locked=True)]
    cells += [cell(text, grade_id=name, solution=True) for name, text in texts.items()]
    cells.append(cell(GIVEN, grade_id="given", locked=True))
    for name, text in TESTS.items():
        shown = text if hidden else text.partition("### BEGIN")[0].rstrip()
        marks: dict[str, Any] = {"grade": True, "locked": True, "points": POINTS[name]}
        cells.append(cell(shown, grade_id=f"test-{name}", **marks))
    return notebook_of(cells)


def make_course(root: Path) -> Path:
    """Write the instructor's notebook of the course."""
    path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook({}, hidden=True)), encoding="utf-8")
    return root
