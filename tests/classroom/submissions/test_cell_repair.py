"""A repaired notebook has the release's checks and the student's work, whatever happened to it."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions.cell_repair import (
    count_changed_exercises,
    count_exercises,
    repair,
    unanswered,
)
from grader.classroom.submissions.file_formats import StudentCell, read_cells
from tests.notebooks import cell as notebook_cell
from tests.tiny_course import SOLUTIONS, notebook

RELEASE = notebook({})
OWN = {"cell_type": "code", "id": "mine", "metadata": {}, "source": "helper = 1", "outputs": []}


def submitted(change: Callable[[list[dict[str, Any]]], Any] | None = None) -> list[StudentCell]:
    """Return the cells of a right notebook to which something happened."""
    content = copy.deepcopy(notebook(SOLUTIONS))
    if change:
        made = change(content["cells"])
        content["cells"] = content["cells"] if made is None else made
    return read_cells("tiny.ipynb", json.dumps(content).encode())[0]


def sources(made: dict[str, Any]) -> dict[str, str]:
    return {cell["id"]: cell["source"] for cell in made["cells"]}


def assert_all_there(made: dict[str, Any]) -> None:
    """Assert that each released cell occurs once, in order, exercises with the student's text."""
    ids = [cell["id"] for cell in made["cells"] if not cell["id"].startswith("own-")]
    assert ids == [cell["id"] for cell in RELEASE["cells"]]
    found = sources(made)
    for cell in RELEASE["cells"]:
        expected = SOLUTIONS.get(cell["id"], cell["source"])
        assert found[cell["id"]].strip() == expected.strip()
    marks = {c["id"]: c["metadata"] for c in made["cells"] if not c["id"].startswith("own-")}
    assert marks == {c["id"]: c["metadata"] for c in RELEASE["cells"]}


def test_what_nothing_happened_to_is_not_noted() -> None:
    made, notes = repair(RELEASE, submitted())
    assert_all_there(made)
    assert notes == []


@pytest.mark.parametrize("kind", ["markdown", "raw", "code"])
@pytest.mark.parametrize("in_lines", [True, False])
def test_an_untouched_locked_cell_of_any_kind_is_not_noted(kind: str, in_lines: bool) -> None:
    locked = notebook_cell("Read this.\n\nThen go on.\n", grade_id="text", locked=True)
    locked["cell_type"] = kind
    if in_lines:
        locked["source"] = locked["source"].splitlines(keepends=True)
    release = {**RELEASE, "cells": [*RELEASE["cells"], locked]}
    handed_in = read_cells("tiny.ipynb", json.dumps(release).encode())[0]
    assert repair(release, handed_in)[1] == []
    changed = [replace(c, source="Other.") if c.grade_id == "text" else c for c in handed_in]
    assert len(repair(release, changed)[1]) == 1


