"""One submission of a lesson through the sandbox and the judge."""

import inspect
import json
import linecache
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import Job, JudgedSubmission, submission_seed
from grader.engine.judging.submission import judge_submission
from grader.exercises.hidden_test import MIME
from grader.exercises.judge_names import TRUSTED
from grader.exercises.reference import load_reference
from grader.student.text import CourseError
from tests.notebooks import cell as code_cell
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, make_course, notebook

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[ForkServer]:
    with fork_server(course) as server:
        yield server


@pytest.fixture
def judged(server: ForkServer, course: Path):
    def judge(content: Any, run: str = "run", **files: bytes) -> JudgedSubmission:
        text = content if isinstance(content, str) else json.dumps(content)
        return judge_submission(server, Job("s", ASSIGNMENT, run, {NOTEBOOK: text}, files), course)

    return judge


def test_a_reference_that_a_submission_needed_first_keeps_its_text(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "source" / "week1", tmp_path / "source" / "week1")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    submitted = (ROOT / "release" / "week1" / "first_neuron.ipynb").read_text(encoding="utf-8")
    with fork_server(tmp_path) as server:
        judge_submission(server, Job("s", "week1", "run", {"first_neuron": submitted}), tmp_path)
    before = set(linecache.cache)
    functions = load_reference("week1/first_neuron", tmp_path).functions
    assert functions and all("def " in inspect.getsource(each) for each in functions.values())
    # It was not read anew.
    assert set(linecache.cache) == before


def points(judged: JudgedSubmission) -> list[float | None]:
    return [each.points for each in judged.result.exercises]


def outputs(judged: JudgedSubmission, grade_id: str) -> list[dict[str, Any]]:
    cells = json.loads(judged.notebooks[NOTEBOOK])["cells"]
    (found,) = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
    return found["outputs"]


def test_a_submission_has_points_messages_and_a_notebook(judged) -> None:
    result = judged(notebook({**SOLUTIONS, "negate": "def negate(x):\n    return x"}))
    assert points(result) == [3.0, 0.0]
    double, negate = result.result.exercises
    assert double.seed == submission_seed(ASSIGNMENT, "s", "run")
    assert double.message[0].startswith("judged with 5.")
    assert negate.groups == {"value": 0.0}
    assert result.result.engine == TRUSTED
    assert result.result.problem is None
    content = nbformat.reads(result.notebooks[NOTEBOOK], as_version=4)
    nbformat.validate(content)
    grades = {
        c.metadata.nbgrader.grade_id: determine_grade(c)[0]
        for c in content.cells
        if c.metadata.nbgrader.grade
    }
    assert grades == {"check-double": 3.0, "check-negate": 0.0}
    shown = outputs(result, "check-double")
    assert shown[0]["text"] == "right\n"
    assert [o["data"][MIME]["points"] for o in shown if MIME in o.get("data", {})] == [3.0]


def test_a_function_of_another_name_is_named(judged) -> None:
    result = judged(notebook({**SOLUTIONS, "double": "def Double(x):\n    return 2 * x"}))
    (message,) = result.result.exercises[0].message
    assert message.startswith("double  is not defined. The notebook has a function Double, and")


def test_a_message_on_an_earlier_version_says_so(judged) -> None:
    content = notebook({**SOLUTIONS, "double": "def double(x):\n    return (x"})
    content["cells"].insert(1, code_cell("def double(x):\n    return 3 * x"))
    first, second = judged(content).result.exercises[0].message
    assert first.startswith("The cell of double did not run, line 2: SyntaxError: '(' was never")
    assert first.endswith("This is about the version before it:")
    assert second.startswith("judged with 5.")


def test_the_same_run_asks_the_same_and_another_asks_anew(judged) -> None:
    one, again, other = (judged(notebook(SOLUTIONS), run) for run in ("a", "a", "b"))
    messages = [each.result.exercises[0].message for each in (one, again, other)]
    assert messages[0] == messages[1] != messages[2]


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception", "remove-cell"])
def test_tags_count_for_nothing(judged, tag: str) -> None:
    content = notebook({"double": "def double(x):\n    return 0"})
    for cell in content["cells"]:
        cell["metadata"]["tags"] = [tag]
    assert points(judged(content)) == [0.0, 0.0]


def test_the_tests_are_the_instructors_whatever_the_cell_says(judged) -> None:
    content = notebook({"double": "def double(x):\n    return 0"})
    for cell in content["cells"]:
        if cell["metadata"]["nbgrader"].get("grade"):
            cell["source"] = "3.0"
            cell["metadata"]["nbgrader"]["points"] = 100
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {}}
            ]
    result = judged(content)
    assert points(result) == [0.0, 0.0]
    assert "double(" in json.dumps(result.notebooks[NOTEBOOK])


