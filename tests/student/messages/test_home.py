"""No sentence that a student reads is written outside of `grader.student.messages`.

Looked at is the code between a student's function and what they read of it: checks, traces and
lessons, data files, the judge and its processes, the reading of submissions and the grading of a
class. (The texts in figures and widgets belong to their drawing.)

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
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent

PLACES = (
    "student/calling",
    "student/checking",
    "student/data",
    "student/lesson",
    "student/text",
    "student/tracing",
    "engine/fork_server",
    "engine/judging",
    "engine/remote",
    "classroom/submissions",
    "classroom/grading",
    "classroom/pages/hide_hidden_tests.py",
    "exercises/hidden_test.py",
)

NOT_FOR_STUDENTS = {
    "CannotJudge": "the instructor's machine cannot judge",
    "ClusterError": "the instructor's cluster cannot judge",
    "CourseError": "raised as such for the instructor: the course or its folders are incomplete",
    "PlainDataError": "the author of an exercise has a case that cannot be stored",
    "ResultError": "the instructor's record of a result is damaged",
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
            ("student/text/values.py", "an array of shape {}"),
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
                "classroom/grading/pools/worker_process.py",
                "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
                "from grader.classroom.grading.pools.worker_main import main; main()",
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
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "_log"), attr=name)):
                if name in _LOG:
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


def modules() -> list[Path]:
    """Return the modules that are looked at."""
    places = [ROOT / place for place in PLACES]
    assert all(place.exists() for place in places)
    return sorted(
        p for place in places for p in (place.rglob("*.py") if place.is_dir() else [place])
    )


def found() -> set[tuple[str, str]]:
    """Return all sentences in these modules."""
    return {
        (path.relative_to(ROOT).as_posix(), text)
        for path in modules()
        for text in sentences(path.read_text(encoding="utf-8"))
    }


def test_sentences_for_students_are_in_their_home():
    excepted = frozenset().union(*EXCEPTIONS.values())
    assert sorted(found() - excepted) == []


def test_no_exception_is_without_its_text():
    excepted = frozenset().union(*EXCEPTIONS.values())
    assert sorted(excepted - found()) == []


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
        "raise PlainDataError('this is not plain data')",
        "print('two words')",
        "print(f'{a}  {b}, {c}: {d}')",
        "def f(x: 'Mapping of str') -> 'A list of numbers': ...",
    ],
)
def test_what_no_student_reads_is_not_found(code):
    assert sentences(code) == []