@pytest.mark.parametrize(
    "touch",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\u200b\n"),
        lambda text: text.replace("\n", " \t\r\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: "\n\n" + text + "\u00a0\n\x0c",
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("is not", "is\u00ad not"),
    ],
)
def test_what_a_program_does_to_a_text_is_no_change_of_it(touch: Callable[[str], str]) -> None:
    def touched(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            if cell["id"] not in SOLUTIONS:
                cell["source"] = touch(cell["source"])

    _, notes = repair(RELEASE, submitted(touched))
    assert notes == []


def duplicated(cells: list[dict[str, Any]]) -> None:
    cells.insert(3, copy.deepcopy(cells[2]))


def without_metadata(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        cell["metadata"] = {}
        del cell["id"]


def split(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    head, rest = cells[1]["source"].split("\n")
    return [
        cells[0],
        {**cells[1], "source": head},
        {**OWN, "source": rest},
        *cells[2:],
    ]


def split_where_a_line_ends(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        cells[0],
        {**cells[1], "source": "def double(x):\n    y = 2 * x"},
        {**OWN, "source": "    return y"},
        {**OWN, "source": "own = 1"},
        *cells[2:],
    ]


def test_a_part_that_is_a_program_by_itself_is_joined_as_well() -> None:
    made, notes = repair(RELEASE, submitted(split_where_a_line_ends))
    assert sources(made)["double"] == "def double(x):\n    y = 2 * x\n    return y"
    assert [s for id_, s in sources(made).items() if id_.startswith("own-")] == ["own = 1"]
    assert notes == ["The cell of double was split and is one again."]


def split_with_marks(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    head, rest = cells[1]["source"].split("\n")
    second = {**cells[1], "source": rest, "id": "second"}
    return [cells[0], {**cells[1], "source": head}, second, *cells[2:]]


def all_in_one_with_magics(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    text = "\n\n".join(SOLUTIONS.values())
    return [{**OWN, "source": f"%matplotlib inline\n!pip install x\n{text}\nx = !ls\nx?"}]


def all_in_one_with_an_error(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    text = "\n\n".join(SOLUTIONS.values())
    return [{**OWN, "source": f"def other(x:\n    return x\n\n{text}\nprint('x"}]


def timed(cells: list[dict[str, Any]]) -> None:
    cells[1]["source"] = f"%%timeit\n{cells[1]['source']}"


def from_a_web_page(cells: list[dict[str, Any]]) -> None:
    cells[1]["source"] = cells[1]["source"].replace("    ", "\u00a0\u00a0\u00a0 ")


def renamed(cells: list[dict[str, Any]]) -> None:
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
        cell["metadata"]["nbgrader"]["grade_id"] = f"renamed-{number}"


def all_in_one(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**OWN, "source": "\n\n".join(SOLUTIONS.values())}]


def written_below(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    text = cells[1]["source"]
    cells[1]["source"] = RELEASE["cells"][1]["source"]
    return [*cells, {**OWN, "source": text}]


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (duplicated, "check-double was there 2 times"),
        (lambda cells: cells.pop(2) and None, "check-double was missing and is restored"),
        (lambda cells: cells[::-1], "Cells were moved"),
        (lambda cells: cells[2].update(source="pass"), "check-double was changed"),
        (lambda cells: cells[2]["metadata"]["nbgrader"].update(points=99), None),
        (lambda cells: cells[2]["metadata"].update(tags=["skip-execution"]), None),
        (lambda cells: cells[1].update(cell_type="markdown"), "was markdown and is code again"),
        (without_metadata, None),
        (renamed, None),
        (split, "was split and is one again"),
        (split_with_marks, "was split and is one again"),
        (all_in_one_with_magics, "The function double was found outside its cell"),
        (all_in_one_with_an_error, "The function negate was found outside its cell"),
        (from_a_web_page, "In the cell of double, line 2 was '\\xa0\\xa0\\xa0 return"),
        (all_in_one, "The function double was found outside its cell"),
        (written_below, "The function double was found outside its cell"),
        (lambda cells: [*cells, {**cells[1], "source": ""}], "There are 2 cells of double"),
    ],
)
def test_what_happened_is_mended_and_noted(change: Any, note: str | None) -> None:
    made, notes = repair(RELEASE, submitted(change))
    assert_all_there(made)
    if note:
        assert any(note in each for each in notes), notes


DOUBLE, NEGATE = SOLUTIONS["double"], SOLUTIONS["negate"]
EDITED_STUB = "def double(x):\n    # How?\n    raise NotImplementedError('later')\n    return x"


@pytest.mark.parametrize(
    "texts",
    [
        (NEGATE, DOUBLE),
        ("", f"{NEGATE}\n\n{DOUBLE}"),
        ("# See the end.", NEGATE, DOUBLE),
        ("print('double')\ndouble(3)", NEGATE, DOUBLE),
        (EDITED_STUB, NEGATE, DOUBLE),
        (f"{EDITED_STUB}\n\nprint(double(3))", NEGATE, DOUBLE),
        (EDITED_STUB, f"{DOUBLE}\n\n{NEGATE}"),
        (EDITED_STUB, NEGATE, DOUBLE, EDITED_STUB),
    ],
)
def test_a_function_that_its_own_cell_does_not_define_is_found_in_another(
    texts: tuple[str, ...],
) -> None:
    def change(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        cells[1]["source"], cells[3]["source"] = texts[:2]
        return [*cells, *({**OWN, "id": f"mine {i}", "source": t} for i, t in enumerate(texts[2:]))]

    made, notes = repair(RELEASE, submitted(change))
    namespace: dict[str, Any] = {}
    exec(sources(made)["double"], namespace)
    assert namespace["double"](3) == 6
    # What else is in the cell stays.
    assert texts[0].replace(EDITED_STUB, "") in sources(made)["double"]
    assert "The function double was found outside its cell." in notes


@pytest.mark.parametrize(
    "text",
    [
        "from tools import double",
        "from tools import *",
        "import tools as double",
        "exec('def double(x): return 2 * x')",
        "%run tools.py",
        "double = abs",
        "for double in [abs]: pass",
        "class double: pass",
        "if True:\n    def double(x): return 2 * x",
        "def double(x):\n    if x < 0:\n        raise NotImplementedError\n    return 2 * x",
        "def double(x)\n    return 2 * x",
    ],
)
def test_a_cell_that_may_define_its_function_stays_as_it_is(text: str) -> None:
    def change(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        cells[1]["source"] = text
        return [*cells, {**OWN, "source": "def double(x):\n    return 0"}]

    made, notes = repair(RELEASE, submitted(change))
    assert sources(made)["double"] == text
    assert notes == []


@given(st.lists(st.sampled_from(["", "stub", "x + x", "2 * x", "0"]), min_size=2, max_size=4))
def test_the_note_names_the_version_that_is_judged(bodies: list[str]) -> None:
    stub = RELEASE["cells"][1]["source"]
    texts = [f"def double(x):\n    return {body}" if body else "" for body in bodies]
    texts = [stub if body == "stub" else text for body, text in zip(bodies, texts, strict=True)]

    def change(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [cells[0], *({**cells[1], "source": text} for text in texts), *cells[2:]]

    made, notes = repair(RELEASE, submitted(change))
    (note,) = [each for each in notes if "cells of double" in each]
    if "none of them" in note:
        assert not set(bodies) - {"", "stub"}
    else:
        word = note.removesuffix(" was judged.").rpartition(" ")[2]
        number = {"first": 0, "second": 1, "third": 2, "last": -1}[word]
        assert texts[number] == sources(made)["double"]


@pytest.mark.parametrize(
    ("above", "below", "judged"),
    [
        ("2 * x", "x + x", "above"),
        ("2 * x", None, "above"),
        (None, "2 * x", "below"),
        ("2 * (x", "2 * x", "below"),
        ("2 * x", "2 * (x", "above"),
        ("2 * x", "x\n    raise NotImplementedError", "above"),
        ("x\n    raise NotImplementedError", "2 * x", "below"),
    ],
)
@pytest.mark.parametrize("in_json", [True, False])
def test_the_note_on_a_merge_names_the_side_that_is_judged(
    above: str | None, below: str | None, judged: str, in_json: bool
) -> None:
    stub = RELEASE["cells"][1]["source"]
    sides = [
        stub if each is None else f"def double(x):\n    return {each}" for each in (above, below)
    ]
    content = copy.deepcopy(notebook(SOLUTIONS))
    if in_json:
        content["cells"][1]["source"] = "HERE"
        before, after = json.dumps(content, indent=1).split('"HERE"')
        mine, theirs = (json.dumps(side) for side in sides)
        text = f"{before}\n<<<<<<< HEAD\n{mine}\n=======\n{theirs}\n>>>>>>> b\n{after}"
    else:
        content["cells"][1]["source"] = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b".format(*sides)
        text = json.dumps(content)
    cells, file_notes = read_cells("tiny.ipynb", text.encode())
    made, notes = repair(RELEASE, cells)
    assert "the markers of a merge" in file_notes[0]
    assert notes == [f"A merge left two versions of double; the one {judged} ======= was judged."]
    assert sources(made)["double"] == sides[judged == "below"]


def test_what_is_timed_defines_its_function() -> None:
    made, notes = repair(RELEASE, submitted(timed))
    assert sources(made)["double"] == f"# %%timeit\n{SOLUTIONS['double']}"
    assert notes == ["In the cell of double, line 1 was '%%timeit' and is '# %%timeit' now."]


def test_a_lambda_without_metadata_is_the_exercise() -> None:
    cells = [StudentCell("code", "double = lambda x: 2 * x"), StudentCell("code", "x = 1")]
    assert count_exercises(RELEASE, cells) == 1
    assert sources(repair(RELEASE, cells)[0])["double"] == "double = lambda x: 2 * x"


def test_own_cells_are_repaired_and_locked_ones_and_words_are_not() -> None:
    own = StudentCell("code", "x\u00a0= 1\ny\u00a0= 2\nz\u00a0= 3\na\u00a0= 4\nb\u00a0= 5")
    made, notes = repair(RELEASE, [*submitted(), own, StudentCell("markdown", "x\u00a0= 1")])
    mine = [s for id_, s in sources(made).items() if id_.startswith("own-")]
    assert mine == ["x = 1\ny = 2\nz = 3\na = 4\nb = 5", "x\u00a0= 1"]
    assert notes == [
        "In a cell of the student's own, line 1 was 'x\\xa0= 1' and is 'x = 1' now.",
        "In a cell of the student's own, 4 more lines were repaired.",
    ]


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)), st.integers(0, 4))
def test_order_copies_and_lost_checks_change_nothing(
    order: list[int], stripped: set[int], twice: int
) -> None:
    def change(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for i in stripped:
            cells[i]["metadata"] = {}
        return [copy.deepcopy(cells[i]) for i in [*order, twice]]

    made, _ = repair(RELEASE, submitted(change))
    assert_all_there(made)


def test_own_cells_stay_behind_the_cell_they_stood_behind() -> None:
    made, _ = repair(RELEASE, submitted(lambda cells: [cells[0], OWN, *cells[1:]]))
    ids = [cell["id"] for cell in made["cells"]]
    assert ids[:3] == ["setup", "own-setup-1", "double"]
    assert sources(made)["own-setup-1"] == "helper = 1"
    assert_all_there(made)


def test_an_exercise_that_is_nowhere_is_its_stub() -> None:
    made, notes = repair(RELEASE, submitted(lambda cells: cells[3:]))
    assert "raise NotImplementedError" in sources(made)["double"]
    assert "The cell of double is missing." in notes


def test_what_is_written_is_counted_and_what_is_open_is_named() -> None:
    half = read_cells("x.ipynb", json.dumps(notebook({"double": SOLUTIONS["double"]})).encode())[0]
    assert count_changed_exercises(RELEASE, half) == 1
    assert unanswered(RELEASE, repair(RELEASE, half)[0]) == ("negate",)
    assert count_changed_exercises(RELEASE, submitted()) == 2
    assert unanswered(RELEASE, repair(RELEASE, [])[0]) == ("double", "negate")


def test_an_answer_in_words_stays_in_words() -> None:
    release = copy.deepcopy(RELEASE)
    release["cells"][1].update(cell_type="markdown", source="Your answer here.")
    for text in ("Because it is so", "answer = 1", "def not a program"):
        content = copy.deepcopy(release)
        content["cells"][1]["source"] = text
        cells, _ = read_cells("tiny.ipynb", json.dumps(content).encode())
        made, notes = repair(release, [*cells[:2], StudentCell("code", "x = 1"), *cells[2:]])
        assert made["cells"][1]["source"] == text
        assert made["cells"][1]["cell_type"] == "markdown"
        assert notes == []


@pytest.mark.parametrize("above", [False, True])
def test_an_answer_in_words_beside_its_cell_is_the_answer(above: bool) -> None:
    release = copy.deepcopy(RELEASE)
    release["cells"][1].update(cell_type="markdown", source="Your answer here.")
    cells, _ = read_cells("tiny.ipynb", json.dumps(release).encode())
    own = [StudentCell("markdown", "Because"), StudentCell("markdown", "it is so.")]
    k = 1 if above else 2
    made, notes = repair(release, [*cells[:k], *own, *cells[k:]])
    assert made["cells"][1]["source"] == "Because\n\nit is so."
    assert "double" not in unanswered(release, made)
    assert len(made["cells"]) == len(release["cells"])
    assert notes == ["The cell of double was untouched; its text was in a cell beside it."]
    # What stands beside an answer is a note of the student's own.
    answered = [replace(each, source="Yes") if i == 1 else each for i, each in enumerate(cells)]
    made, notes = repair(release, [*answered[:k], *own, *answered[k:]])
    assert sources(made)["double"] == "Yes" and notes == []
    assert len(made["cells"]) == len(release["cells"]) + 2


def test_an_answer_in_words_is_that_of_one_exercise() -> None:
    release = copy.deepcopy(RELEASE)
    exercises = [c for c in release["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    for each in exercises:
        each.update(cell_type="markdown", source=f"Your answer on {each['id']} here.")
    release["cells"] = exercises
    cells, _ = read_cells("tiny.ipynb", json.dumps(release).encode())
    made, _ = repair(release, [cells[0], StudentCell("markdown", "Because"), cells[1]])
    assert unanswered(release, made) == ("negate",)


@pytest.mark.parametrize("form", ["{}", "```python\n{}\n```", "~~~\n{}~~~"])
def test_a_function_in_a_markdown_cell_beside_its_own_is_found(form: str) -> None:
    cells, _ = read_cells("tiny.ipynb", json.dumps(RELEASE).encode())
    own = StudentCell("markdown", form.format(SOLUTIONS["double"] + "\n"))
    made, notes = repair(RELEASE, [*cells[:2], own, *cells[2:]])
    assert sources(made)["double"].strip() == SOLUTIONS["double"]
    assert notes == ["The function double was found outside its cell."]


def test_words_beside_an_exercise_of_code_are_not_its_code() -> None:
    cells, _ = read_cells("tiny.ipynb", json.dumps(RELEASE).encode())
    own = StudentCell("markdown", "I do not know what `def double(x):` is.")
    made, notes = repair(RELEASE, [*cells[:2], own, *cells[2:]])
    assert unanswered(RELEASE, made) == ("double", "negate") and notes == []


def test_words_about_an_exercise_are_not_its_code_where_metadata_are_lost() -> None:
    def change(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            cell["metadata"], cell["id"] = {}, f"other-{cell['id']}"
        words = " and ".join(f"`{name}`" for name in SOLUTIONS)
        cells.insert(0, {"cell_type": "markdown", "id": "words", "metadata": {}, "source": words})

    cells = submitted(change)
    assert count_exercises(RELEASE, cells) == len(SOLUTIONS)
    made, _ = repair(RELEASE, cells)
    found = sources(made)
    assert all(found[name].strip() == text.strip() for name, text in SOLUTIONS.items())


def test_likeness_counts_the_exercises_that_are_there() -> None:
    assert count_exercises(RELEASE, submitted()) == 2
    assert count_exercises(RELEASE, submitted(lambda cells: [cells[1]])) == 1
    assert count_exercises(RELEASE, [StudentCell("code", "x = 1")]) == 0


@pytest.mark.parametrize(
    "text",
    [
        "double = np.vectorize(lambda x: 2 * x)",
        "double = functools.partial(operator.mul, 2)",
        "(double := lambda x: 2 * x)",
        "double, half = (lambda x: 2 * x), (lambda x: x / 2)",
        "if True:\n    def double(x):\n        return 2 * x",
        "try:\n    from numba import njit\nexcept ImportError:\n    double = twice",
        "with context:\n    class double:\n        pass",
        "from my_tools import double",
        "from my_tools import twice as double",
        "import double",
        "for double in functions:\n    break",
    ],
)
def test_a_function_of_any_form_is_found_where_marks_are_lost(text: str) -> None:
    cells = [StudentCell("code", text), StudentCell("code", SOLUTIONS["negate"])]
    made, notes = repair(RELEASE, cells)
    assert text in sources(made)["double"]
    assert sources(made)["negate"] == SOLUTIONS["negate"]
    assert any("double was found outside its cell" in note for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        "y = double(3)",
        "def other(double):\n    double = 2",
        "f = lambda double: double",
        "z = [double for double in values]",
        "class A:\n    double = 2",
        "a.double = 2",
        "# double",
        "double = (",
    ],
)
def test_a_cell_that_gives_the_name_no_value_is_not_the_answer(text: str) -> None:
    made, _ = repair(RELEASE, [StudentCell("code", text)])
    assert "NotImplementedError" in sources(made)["double"]


@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
@pytest.mark.parametrize("place", [0, 2, 99])
def test_a_cell_with_the_id_of_another_one_takes_nothing_of_it(kind: str, place: int) -> None:
    copied = {**OWN, "cell_type": kind, "id": "double", "source": "x = 1"}
    made, notes = repair(RELEASE, submitted(lambda cells: cells.insert(place, copied)))
    assert_all_there(made)
    assert notes == []
    assert "x = 1" in sources(made).values()


STUBS = [
    "def double(x):\n    raise NotImplementedError",
    "def double(x):\n    # a line\n    raise NotImplementedError('later')",
]


@pytest.mark.parametrize("stub", STUBS)
@pytest.mark.parametrize("marks", ["double", ""])
def test_of_several_cells_a_stub_is_not_the_answer(stub: str, marks: str) -> None:
    answer = StudentCell("code", SOLUTIONS["double"], grade_id=marks)
    for cells in ([answer, replace(answer, source=stub)], [replace(answer, source=stub), answer]):
        made, _ = repair(RELEASE, cells)
        assert sources(made)["double"] == SOLUTIONS["double"]
