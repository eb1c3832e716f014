"""No sentence that a student reads is written outside of `grader.student.messages`.

Looked at is all of `grader`, except the places in `NOT_LOOKED_AT`.

The rule: a string of three words or more is a sentence for students; what stands for values does
not count. These are no such sentences:

- docstrings and annotations,
- raw strings, which are patterns and begin with r,
- what goes into a log,
- arguments of the errors in `NOT_FOR_STUDENTS`, which other people see,
- what `EXCEPTIONS` lists.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import pytest

import grader

ROOT = Path(grader.__file__).parent

NOT_LOOKED_AT = {
    "engine/nbgrader_course": "sentences for instructors",
    "classroom/gradebook/owner.py": "sentences for instructors",
    "classroom/grading/own_solutions.py": "sentences for instructors",
    "build": "read by the authors of a course",
    "cli.py": "the command line",
    "classroom/submissions/forms/name_patterns.py": "what the forms of names of files are called",
    "classroom/pages/report_page.py": "the instructor's report",
    "classroom/permissions.py": "read by the instructor, in `course doctor`",
    "engine/doctor.py": "read by the instructor, in `course doctor`",
    "engine/page_content/latex.py": "names of commands of LaTeX",
    "engine/sandbox/probes.py": "read by the instructor, in `course doctor`",
    "engine/sandbox/tiers.py": "read by the instructor, in `course doctor`",
    "exercises/content": "the sentences of one exercise's mistakes stay in its file",
    "student/figures/drawing": "names of fonts and places of a drawing",
    "student/figures/week*": "labels in drawings",
    "student/messages": "the home",
}
"""Files and folders, and why their sentences may stay there."""

NOT_FOR_STUDENTS = {
    "CannotJudge": "the instructor's machine cannot judge",
    "ClusterError": "the instructor's cluster cannot judge",
    "CourseError": "raised as such for the instructor: the course or its folders are incomplete",
    "ExerciseError": "the author of an exercise wrote a mistake that does not fit its solution",
    "GradebookError": "the instructor's gradebook cannot be used",
    "MachineError": "the instructor's machine cannot write files",
    "NoSuchExercises": "the author of a notebook wrote no exercises for it",
    "PlainDataError": "the author of an exercise has a case that cannot be stored",
    "ReferenceFailed": "the author's solution fails",
    "ReferenceNotFound": "raised for the instructor: the course is not built or not there",
    "ResultError": "the instructor's record of a result is damaged",
    "SolutionsNotRight": "the author's solution does not get all points",
    "SandboxError": "the instructor's machine cannot isolate student code",
    "RuntimeError": "a mistake in the grader itself",
    "TypeError": "a mistake in the grader itself; one text imitates a text of Python's own",
    # A student's process that is forged or broken sent what no process sends.
    "InvalidOutput": "quoted in `grading_problems.invalid_output`",
    "WireError": "quoted in `grading_problems.invalid_reply`",
    "ConnectionClosed": "`grading_problems.died_in_call` stands for it",
    "DeadlineExceeded": "`grading_problems.call_took_too_long` stands for it",
}
"""Errors by their class, and why no student reads their texts as such."""

EXCEPTIONS: dict[str, frozenset[tuple[str, str]]] = {
    "words for values, which all messages share": frozenset(
        {
            ("student/text/values.py", "True or False"),
            ("student/text/values.py", "a complex number"),
            ("student/text/values.py", "an array of shape {}"),
        }
    ),
    "parts of a display: a progress bar, a table, and the labels in it": frozenset(
        {
            ("student/experiments/island_networks.py", "2 x {} units, {} points"),
            ("student/experiments/scale_measurement.py", "2 layers of {} units"),
            ("student/experiments/scale_measurement.py", "a single neuron"),
            ("student/experiments/training.py", "no trials yet"),
            ("student/experiments/training.py", "stopped after {} of {} iterations"),
        }
    ),
    "what stands in the place of a figure, and around it": frozenset(
        {
            ("student/figures/show.py", "(In a running notebook there is a slider for {} here.)"),
            ("student/figures/show.py", "<i>Move a slider: the figure appears here.</i>"),
            ("student/figures/show.py", "[Figure, left out while grading: {}]"),
            ("student/figures/show.py", "{} Drawn again with {}."),
            (
                "student/figures/show.py",
                '<img alt="{}" width="{}" style="max-width: 100%; height: auto" '
                'src="data:image/png;base64,{}">',
            ),
        }
    ),
    "the author of a lesson calls a function wrongly": frozenset(
        {
            (
                "student/figures/show.py",
                "explore() needs a slider, such as alpha=(0.1, 3.0, 0.1, 1.0)",
            ),
            ("student/figures/show.py", "a figure needs alt text: say in words what it shows"),
        }
    ),
    "markers and tags, in notebooks and pages": frozenset(
        {
            ("exercises/exercise.py", "### BEGIN SOLUTION"),
            ("exercises/exercise.py", "### END SOLUTION"),
            (
                "engine/page_content/html.py",
                "a abbr b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i p pre s span strong "
                "sub sup",
            ),
            (
                "engine/page_content/html.py",
                "dd dl dt li ol table tbody td tfoot th thead tr ul caption",
            ),
            ("engine/page_content/html.py", "noopener noreferrer nofollow"),
            (
                "classroom/pages/static_page.py",
                '<meta http-equiv="Content-Security-Policy" content="{}">',
            ),
            (
                "classroom/pages/static_page.py",
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
            ),
            (
                "classroom/pages/static_page.py",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
                "form-action 'none'",
            ),
        }
    ),
    "names of functions of NumPy": frozenset(
        {
            ("student/tracing/findings.py", "squeeze flatten ravel reshape"),
            (
                "student/tracing/findings.py",
                "sum mean max min amax amin prod std var median norm all any argmax argmin average",
            ),
            (
                "student/tracing/findings.py",
                "zeros ones empty full rand randn normal uniform random standard_normal",
            ),
        }
    ),
    "code that is run": frozenset(
        {
            ("student/lesson/earlier_notebook.py", "from __future__ import annotations\n"),
            (
                "engine/sandbox/host_support.py",
                "import sys; sys.path.insert(0, sys.argv.pop(1)); from {0} import main; main()",
            ),
            (
                "classroom/grading/pools/worker_process.py",
                "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
                "from grader.classroom.grading.pools.worker_main import main; main()",
            ),
            (
                "classroom/submissions/intake_process.py",
                "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
                "from grader.startup import speed_up_imports; speed_up_imports(); "
                "from grader.classroom.submissions.intake_main import main; main()",
            ),
            ("engine/fork_server/job/shell.py", "def f():\n    raise ValueError\nf()"),
            (
                "engine/fork_server/job/shell.py",
                "from IPython.display import HTML, display\ndisplay(HTML('x'))\nprint('x')\n1",
            ),
            (
                "engine/fork_server/job/shell.py",
                "import matplotlib.pyplot as plt\nplt.plot([0, 1], [1, 0])\n"
                "plt.title('$x^2$')\nplt.show()",
            ),
            (
                "engine/fork_server/job/shell.py",
                "import numpy as np\nnp.linalg.solve(np.eye(2), np.ones(2)) @ np.random.rand(2, 2)",
            ),
        }
    ),
    "the instructor's terminal": frozenset(
        {
            ("classroom/grading/progress.py", "graded {task.fields[student]}"),
            (
                "classroom/grading/whole_class.py",
                "{} of {} submissions have not changed and keep their results. All anew: --force",
            ),
            (
                "classroom/gradebook/writer.py",
                "The gradebook takes no name of more than {} letters: rename the student's "
                "folder. The points are in the report.",
            ),
            ("classroom/pages/feedback.py", "No feedback page could be made ({})."),
            ("classroom/workspace.py", "(an address that is not a URL of SQLAlchemy)"),
        }
    ),
    "the instructor's configuration and log of nbgrader": frozenset(
        {
            ("engine/nbgrader_integration.py", "%(asctime)s %(levelname)s %(message)s"),
            ("engine/preprocessor.py", "The folder that holds source/."),
            (
                "engine/preprocessor.py",
                "Run student code where this machine cannot shut it in.",
            ),
        }
    ),
    "parts of a `MachineError`": frozenset(
        {
            ("classroom/pages/feedback.py", "The feedback page of {}"),
            ("classroom/results.py", "The result of {}"),
        }
    ),
    "parts of a `GradebookError`": frozenset(
        {
            ("classroom/gradebook/writer.py", "Install the package's extra [postgresql]."),
            (
                "classroom/gradebook/writer.py",
                "Nothing was changed in it; all results are kept and are written the next time.",
            ),
        }
    ),
    "the instructor's kernel cannot isolate student code": frozenset(
        {
            (
                "engine/sandbox/linux/cgroup.py",
                "no control groups with a limit of memory are mounted",
            ),
            ("engine/sandbox/linux/landlock.py", "This kernel has no Landlock"),
            (
                "engine/sandbox/linux/seccomp.py",
                "This processor has no filters of system calls",
            ),
            (
                "engine/sandbox/linux/seccomp.py",
                "The system calls of {} are not known, only those of {}",
            ),
        }
    ),
    "parts of a `ResultError`": frozenset(
        {
            ("engine/judging/result.py", "the maximum of {}"),
            ("engine/judging/result.py", "the points of {}"),
        }
    ),
    "the text of a `DeadlineExceeded`": frozenset(
        {
            (
                "engine/remote/block_timeout.py",
                "A helper was still at work when the time was over.",
            )
        }
    ),
}
"""Texts by the reason that they may stay: (module, text), values as {}."""

_LOG = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
_MANY = 3


def _text(node: ast.AST) -> str | None:
    """Return a string, or an f-string with a mark in the place of each value, else None."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
    return None


