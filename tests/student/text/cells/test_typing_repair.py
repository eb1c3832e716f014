"""What editors put into code is taken out again, and nothing else is changed."""

import ast
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import enable_definitions, read_cell, repair_typing
from grader.student.text.cells import typing_repair
from grader.student.text.cells.scanning import Token, tokens

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
        (FUNCTION.replace("return", "\x00return\x1a"), 3, None),
        (FUNCTION.replace("maximum", "max\x08imum\x7f\x9f"), 3, None),
        (FUNCTION.replace("Doc", "Doc\x00"), None, None),
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
        ("x = 2 \u00d7 3", 1, "x = 2 * 3"),
        ("x = 2 \u00f7 3 \u2260 4 \u2264 5 \u2265 6", 1, "x = 2 / 3 != 4 <= 5 >= 6"),
        ("def f(x) \u2192 int:\n    return x\u00b2 \u22c5 x\u00b3", 2, "    return x**2 * x**3"),
        ("x = '\u00d7'\ny = 2\u00d73  # \u00d7", 2, "y = 2*3  # \u00d7"),
        ("x = '\u00d7'  # \u2264", None, None),
        ("x \u2297 3", None, None),
        ("```python\nx = 1\n```", 3, ""),
        ("1 x = (\n2     3)", 2, "    3)"),
        (" 9. x = (\n10.     3)", 2, "    3)"),
        ("1:\tx = (\n2:\t\t3)", 2, "\t3)"),
        ("1 x = (\n3     3)", None, None),
        ("```python\n1 x = 1\n\n2 y = 2\n```", 4, "y = 2"),
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
    assert change.after == (FUNCTION.split("\n")[line - 1] if after is None else after)
    assert change.after == text.split("\n")[line - 1]
    assert repair_typing(text) == (text, ())


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\v", "\x1e"])
def test_other_line_ends_outside_of_strings_are_newlines(end: str) -> None:
    before = (
        f"def f(z):{end}    # it's{end}    '''A{end}b.'''{end}    return z \u00d7 2\nx\u00a0= 1"
    )
    after = f"def f(z):\n    # it's\n    '''A{end}b.'''\n    return z * 2\nx = 1"
    text, changes = repair_typing(before)
    assert text == after
    first, second = changes
    assert (first.line, first.before) == (1, before.partition("\n")[0])
    assert first.after == after.removesuffix("\nx = 1")
    assert (second.line, second.before, second.after) == (2, "x\u00a0= 1", "x = 1")


STRANGE = "\u00d7\u2028\u00a0\u200b\ufeff\u201c\u201d\u2019\u2013\uff08"
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
        "1 ",
        "2 ",
        "```",
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


@pytest.mark.parametrize("end", ["\v", "\x85", "\u2028"])
@pytest.mark.parametrize("part", ["#a{}", "a{}", "'a{}", "#“a”{}", "“a{}”", '"""a{}'])
def test_the_work_on_line_ends_is_linear_in_the_characters_that_are_looked_at(
    end: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    def counting(text: str, start: int = 0, ends: str = "") -> Iterator[Token]:
        nonlocal looked_at
        for token in tokens(text, start, ends):
            looked_at += token.end - token.start
            yield token

    monkeypatch.setattr(typing_repair, "tokens", counting)
    text = f"({end}" + part.format(end) * 500
    repair_typing(text)
    assert looked_at <= 6 * len(text)
