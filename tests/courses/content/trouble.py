"""(j) Cells that hang, ask, display or warn; odd scores; files from Windows and macOS."""

import json
import unicodedata
from collections.abc import Callable

from tests.courses.parts import (
    Assignment,
    Json,
    Notebook,
    as_json,
    cell,
    given,
    hidden,
    solve,
    test,
)

CELLS = (
    given(
        "setup",
        "import sys\nimport time\nimport warnings\n\nimport ipywidgets\nimport numpy as np\n"
        "from IPython.display import HTML, display",
    ),
    solve("slow", "def wait():\n    return 'done'\n\nstarted = True"),
    test("before", "assert wait() == 'done'"),
    solve("hangs", "finished = 'yes'"),
    test("hangs", "assert finished == 'yes'", 2),
    solve("after", "later = 5"),
    test("after", "assert later == 5"),
    solve("asks", "name = 'Ada'"),
    test("asks", "assert name == 'Ada'"),
    solve("shows", "display(HTML('<b>bold</b>'))\nslider = ipywidgets.IntSlider(3)\nslider"),
    test("shows", "display('in a test')\nassert started"),
    test("widget", "assert slider.value == 3"),
    solve("warns", "def root(x):\n    return np.sqrt(max(x, 0))"),
    test("warns", "assert root(4) == 2\n" + hidden("root(-1)"), 3),
    solve("score", "score = 2"),
    test("partial", "float(score)", 2),
    test("its own kind", "score", 2),
    solve("prints", "print('fine')\nprint('to stderr', file=sys.stderr)"),
    test("prints", "assert True"),
    solve("umlaut", "größe = 'café'"),
    test("umlaut", "assert größe == 'caf\\u00e9'\nassert len(größe) == 4"),
    cell("text = '''two\nlines'''"),
    test("lines", "assert text.splitlines() == ['two', 'lines']"),
)


def windows(content: Json) -> bytes:
    """Save as an editor on Windows does: a mark at the beginning, CRLF also inside of cells."""
    for each in content["cells"]:
        each["source"] = each["source"].replace("\n", "\r\n")
    text = json.dumps(content, ensure_ascii=False, indent=1).replace("\n", "\r\n")
    return b"\xef\xbb\xbf" + text.encode()


def crlf(content: Json) -> bytes:
    """Save with CRLF between the lines of the file alone."""
    return as_json(content).replace(b"\n", b"\r\n")


def macos(content: Json) -> bytes:
    """Save the text of cells decomposed, as macOS does with names of files."""
    return as_json(
        json.loads(unicodedata.normalize("NFD", json.dumps(content, ensure_ascii=False)))
    )


WRONG = {
    "hangs": "while True:\n    time.sleep(0.05)",
    "asks": "name = input('your name? ')",
    "shows": "slider = ipywidgets.IntSlider(4)\nslider",
    "warns": "def root(x):\n    return np.sqrt(x)",
    "score": "score = float('nan')",
    "umlaut": "größe = 'cafe'",
}

SCORES = {
    "True": "True",
    "negative": "-1",
    "numpy float": "np.float64(0.25)",
    "numpy integer": "np.int64(1)",
    "infinite": "float('inf')",
    "text": "'0.5'",
    "a list": "[0.5]",
    "nothing": "None",
    "zero": "0",
    "too much": "5",
}
"""A student each, whose score is such a value."""


def with_score(value: str) -> Callable[[Json], bytes]:
    """Return what gives another score to the student who is right in all else."""

    def form(content: Json) -> bytes:
        for each in content["cells"]:
            if each["metadata"].get("nbgrader", {}).get("grade_id") == "score":
                each["source"] = f"score = {value}"
        return as_json(content)

    return form


ASSIGNMENT = Assignment(
    "trouble",
    (Notebook("trouble", CELLS, WRONG),),
    forms={
        "from windows": windows,
        "from windows, crlf": crlf,
        "from macos": macos,
        **{f"score {name}": with_score(value) for name, value in SCORES.items()},
    },
)
