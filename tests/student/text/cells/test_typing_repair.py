"""What editors put into code is taken out again, and nothing else is changed."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import enable_definitions, read_cell, repair_typing

FUNCTION = "def relu(z):\n    '''Doc.'''\n    return np.maximum(z - 1, 0)  # c\n"


@pytest.mark.parametrize(
    ("cell", "line", "after"),
    [
        (FUNCTION.replace("    return", "\u00a0\u00a0 \u00a0return"), 3, None),
        (FUNCTION.replace("    return", "\u3000\u2003\u202f\u2009return"), 3, None),
        ("\ufeff" + FUNCTION, 1, None),
        (FUNCTION.replace("maximum", "max\u200bimum"), 3, None),
        (FUNCTION.replace("relu", "relu\u00ad"), 1, None),
        (FUNCTION.replace("(z):", "(\u200ez\u200f):"), 1, None),
        (FUNCTION.replace(" - ", " \u2212 "), 3, None),
        (FUNCTION.replace(" - ", " \u2013 "), 3, None),
        (FUNCTION.replace("'''", "\u2018\u2018'"), None, None),
        (FUNCTION.replace("'''", "\u201c\u201d\u201d"), 2, '    """Doc."""'),
        (FUNCTION.replace("(z):", "\uff08z\uff09\uff1a"), 1, None),
        ("x = \u201ca \u2013 b\u201d", 1, 'x = "a \u2013 b"'),
        ("x = \u2018a\u2019", 1, "x = 'a'"),
        ("x = \u201ea\u201c", 1, 'x = "a"'),
        ("x = \u00aba\u00bb", 1, 'x = "a"'),
        ('x = "a\u201d', 1, 'x = "a"'),
        ("x = 'it\u2019s'\ny =\u00a01 # it\u2019s", 2, "y = 1 # it\u2019s"),
        ("%time\u00a0x\ny\u00a0= 1", 2, "y = 1"),
        ("x = \u201ca\u201d +", None, None),
        ("x = (1,\u00a02", None, None),
        ("x = \u201ca", None, None),
    ],
)
def test_what_is_repaired(cell: str, line: int | None, after: str | None) -> None:
    text, changes = repair_typing(cell)
    if line is None:
        assert (text, changes) == (cell, ())
        return
    (change,) = [each for each in changes if each.line == line]
    assert change.before == cell.split("\n")[line - 1]
    assert change.after == (after or FUNCTION.split("\n")[line - 1])
    assert change.after == text.split("\n")[line - 1]
    assert repair_typing(text) == (text, ())


STRANGE = "\u00a0\u200b\ufeff\u201c\u201d\u2019\u2013\uff08"
PARTS = [
    *(
        "x = 1",
        "\n",
        "'",
        '"',
        "'''",
        "#",
        "(",
        ")",
        " ",
        "f(x)",
        "%time",
        "def f():\n    pass",
        "+",
    ),
    *STRANGE,
]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_a_cell_that_is_python_is_never_changed(cell: str) -> None:
    before = read_cell(cell)
    text, changes = repair_typing(cell)
    if before.tree is not None:
        assert (text, changes) == (cell, ())
    elif changes:
        assert read_cell(text).tree is not None
    else:
        assert text == cell


@given(st.text(f"a{STRANGE}", max_size=6), st.text(f"a{STRANGE}", max_size=6))
def test_strings_and_comments_stay(string: str, comment: str) -> None:
    text, _ = repair_typing(f"x\u00a0= '{string}' # {comment}")
    assert text == f"x = '{string}' # {comment}"
    assert ast.parse(text)


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("%%timeit -n 1\n" + FUNCTION, "# %%timeit -n 1\n" + FUNCTION),
        ("\n%%timeit\n" + FUNCTION, "\n# %%timeit\n" + FUNCTION),
        ("%%time\n%%timeit\n" + FUNCTION, "%%time\n# %%timeit\n" + FUNCTION),
        ("%%time\n" + FUNCTION, None),
        ("%%bash\n" + FUNCTION, None),
        (FUNCTION, None),
        ("%%timeit\ndef f(", None),
        ("x = '''\n%%timeit\n'''", None),
        ("%timeit x\n" + FUNCTION, None),
    ],
)
def test_a_magic_that_defines_nothing_becomes_a_comment(cell: str, after: str | None) -> None:
    text, changes = enable_definitions(cell)
    assert text == (after or cell)
    assert len(changes) == (after is not None)
