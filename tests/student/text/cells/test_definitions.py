"""Each definition of a cell is found, whatever else is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import definitions_in, read_cell

TEXTS = {
    "plain": "def plain(x):\n    return x",
    "made": "made = lambda z: z",
    "typed": "typed: float = 3",
    "marked": "@staticmethod\ndef marked(x):\n    '''\n    a\n    '''\n    return x",
    "Kind": "class Kind:\n    pass",
}
OTHER = [
    "%matplotlib inline",
    "!ls",
    "x = !ls",
    "name?",
    "%%time",
    "import torch",
    "print(1)",
    "# c",
]


@given(st.permutations([*TEXTS.values(), *OTHER]))
def test_definitions_are_found_among_magics(parts: list[str]) -> None:
    found = definitions_in("\n".join(parts))
    assert {name: found[name].text for name in TEXTS} == TEXTS


BROKEN = [
    "def broken(x:\n    return x",
    "def broken(x)\n    return x",
    "broken = (1,\n",
    "print('x",
]


@given(st.permutations([*TEXTS.values(), "%matplotlib inline"]), st.sampled_from(BROKEN))
def test_a_statement_that_is_no_python_costs_no_other(parts: list[str], broken: str) -> None:
    cell = "\n".join([*parts[:2], broken, *parts[2:]])
    found = definitions_in(cell)
    assert read_cell(cell).tree is None
    assert {name: found[name].text for name in TEXTS} == TEXTS
    lines = cell.split("\n")
    for name in TEXTS:
        assert lines[found[name].line - 1] == TEXTS[name].split("\n")[0]
    if "broken" in found:
        error = found["broken"].error
        assert error is not None
        assert lines[found["broken"].line - 1] == broken.split("\n")[0]
        assert error.line is None or error.line >= found["broken"].line


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("def f():\n    return 1\n\ndef f():\n    return 2", {"f": "def f():\n    return 2"}),
        ("a = 'ä'; f = lambda: 'ö'; b = 1", {"f": "f = lambda: 'ö'"}),
        ("if x:\n    def f():\n        pass", {}),
        ("%%bash\nf = 1", {}),
        ("", {}),
        ("Write `f` with the words of (1.2).", {}),
        ("print 'f'", {}),
    ],
)
def test_the_text_is_that_of_the_last_definition(cell: str, texts: dict[str, str]) -> None:
    found = {name: each.text for name, each in definitions_in(cell).items()}
    assert texts.items() <= found.items()
    assert texts or not found


_PIECES = ["words about f", "def f(x):", "    return x", "f = (", "@", '"' * 3, "%%time", "# f", ""]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=20), max_size=8).map("\n".join))
def test_any_text_can_be_searched(text: str) -> None:
    lines = len(text.splitlines()) + 1
    assert all(1 <= each.line <= lines for each in definitions_in(text).values())
