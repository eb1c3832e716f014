"""What a lesson says of the student's other notebook."""

import contextlib
import io
import json
import tempfile
from pathlib import Path
from unittest import mock

from grader.student.lesson.earlier_notebook import own_functions
from grader.student.messages import earlier_notebook
from grader.student.text import CourseError

_LESSON = "week2/logistic_regression"
_STUB = "def sigmoid(z):\n    raise NotImplementedError\n"
_PLAIN = "def f(x):\n    return x\n"


def _taken(
    *cells: str,
    names: str = "f",
    notebook: str | None = None,
    root: bool = False,
    call: bool = False,
) -> str:
    """Return what is printed where functions are taken out of a notebook with these cells.

    Without a cell there is no notebook. With `root` the course has a copy; with `call` the first
    function is called.
    """
    shown = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        copy = Path(f"source/{_LESSON}.ipynb")
        copy.parent.mkdir(parents=True)
        path = copy if root else Path("earlier.ipynb")
        if cells:
            code = [{"cell_type": "code", "source": cell} for cell in cells]
            path.write_text(json.dumps({"cells": code}), encoding="utf-8")
        environment = {"COURSE_ROOT": folder} if root else {}
        with mock.patch.dict("os.environ", environment), contextlib.redirect_stdout(shown):
            own = own_functions("earlier.ipynb", names.split(), notebook)
            if call:
                try:
                    getattr(own, names.split()[0])(1)
                except NotImplementedError as error:
                    print(f"NotImplementedError: {error}")
    return shown.getvalue().removesuffix("\n")


def _refused(content: str) -> str:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("earlier.ipynb").write_text(content, encoding="utf-8")
        try:
            own_functions("earlier.ipynb", ["f"], folder=Path())
        except CourseError as error:
            return str(error)
    raise AssertionError("nothing was refused")


EXAMPLES = {
    "unreadable": lambda: earlier_notebook.unreadable(Path("earlier.ipynb"), "Permission denied"),
    "damaged": lambda: _refused("{"),
    "no_file": lambda: _taken(call=True),
    "not_defined": lambda: _taken("x = 1"),
    "not_python": lambda: _taken("def f(x):\n    return x x\n"),
    "not_python-no_line": lambda: earlier_notebook.not_python(None, "too deep"),
    "decorated": lambda: _taken(f"@cache\n{_PLAIN}"),
    "computed_default": lambda: _taken("def f(x, y=len('a')):\n    return x\n"),
    "failing_line": lambda: _taken("import nothing_of_that_name as n", "def f(x):\n    return n\n"),
    "of_helper": lambda: earlier_notebook.of_helper("relu", earlier_notebook.not_written()),
    "not_written": lambda: _taken(_STUB, names="sigmoid", notebook=_LESSON),
    "not_right": lambda: _taken(
        _STUB.replace("raise NotImplementedError", "return z"), names="sigmoid", notebook=_LESSON
    ),
    "where_to_write": lambda: _taken(_STUB, names="sigmoid"),
    "where_to_write-exercise": lambda: _taken(_STUB, names="sigmoid", notebook=_LESSON),
    "name_in_traceback": lambda: earlier_notebook.name_in_traceback("relu", 0),
    "to_do": lambda: _taken(_STUB, names="sigmoid", notebook=_LESSON, call=True),
    "course_copy": lambda: _taken(_PLAIN, notebook=_LESSON, root=True),
    "defined_twice": lambda: _taken(_PLAIN, _PLAIN),
    "file_missing": lambda: _taken(),
    "taken": lambda: _taken(_PLAIN, _STUB, names="f sigmoid"),
    "not_ready": lambda: _taken(_PLAIN, names="f g h"),
}
