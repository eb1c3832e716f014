"""(b) Every kind of cell that nbgrader accepts."""

from tests.courses.parts import (
    Assignment,
    Notebook,
    cell,
    given,
    hidden,
    manual,
    solve,
    task,
    test,
)

PLAIN = cell("### a plain cell with metadata of nbgrader", schema_version=3)
PLAIN["metadata"]["nbgrader"] = {"grade": False, "locked": False, "solution": False}
NO_SCHEMA = cell("aside = 1")
NO_SCHEMA["metadata"] = {"nbgrader": {}, "collapsed": True}

CELLS = (
    cell("# Cells\n\nAll kinds of them.", "markdown"),
    given("read-only", "import numpy as np\n\nSCALE = 3"),
    given("read-only text", "What follows uses `SCALE`.", "markdown"),
    cell("Raw, for LaTeX.", "raw"),
    PLAIN,
    solve("scale", "def scale(x):\n    return SCALE * x"),
    test("visible", "assert scale(2) == 6", 2),
    test("hidden", hidden("assert scale(-1) == -3"), 1),
    test("both", "assert scale(0) == 0\n" + hidden("assert scale('a') == 'aaa'"), 1.5),
    test("zero points", "assert scale(1) == 3", 0),
    test("zero points of a wrong one", "assert scale(2) == 6", 0),
    solve("parts", "def parts():\n    return [1, 2, 3, 4]"),
    test(
        "partial",
        "right = sum(a == b for a, b in zip(parts(), [1, 2, 3, 4]))\nright / 4 * 3",
        3,
    ),
    test("partial integer", "len(parts())", 4),
    test("not a number", "'well done'", 2),
    test("nothing", "pass", 1),
    manual("code by hand", "plot = 'a plot'", 4),
    manual("text by hand", "Because it is so.", 5, "markdown"),
    task(
        "task",
        "Choose a data set and describe it.\n\n=== BEGIN MARK SCHEME ===\n"
        "1 point for each\n=== END MARK SCHEME ===",
        6,
    ),
    cell("my_own = scale(4)"),
    test("extra", "assert my_own == 12", 1),
)

ASSIGNMENT = Assignment(
    "cells",
    (
        Notebook(
            "cells",
            CELLS,
            {
                "scale": "def scale(x):\n    return SCALE + x if isinstance(x, int) else x * SCALE",
                "parts": "def parts():\n    return [1, 2, 0, 4]",
            },
        ),
    ),
)
