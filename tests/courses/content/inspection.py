"""(h) Tests that read the source, put mocks in place, seed, and patch."""

from tests.courses.parts import Assignment, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given(
        "setup",
        "import ast\nimport inspect\nimport random\nfrom unittest import mock\n\n"
        "import numpy as np",
    ),
    solve("factorial", "def factorial(n):\n    return 1 if n < 2 else n * factorial(n - 1)"),
    test(
        "source",
        "source = inspect.getsource(factorial)\n"
        + hidden("assert source.count('factorial') == 2 and 'while' not in source"),
        2,
    ),
    test(
        "tree",
        "tree = ast.parse(inspect.getsource(factorial))\n"
        "assert not any(isinstance(n, (ast.For, ast.While)) for n in ast.walk(tree))\n"
        "assert factorial(5) == 120",
    ),
    test("signature", "assert list(inspect.signature(factorial).parameters) == ['n']"),
    solve(
        "helper",
        "def load(name):\n    return open(name).read()\n\n"
        "def count_words(name):\n    return len(load(name).split())",
    ),
    test(
        "mock",
        "with mock.patch('__main__.load', return_value='a b c') as fake:\n"
        "    assert count_words('x.txt') == 3\nfake.assert_called_once_with('x.txt')",
        2,
    ),
    test(
        "monkeypatch",
        "original = load\nload = lambda name: 'one two'\n"
        "assert count_words('y') == 2\nload = original",
    ),
    test(
        "mock print",
        "with mock.patch('builtins.print') as fake:\n    assert factorial(3) == 6\n"
        "assert not fake.called",
    ),
    solve("dice", "def roll(n):\n    return [random.randint(1, 6) for _ in range(n)]"),
    test(
        "seed",
        "random.seed(3)\nexpected = [random.randint(1, 6) for _ in range(5)]\n"
        "random.seed(3)\nassert roll(5) == expected",
    ),
    solve("noise", "def noise(n):\n    return np.random.uniform(size=n)"),
    test(
        "numpy seed",
        "np.random.seed(0)\nassert noise(3).round(3).tolist() == [0.549, 0.715, 0.603]",
    ),
    solve(
        "count", "calls = 0\n\ndef counted():\n    global calls\n    calls += 1\n    return calls"
    ),
    test("state", "before = calls\ncounted()\ncounted()\nassert calls == before + 2"),
    test("docstring", "assert factorial.__name__ == 'factorial' and callable(roll)"),
    test("own names", "assert 'factorial' in globals() and 'undefined' not in dir()"),
)

ASSIGNMENT = Assignment(
    "inspection",
    (
        Notebook(
            "inspection",
            CELLS,
            {
                "factorial": "def factorial(k):\n    n = 1\n    while k > 1:\n        n *= k\n"
                "        k -= 1\n    return n",
                "helper": "def load(name):\n    return ''\n\ndef count_words(name):\n    return 3",
                "dice": "def roll(n):\n    return [random.randint(7, 9) for _ in [1] * n]",
                "count": "calls = 0\n\ndef counted():\n    calls = 1\n    return calls",
            },
            with_ids,
        ),
    ),
)