def test_a_warning_is_a_note(judged) -> None:
    text = "import sys\n\n\ndef double(x):\n    print('careful', file=sys.stderr)\n    return 2 * x"
    result = judged(notebook({"double": text}))
    assert points(result) == [3.0, 0.0]
    assert not [o for o in outputs(result, "check-double") if o.get("name") == "stderr"]


def test_an_error_of_the_visible_part_costs_nothing_by_itself(judged) -> None:
    # The check that came with the notebook was broken; the function is right.
    content = notebook(SOLUTIONS)
    content["cells"].insert(1, {**content["cells"][0], "id": "own", "metadata": {}})
    content["cells"][1]["source"] = "def check(function):\n    raise RuntimeError"
    result = judged(content)
    assert points(result) == [3.0, 2.0]
    assert "RuntimeError" in outputs(result, "check-double")[0]["text"]


DOUBLE = "def double(x):\n    return 2 * x"
NO_MODULE = "No module named 'no_such'; line 1 of its cell imports it"


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("%%time\n" + DOUBLE, None),
        ("%%capture\nimport no_such\n" + DOUBLE, None),
        ("# timed\n%%time\n" + DOUBLE, None),
        ("%load_ext no_such\n%no_such\n!pip install no_such\nx = !ls\n" + DOUBLE, None),
        ("import no_such\nno_such.seed(0)\n" + DOUBLE, None),
        ("import asyncio\nawait asyncio.sleep(0)\n" + DOUBLE, None),
        ("from no_such import f\ndef double(x):\n    return f(x)", NO_MODULE),
        ("from no_such import double", NO_MODULE),
        ("x = 1\ndef double(x:\n    return x", "line 2: SyntaxError: '(' was never closed"),
        ("1 def double(x):\n2     return 2 * x", "line 1: SyntaxError: invalid syntax"),
        (f"%%writefile a.py\n{SOLUTIONS['double']}", "line 1: %%writefile does not run the code"),
        (f"%%R\n{SOLUTIONS['double']}", "Cell magic `%%R` not found"),
        ("x = 1\nx / 0\n" + DOUBLE, "line 2: ZeroDivisionError: division by zero"),
        ("%%no_such\n" + DOUBLE, "Cell magic `%%no_such` not found"),
    ],
)
def test_a_cell_is_judged_by_what_it_defines_or_says_its_own_error(
    judged, cell: str, message: str | None
) -> None:
    result = judged(notebook({**SOLUTIONS, "double": cell}))
    assert points(result) == [3.0 if message is None else 0.0, 2.0]
    assert (message or "judged with") in result.result.exercises[0].message[0]


USING = "from my_tools import twice\ndef double(x):\n    return twice(x)"
INSIDE = "def double(x):\n    from my_tools import twice\n    return twice(x)"
TWICE = "def twice(x):\n    return 2 * x\n"


@pytest.mark.parametrize(
    ("cell", "module", "place"),
    [
        (USING, "import no_such\n" + TWICE, None),
        (USING, "from no_such.part import Tensor\n" + TWICE + "class N(Tensor):\n    pass", None),
        (USING, "import no_such\n" + TWICE + "no_such.seed(0)", None),
        (INSIDE, "import no_such\n" + TWICE, None),
        (USING, "import math\nimport no_such\n" + TWICE.replace("2", "no_such.two()"), "line 2"),
        (USING, "x = 1\nimport no_such\n@no_such.compiled\n" + TWICE, "line 2"),
        (USING, "if True:\n    import no_such\n    no_such.seed(0)\n" + TWICE, None),
        (USING, "if True:\n    import no_such\n" + TWICE.replace("2", "no_such.two()"), "line 2"),
    ],
)
def test_a_helper_module_is_run_as_the_cells_are(
    judged, cell: str, module: str, place: str | None
) -> None:
    result = judged(notebook({**SOLUTIONS, "double": cell}), **{"my_tools.py": module.encode()})
    assert points(result) == [0.0 if place else 3.0, 2.0]
    (message, *_) = result.result.exercises[0].message
    if place:
        assert f"No module named 'no_such'; {place} of my_tools.py imports it" in message


def test_a_helper_package_is_run_as_the_cells_are(judged) -> None:
    files = {
        "tools/__init__.py": b"import no_such\nfrom .part import twice\n",
        "tools/part.py": b"import no_such\ndef twice(x):\n    return 2 * x\n",
    }
    cell = USING.replace("my_tools", "tools")
    assert points(judged(notebook({**SOLUTIONS, "double": cell}), **files)) == [3.0, 2.0]
    files["tools/part.py"] = files["tools/part.py"].replace(b"2", b"no_such.two()")
    result = judged(notebook({**SOLUTIONS, "double": cell}), **files)
    assert "line 1 of tools/part.py imports it" in result.result.exercises[0].message[0]