def _is_raw(node: ast.AST, source: str) -> bool:
    segment = ast.get_source_segment(source, node) or ""
    return bool(re.match(r"[fFbB]?[rR]", segment))


def _unread(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a module whose texts no student reads."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                yield node  # a docstring
            case ast.arg(annotation=ast.AST() as part) | ast.AnnAssign(annotation=part):
                yield part
            case ast.FunctionDef(returns=ast.AST() as part):
                yield part
            case ast.JoinedStr(values=parts):
                yield from parts  # the parts of an f-string are no strings of their own
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="log" | "_log") | ast.Attribute(attr="log"), attr=name
                )
            ) if name in _LOG:
                yield node
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in NOT_FOR_STUDENTS:
                    yield node


def sentences(source: str) -> list[str]:
    """Return the sentences in the text of a module."""
    tree = ast.parse(source)
    unread = {inner for node in _unread(tree) for inner in _below(node)}
    found = []
    for node in ast.walk(tree):
        text = None if node in unread else _text(node)
        if text is None or _is_raw(node, source):
            continue
        if " " in text and len(re.findall(r"[A-Za-z][a-z']*", text.replace("{}", ""))) >= _MANY:
            found.append(text)
    return found


def _below(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it; of a part of an f-string the strings in its braces stay."""
    if isinstance(node, ast.FormattedValue):
        return
    yield from ast.walk(node)


def is_looked_at(module: PurePosixPath) -> bool:
    """Tell whether a module, by its path in the package, is in no place of `NOT_LOOKED_AT`."""
    paths = [module, *module.parents]
    return not any(fnmatchcase(str(path), place) for path in paths for place in NOT_LOOKED_AT)


def found(root: Path = ROOT) -> set[tuple[str, str]]:
    """Return all sentences in the modules that are looked at."""
    modules = {path: PurePosixPath(path.relative_to(root)) for path in root.rglob("*.py")}
    return {
        (str(module), text)
        for path, module in modules.items()
        if is_looked_at(module)
        for text in sentences(path.read_text(encoding="utf-8"))
    }


def test_sentences_for_students_are_in_their_home():
    excepted = frozenset().union(*EXCEPTIONS.values())
    assert sorted(found() - excepted) == []


def test_no_exception_is_without_its_text():
    excepted = frozenset().union(*EXCEPTIONS.values())
    assert sorted(excepted - found()) == []


@pytest.mark.parametrize("place", NOT_LOOKED_AT)
def test_no_place_is_listed_in_vain(place):
    paths = [path for top in ROOT.glob(place) for path in (top, *top.rglob("*.py"))]
    assert any(sentences(path.read_text(encoding="utf-8")) for path in paths if path.is_file())


@pytest.mark.parametrize(
    "module",
    [
        "new_module.py",
        "new_package/module.py",
        "student/new_package/module.py",
        "student/new_package/part/module.py",
        "student/messages_of_mine/module.py",
        "student/experiments/module.py",
        "engine/new_package/module.py",
        "engine/doctor/module.py",
        "engine/sandbox/module.py",
        "classroom/build/module.py",
        "exercises/new_module.py",
    ],
)
def test_a_sentence_in_a_new_place_is_found(module, tmp_path):
    path = tmp_path / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("print('This is a sentence.')\n", encoding="utf-8")
    assert found(tmp_path) == {(module, "This is a sentence.")}


@pytest.mark.parametrize(
    "code",
    [
        "print('This is a sentence.')",
        "print(f'{name} is not written yet')",
        "def f(x):\n    return f'{x} is the ' 'wrong value'",
        "raise DataError('there is no such file')",
        "TEXTS = {'key': ('a fact about numbers', 3)}",
        "print('once' if x else f'it is {x + 1} times too large')",
        "print(f\"{says or 'nothing is known here'}\")",
    ],
)
def test_a_sentence_is_found(code):
    assert len(sentences(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring of five words."""',
        'def f():\n    """Say what it does and returns."""',
        "x = re.search(r'no such file here', text)",
        "log.info('graded %s of %s students', 1, 2)",
        "self.log.warning('graded %s of %s students', 1, 2)",
        "raise PlainDataError('this is not plain data')",
        "print('two words')",
        "print(f'{a}  {b}, {c}: {d}')",
        "def f(x: 'Mapping of str') -> 'A list of numbers': ...",
    ],
)
def test_what_no_student_reads_is_not_found(code):
    assert sentences(code) == []
