import ast
import sys

import pytest

from grader.engine.judging.newer_python import newer_syntax

NEWER = {
    "type X = int": (3, 12),
    "type Pair[T] = tuple[T, T]": (3, 12),
    "def f[T](x: T) -> T:\n    return x": (3, 12),
    "class A[T]:\n    pass": (3, 12),
    "d = {'a': 1}\nprint(f'{d['a']}')": (3, 12),
    'print(f"{\', \'.join(f"{n:>{3 + 1}}" for n in range(3))!r:>{10}}")': (3, 12),
    "print(f\"{'\\n'.join('ab')}\")": (3, 12),
    "f'{1 # one\n}'": (3, 12),
    "t'{1}'": (3, 14),
    "try:\n    pass\nexcept ValueError, TypeError:\n    pass": (3, 14),
}
WRONG = [
    "f'{d['a']'",
    "f'{1 +}'",
    "f'{}'",
    "f'{a!x}'",
    "f'{d['a' +]}'",
    "f'{d['a']}' +",
    "type X =",
    "def f[T](x:\n    return x",
    "except ValueError, TypeError:",
    "print 'a'",
    "def f(x\n    return x",
]


@pytest.mark.parametrize("text", NEWER)
def test_newer_syntax_is_recognized_and_newer_pythons_can_read_it(text: str) -> None:
    if sys.version_info[:2] >= NEWER[text]:
        ast.parse(text)
        assert newer_syntax(text) is None
    else:
        found = newer_syntax(text)
        assert found is not None and found.version == NEWER[text]


@pytest.mark.parametrize("text", [*WRONG, "x = f'{1}'", ""])
def test_what_is_wrong_in_each_python_is_not_called_newer(text: str) -> None:
    assert newer_syntax(text) is None