def test_a_cell_that_was_not_reached_says_why(judged) -> None:
    result = judged(notebook({**SOLUTIONS, "negate": "import os\nos._exit(3)"}))
    assert points(result) == [3.0, 0.0]
    assert "died" in result.result.exercises[1].message[0]
    assert "died" in result.result.notes[0]


def test_a_missing_cell_and_a_missing_notebook_are_told(judged, server, course) -> None:
    content = notebook(SOLUTIONS)
    del content["cells"][-1]
    result = judged(content)
    # Cells that a student deletes are restored before.
    assert points(result) == [3.0, None]
    assert "check cell of negate is missing" in result.result.exercises[1].fault
    nothing = judge_submission(server, Job("s", ASSIGNMENT, "run", {}), course)
    assert points(nothing) == [0.0, 0.0]
    assert "No readable notebook tiny" in nothing.result.exercises[0].message[0]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"cells": [{}]}', '{"cells": 3}', "[" * 9999]
)
def test_what_is_no_notebook_has_a_result(judged, text: str) -> None:
    result = judged(text)
    assert points(result) == [None, None]
    assert "not a notebook" in result.result.notes[0]


def test_other_files_lie_beside_the_notebook(judged) -> None:
    text = "def double(x):\n    return int(open('two.txt').read()) * x"
    assert points(judged(notebook({"double": text}), **{"two.txt": b"2"})) == [3.0, 0.0]


def test_the_process_of_the_student_does_not_know_the_seed(judged) -> None:
    text = "import os\nprint(sorted(os.environ))\n" + SOLUTIONS["double"]
    result = judged(notebook({"double": text}))
    assert points(result) == [3.0, 0.0]
    (printed,) = outputs(result, "double")
    assert "COURSE_SEED" not in printed["text"]
    assert "COURSE_ROOT" not in printed["text"]


def test_an_assignment_that_is_not_there_is_an_error(server: ForkServer, course: Path) -> None:
    with pytest.raises(CourseError, match="no instructor notebook"):
        judge_submission(server, Job("s", "week9", "run", {}), course)


def test_a_lesson_of_this_course_and_its_empty_release() -> None:
    path = Path("week2", "derivatives_and_graphs.ipynb")
    results: Mapping[str, JudgedSubmission] = {}
    with fork_server(ROOT) as server:
        results = {
            kind: judge_submission(
                server,
                Job("s", "week2", "run", {path.stem: (ROOT / kind / path).read_text("utf-8")}),
                ROOT,
            )
            for kind in ("source", "release")
        }
    mine = {
        kind: [e for e in each.result.exercises if e.notebook.endswith(path.stem)]
        for kind, each in results.items()
    }
    assert all(e.points == e.max_points and e.groups["rule"] == 1.0 for e in mine["source"])
    assert all(e.points == 0 and "not written yet" in e.message[0] for e in mine["release"])


def test_nothing_in_the_notebook_runs_in_a_browser(judged) -> None:
    text = "from IPython.display import HTML, SVG, Javascript, display\n"
    text += "display(HTML('<script>1</script>'), SVG('<svg/>'), Javascript('1'))\n"
    content = notebook({"double": text + SOLUTIONS["double"]})
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "<script>1</script> a"}
    content["cells"].append(own)
    result = judged(content)
    assert points(result) == [3.0, 0.0]
    shown = json.dumps(outputs(result, "double"))
    assert "<script" not in shown
    assert "<svg" not in shown
    assert json.loads(result.notebooks[NOTEBOOK])["cells"][-1]["source"].startswith(
        "<div>&lt;script"
    )


def test_a_module_beside_the_notebook_is_imported_after_those_that_are_installed(judged) -> None:
    cells = {
        "double": "from my_tools import double",
        "negate": (
            "import sys\nimport my_tools\n\n\ndef negate(x):\n"
            "    assert '' not in sys.path and my_tools.__file__.startswith(sys.path[-1])\n"
            "    return my_tools.inner.opposite(x)"
        ),
    }
    files = {
        "my_tools.py": b"import inner\n\n\ndef double(x):\n    return 2 * x\n",
        "inner.py": b"def opposite(x):\n    return -x\n",
        "random.py": b"raise ImportError('not this one')",
        "numpy.py": b"raise ImportError('not this one')",
    }
    made = judged(notebook(cells), **files)
    assert points(made) == [3, 2]
    assert sorted(made.result.notes) == [
        f"{name}.py was not used: `import {name}` imports the installed module of that name."
        for name in ("numpy", "random")
    ]
