"""Values that cannot be sent to the judge reach a plain test in the student's own process."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.result import ExerciseResult
from grader.engine.judging.submission import judge_submission
from tests.notebooks import cell, notebook_of
from tests.sandboxed import PATIENT

ASSIGNMENT, NOTEBOOK = "ps1", "values"
SETUP = "import random\nimport numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt"

REMOTE: dict[str, tuple[str, str, str]] = {
    "numbers": (
        "def numbers(n):\n    return [i / 2 for i in range(n)]",
        "def numbers(n):\n    return [i / 3 for i in range(n)]",
        "assert numbers(300_000)[-1] == 149999.5",
    ),
    "seeded": (
        "def seeded():\n    return random.random()",
        "def seeded():\n    return 0.5",
        "import random\nrandom.seed(3)\na = seeded()\nrandom.seed(3)\nassert a == random.random()",
    ),
    "parts": (
        "def parts():\n    return 2",
        "def parts():\n    return 1",
        "parts() / 2",
    ),
    "root": (
        "def root(x):\n    return np.sqrt(max(x, 0))",
        "def root(x):\n    return x",
        "assert root(4) == 2\nroot(-1)",
    ),
    "score": ("score = 1", "score = [0.5]", "float(score)"),
    "number": ("number = 1", "number = '0.5'", "float(number)"),
    "halved": (
        "def halved(x):\n    return x / 2",
        "def halved(x):\n    return [x / 2]",
        "assert round(halved(4)) == 2",
    ),
}
OWN: dict[str, tuple[str, str, str]] = {
    "Account": (
        "class Account:\n    def __init__(self):\n        self.sum = 0\n"
        "    def add(self, x):\n        self.sum += x",
        "class Account:\n    def __init__(self):\n        self.sum = 0\n"
        "    def add(self, x):\n        self.sum -= x",
        "a = Account()\na.add(3)\nassert a.sum == 3, 'add should add'",
    ),
    "table": (
        "def table():\n    return pd.DataFrame({'a': [1, 2]})",
        "def table():\n    return pd.DataFrame({'a': [1, 3]})",
        "pd.testing.assert_frame_equal(table(), pd.DataFrame({'a': [1, 2]}))",
    ),
    "naturals": (
        "def naturals():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "def naturals():\n    return [0, 1, 3]",
        "import itertools\nimport types\nassert isinstance(naturals(), types.GeneratorType)\n"
        "assert list(itertools.islice(naturals(), 3)) == [0, 1, 2]",
    ),
    "point": (
        "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')\n"
        "def point():\n    return Point(1, 2)",
        "def point():\n    return (1, 2)",
        "assert point().x == 1",
    ),
    "fails": (
        "class Refused(Exception):\n    pass\ndef fails():\n    raise Refused('no')",
        "class Refused(Exception):\n    pass\ndef fails():\n    return 1",
        "try:\n    fails()\nexcept Refused:\n    pass\nelse:\n    assert False",
    ),
    "greet": (
        "def greet():\n    print('hello')",
        "def greet():\n    print('hi')",
        "from unittest.mock import patch\nwith patch('builtins.print') as p:\n    greet()\n"
        "p.assert_called_once_with('hello')",
    ),
    "draw": (
        "def draw():\n    _, ax = plt.subplots()\n    ax.set_title('t')\n    return ax",
        "def draw():\n    _, ax = plt.subplots()\n    return ax",
        "assert draw().get_title() == 't'",
    ),
    "short": (
        "def short(x):\n    return sum(x)",
        "def short(x):\n    s = 0\n    for v in x:\n        s += v\n    return s",
        "import inspect\nassert 'for' not in inspect.getsource(short)",
    ),
    "share": (
        "class share:\n    a = b = 1",
        "class share:\n    a, b = 1, 2",
        "(int(share.a == 1) + int(share.b == 1)) / 2",
    ),
    "shapes": (
        "%%writefile shapes.py\ndef area(a, b):\n    return a * b",
        "area = None",
        "import shapes\nassert shapes.area(2, 3) == 6",
    ),
    "lacks": (
        "%%writefile lacks.py\nx = 1",
        "%%writefile lacks.py\ny = 1",
        "from lacks import x\nassert x == 1",
    ),
    "mean": (
        "class mean:\n    of_all = np.float64(0.25)",
        "class mean:\n    pass",
        "assert mean.of_all < 1\nmean.of_all",
    ),
}
ALL = {**REMOTE, **OWN}
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def notebook(solutions: dict[str, str]) -> dict[str, Any]:
    cells = [cell(SETUP, grade_id="setup", locked=True)]
    for name, (right, _, test) in ALL.items():
        cells.append(cell(solutions.get(name, right), grade_id=name, solution=True))
        marks = {"grade": True, "locked": True, "points": 1}
        cells.append(cell(HIDDEN.format(test), grade_id=f"test-{name}", **marks))
    return notebook_of(cells)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("values")
    path = root / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook({})), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course, PATIENT) as server:
        yield server


def judged(
    server: ForkServer, course: Path, solutions: dict[str, str]
) -> dict[str, ExerciseResult]:
    job = Job("s", ASSIGNMENT, "run", {NOTEBOOK: json.dumps(notebook(solutions))})
    result = judge_submission(server, job, course).result
    return {each.exercise.removeprefix("test-"): each for each in result.exercises}


def test_right_values_of_each_kind_get_all_points(server: ForkServer, course: Path) -> None:
    found = judged(server, course, {})
    assert {n: e.points for n, e in found.items()} == dict.fromkeys(ALL, 1.0), found
    assert {name for name, each in found.items() if each.forgeable} == set(OWN)


def test_wrong_values_of_each_kind_get_none(server: ForkServer, course: Path) -> None:
    found = judged(server, course, {name: wrong for name, (_, wrong, _) in ALL.items()})
    points = {name: each.points for name, each in found.items()}
    assert points == {**dict.fromkeys(ALL, 0.0), "parts": 0.5, "share": 0.5, "number": 0.5}, found
    assert found["Account"].message == ("AssertionError: add should add",)
