"""A cell is read as IPython runs it: `TransformerManager` says which lines are code."""

import ast
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from grader.student.text import MAX_CELL_LENGTH, read_cell, repair_typing
from grader.student.text.cells.ipython_syntax import CODE_MAGICS
from grader.student.text.cells.scanning import tokens


class Inert(ast.NodeTransformer):
    """Puts into the place of IPython's calls what the reader puts there."""

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return ast.Pass() if _is_ipythons(node.value) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if _is_ipythons(node):
            return ast.Call(ast.Name("object", ast.Load()), [], [])
        return self.generic_visit(node)


def _is_ipythons(node: ast.expr) -> bool:
    return ast.unparse(node).startswith("get_ipython().") and isinstance(node, ast.Call)


def by_ipython(cell: str) -> str | None:
    """Return the syntax tree of a cell as IPython runs it, None if that is not Python."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(cell))
    except Exception:
        return None
    match tree.body:
        case [ast.Expr(value=ast.Call(func=ast.Attribute(attr="run_cell_magic"), args=args))]:
            name, _, body = (arg.value for arg in args if isinstance(arg, ast.Constant))
            # The body of another cell magic is no Python.
            return by_ipython(str(body)) if name in CODE_MAGICS else ast.dump(ast.parse(""))
    return ast.dump(Inert().visit(tree))


def by_reader(cell: str) -> str | None:
    tree = read_cell(cell).tree
    return None if tree is None else ast.dump(tree)


PYTHON = """
x = 1|def f(x):|    return x|    y = (x|% 4)|y = x \\|    % 3|s = '''|%time'''|if x:|    pass
   |# %time c|z = [1,|]|d = {'a': '%'}|a = b = 3|x[0] = 2|t = f'{x:%d}'|@dec|x: int = 3
class A:|await g()|print('?')|x == 1|x %= 3|x //= 2|x != 3|async with a as b:
    return 'it\\'s'|"?"|\tpass|f(a,|  b)|lambda x: '!'|x = "é" # ?
""".replace("\n", "|").split("|")
MAGICS = """
%matplotlib inline|%time x = 1|!ls -l|!echo it's|!!ls|x = !ls|y = %pwd|name?|name??|?name
np.sum?|a[0].b?|%time?|x = foo?|!ls foo?|;f a b|,f a b|/f a b|/f|%|?|!|x = % foo|    !ls
    x = !ls|!ls \\|%run \\|%%time|%%bash|%%timeit|x = a = !ls|x[1] = !ls|%echo "abc
x = %timeit -n "|  %time|f()?|x?  # c|x ?|123?|!ls # x?|= !ls|%config A.b = 'x'|%%time?
%%capture out|\t!ls|    %time f(1)|x != !ls|if x: y = !ls|/ f|%% 4|x = %5|????
""".replace("\n", "|").split("|")
lines = st.lists(st.sampled_from(PYTHON) | st.sampled_from(MAGICS), max_size=9)


@settings(max_examples=200)
@given(lines, st.booleans())
def test_which_lines_are_code_says_ipython(parts: list[str], ended: bool) -> None:
    cell = "\n".join(parts) + "\n" * ended
    assert by_reader(cell) == by_ipython(cell)


OPEN = ["!echo (", "x = !ls (", "%time '''", "!echo [{", "%foo (a,"]


@given(st.lists(st.sampled_from([*PYTHON, *OPEN]), max_size=6))
def test_what_a_command_leaves_open_ends_with_its_line(parts: list[str]) -> None:
    cell = "\n".join(parts)
    assert by_reader(cell) == by_ipython(cell)


@given(lines.map("\n".join) | st.text("a1 \t\n%!?=()'\"\\#:,;/\u00a0", max_size=30))
def test_lines_keep_their_numbers(text: str) -> None:
    cell = f"{text}\n"
    assert read_cell(cell).text.count("\n") == cell.count("\n")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("y = (x\n% 4)", "y = (x\n% 4)"),
        ("\n%%time\nx = 1", "\n\nx = 1"),
        ("%%timeit -n 1\nx = 1", "\nx = 1"),
        ("%%capture\n%%time\n  x = 1", "\n\nx = 1"),
        ("%%bash\nx = 1", "\n"),
        ("%%writefile f.py\nx = 1", "\n"),
        ("  x = 1\n  y = 2", "x = 1\ny = 2"),
        ("x = 1\r\ny = 2", "x = 1\ny = 2"),
        (">>> x = 1\n>>> def f():\n...     return 1", "x = 1\ndef f():\n    return 1"),
        ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        ("def f():\n    '''\n    >>> f()\n    '''\n%time f()", None),
    ],
)
def test_what_is_code(cell: str, code: str | None) -> None:
    wanted = code if code is not None else cell.replace("%time f()", "pass")
    assert read_cell(cell).text == wanted + "\n"
    assert read_cell(cell).tree is not None


@pytest.mark.parametrize(
    ("cell", "line", "reason"),
    [
        ("!ls\n\nx = (1", 3, "never closed"),
        ("%%time\ndef f(x)\n    return x", 2, "expected ':'"),
        ("x = 1\n\u00a0y = 2", 2, "U+00A0"),
        ("x = '\0'", None, "null byte"),
        ("(" * 300, None, ""),
        ("x" * (MAX_CELL_LENGTH + 1), None, "too long"),
    ],
)
def test_what_is_no_python_says_where(cell: str, line: int | None, reason: str) -> None:
    error = read_cell(cell).error
    assert error is not None
    assert line is None or error.line == line
    assert reason in error.reason


def steps(function: Callable[[str], object], text: str) -> int:
    """Count the calls, of C too, and the tokens while a function reads a text."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        function(text)
    finally:
        sys.setprofile(None)
    return count


LONG = [
    "%time x\n",
    "x = !ls\n",
    "name?\n",
    "a?b\n",
    "!echo (\n",
    "x = !echo ( ?\n",
    "!ls \\\n",
    "%%time\n",
    "(",
    "f(x,\n",
    "'''",
    '"',
    "x = 1\n",
    "\\\n",
    ">>> x\n",
    "\u201c\u201c\u201c",
    "\u201cx\n",
    "'x\u201d\n",
    "x\u00a0= (\n",
    "a" * 50 + "?",
    "a[0].",
    "x = [\n",
    "-",
    "not ",
    'f"{',
    "lambda: ",
    "if 1: x\nel",
]


@pytest.mark.parametrize("part", LONG)
@pytest.mark.parametrize("read", [read_cell, repair_typing, lambda text: list(tokens(text))])
def test_the_work_grows_as_the_text(part: str, read: Callable[[str], object]) -> None:
    short, long = part * 100, part * 400
    read(part)
    assert steps(read, long) <= 5 * steps(read, short) + 200


def test_a_text_that_is_not_python_is_parsed_once() -> None:
    text = "of this test = (\n" * 100
    first = steps(read_cell, text)
    assert steps(read_cell, text) < first / 10


def test_what_was_read_without_enough_memory_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_memory(text: str) -> ast.Module:
        raise MemoryError

    text = "read_again = 1"
    with monkeypatch.context() as patched:
        patched.setattr(ast, "parse", without_memory)
        assert read_cell(text).tree is None
    assert read_cell(text).tree is not None
