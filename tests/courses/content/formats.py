"""(a) Old formats: nbformat 4.0 without ids and 3, metadata of schema 1 and 2."""

from collections.abc import Callable

import nbformat

from tests.courses.parts import Assignment, Json, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given("setup", "import math"),
    solve("area", "def area(r):\n    return math.pi * r ** 2"),
    test("area", "assert area(0) == 0\n" + hidden("assert abs(area(2) - 12.566) < 1e-3"), 2),
    solve("half", "def half(x):\n    return x / 2"),
    test("half", "assert half(3) == 1.5", 3),
)
WRONG = {"half": "def half(x):\n    return x // 2"}


def with_schema(version: int) -> Callable[[Json], Json]:
    """Return what gives the metadata of an older schema to the cells."""

    def form(content: Json) -> Json:
        for cell in content["cells"]:
            marks = cell["metadata"].get("nbgrader")
            if marks is not None:
                marks.pop("task", None)
                marks["schema_version"] = version
                if version < 2:
                    marks.pop("cell_type", None)
        return content

    return form


def format_3(content: Json) -> Json:
    """Return the notebook in nbformat 3."""
    return dict(nbformat.convert(nbformat.from_dict(content), 3))


ASSIGNMENT = Assignment(
    "formats",
    (
        Notebook("without_ids", CELLS, WRONG),
        Notebook("format_5", CELLS, WRONG, with_ids),
        Notebook("format_3", CELLS, WRONG, format_3),
        Notebook("schema_1", CELLS, WRONG, with_schema(1)),
        Notebook("schema_2", CELLS, WRONG, with_schema(2)),
    ),
)
