"""What honest students earn and read for code of unusual forms."""

import json
import sys
import textwrap
from collections.abc import Callable, Iterator

import pytest

from grader.engine.fork_server import fork_server
from grader.engine.judging.interface import Job
from grader.engine.judging.result import ExerciseResult
from grader.engine.judging.submission import judge_submission
from tests.classroom import faults

NUMPY = "import numpy as np\n\n\n"
BODY = "    return np.maximum(0, z)\n"
RELU = f"def relu(z):\n{BODY}"
RUNNING = " The cell that was running begins with: import numpy as np"
DEFINE = "Write the function there, with def relu."
OUT = "Move it out of there, with def at the left margin."

OTHER = "def relu(z):\n    return z * (z > 0)\n"
READS = "def relu(z):\n    return np.maximum(0, z) + ZEROS[0]\n"
WRAPPED = """\
import functools


def logged(name):
    def around(f):
        @functools.wraps(f)
        def inner(*a):
            return f(*a)
        return inner
    return around
"""


def indent(text: str) -> str:
    return textwrap.indent(text, "    ")


Judged = Callable[..., ExerciseResult]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    root = faults.make_course(tmp_path_factory.mktemp("course"))
    with fork_server(root) as server:

        def judge(cell: str, **files: bytes) -> ExerciseResult:
            notebooks = {faults.NOTEBOOK: json.dumps(faults.notebook({"relu": cell, "neuron": ""}))}
            job = Job("s", faults.ASSIGNMENT, "run", notebooks, files)
            result = judge_submission(server, job, root).result
            return next(each for each in result.exercises if each.exercise == "relu")

        yield judge


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (f"{NUMPY}{RELU}import os\nos._exit(0)", f"it ended itself, as os._exit does.{RUNNING}"),
        pytest.param(
            f"{NUMPY}{RELU}import os\nos.kill(os.getpid(), 9)",
            f"it was killed.{RUNNING}",
            marks=pytest.mark.slow,
        ),
        ("# max(0, z)\n", f"relu is not defined: its cell has only comments. {DEFINE}"),
        ("", f"relu is not defined: its cell is empty. {DEFINE}"),
        (
            f"{NUMPY}class Mine:\n    def relu(z):\n    {BODY}",
            f"line 5 of its cell defines it inside of the class Mine. {OUT}",
        ),
        pytest.param(
            f"{NUMPY}def main():\n    def relu(z):\n    {BODY}",
            f"line 5 of its cell defines it inside of the function main. {OUT}",
            marks=pytest.mark.slow,
        ),
        (f"{NUMPY}def relu(z):\n    breakpoint()\n{BODY}", "breakpoint() and pdb.set_trace() wait"),
        (f"{NUMPY}def relu(z):\n    input()\n{BODY}", "input() waits for somebody to type"),
        (f"{NUMPY}def relu(z):\n    raise SystemExit\n", "exit() and sys.exit() end the program"),
        (f"{NUMPY}def relu(z):\n    raise ValueError\n", "raise ValueError\n  ValueError"),
    ],
)
def test_why_nothing_was_earned_is_named(judged: Judged, cell: str, message: str) -> None:
    result = judged(cell)
    assert result.points == 0.0
    told = "\n".join(result.message)
    assert message in told and not told.rstrip().endswith(":")


def test_the_length_of_a_cell_that_is_not_read_is_named(judged: Judged) -> None:
    cell = f"{NUMPY}{RELU}# "
    result = judged(cell + "x" * (500_001 - len(cell)))
    assert result.points == pytest.approx(2.4)
    assert "500,001 characters, and at most 500,000 are read" in " ".join(result.message)


@pytest.mark.parametrize(
    "cell", ["%run tools.py\n", pytest.param("%run -i tools\n", marks=pytest.mark.slow)]
)
def test_a_program_beside_the_notebook_is_the_students_code(judged: Judged, cell: str) -> None:
    assert judged(cell, **{"tools.py": f"{NUMPY}{RELU}".encode()}).points == 3.0
    result = judged(cell, **{"tools.py": f"{NUMPY}ZEROS = np.zeros(1)\n{READS}".encode()})
    assert result.points == pytest.approx(2.4)
    assert "reads ZEROS from the notebook" in " ".join(result.message)


def test_a_newer_python_is_named(judged: Judged) -> None:
    result = judged(f"{NUMPY}try:\n    pass\nexcept ValueError, TypeError:\n    pass\n\n{RELU}")
    if sys.version_info < (3, 14):
        (message,) = result.message
        assert "did not run, line 6: this is Python 3.14 (except without paren" in message
        assert "graded with Python 3." in message
    else:
        assert result.points == 3.0


@pytest.mark.parametrize(
    "cell",
    [
        "def relu(z):\n    global a\n    a = np.maximum(0, z)\n    return a\n",
        f"def same(f):\n    def g(*a):\n        return f(*a)\n    return g\n@same\n{RELU}",
        f"def same(f):\n    return f\n\n\n@same\n{RELU}",
        f"{WRAPPED}\n@logged('relu')\n{RELU}",
        f"if np.any(1):\n{indent(RELU)}else:\n{indent(OTHER)}",
        f"try:\n{indent(RELU)}except ValueError:\n{indent(OTHER)}",
        pytest.param(
            f"match 1:\n    case 2:\n{indent(indent(OTHER))}    case _:\n{indent(indent(RELU))}",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_honest_forms_keep_the_share_for_rules(judged: Judged, cell: str) -> None:
    result = judged(NUMPY + cell)
    assert (result.points, result.message[1:]) == (3.0, ())


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(
            f"ZEROS = np.zeros(3)\nif np.any(1):\n{indent(READS)}else:\n{indent(RELU)}",
            marks=pytest.mark.slow,
        ),
        f"ZEROS = np.zeros(3)\nif np.any(1):\n{indent(RELU)}else:\n{indent(READS)}",
        f"ZEROS = np.zeros(3)\n{WRAPPED.replace('f(*a)', 'f(*a) + ZEROS[0]')}\n@logged('')\n{RELU}",
    ],
)
def test_a_rule_is_kept_on_each_branch_and_by_decorators(judged: Judged, cell: str) -> None:
    result = judged(NUMPY + cell)
    assert result.points == pytest.approx(2.4)
    assert "reads ZEROS from the notebook" in " ".join(result.message)
