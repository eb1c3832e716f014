"""(e) Values of students' own kinds, read by plain asserts."""

from tests.courses.parts import Assignment, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given(
        "setup",
        "import collections\nimport dataclasses\nimport datetime\nimport enum\n"
        "import fractions\nimport decimal\nimport numpy as np",
    ),
    solve(
        "account",
        "class Account:\n"
        "    interest = 0.5\n\n"
        "    def __init__(self, owner, balance=0):\n"
        "        self.owner = owner\n"
        "        self.balance = balance\n\n"
        "    def deposit(self, amount):\n"
        "        self.balance += amount\n"
        "        return self\n\n"
        "    @property\n"
        "    def double(self):\n"
        "        return 2 * self.balance\n\n"
        "    def __add__(self, other):\n"
        "        return Account(self.owner, self.balance + other.balance)\n\n"
        "    def __eq__(self, other):\n"
        "        return self.balance == other.balance\n\n"
        "    def __len__(self):\n"
        "        return len(self.owner)\n\n"
        "    def __repr__(self):\n"
        "        return f'Account({self.owner!r}, {self.balance})'",
    ),
    test(
        "class",
        "a = Account('Ada')\na.deposit(5).deposit(2)\nassert a.balance == 7\n"
        + hidden("assert isinstance(a, Account) and a.double == 14 and len(a) == 3"),
    ),
    test(
        "operators",
        "assert Account('x', 1) + Account('y', 2) == Account('z', 3)\n"
        "assert repr(Account('x', 1)) == \"Account('x', 1)\"",
    ),
    test(
        "subclass",
        "class Rich(Account):\n    def deposit(self, amount):\n"
        "        return super().deposit(2 * amount)\nassert Rich('a').deposit(3).balance == 6",
    ),
    solve(
        "point",
        "@dataclasses.dataclass\nclass Point:\n    x: float\n    y: float = 0.0\n\n"
        "    def norm(self):\n        return (self.x ** 2 + self.y ** 2) ** 0.5\n\n"
        "def move(p, dx):\n    return dataclasses.replace(p, x=p.x + dx)",
    ),
    test(
        "dataclass",
        "p = Point(3.0, 4.0)\nassert p.norm() == 5\n"
        "assert move(p, 1) == Point(4.0, 4.0)\n"
        "assert dataclasses.asdict(p) == {'x': 3.0, 'y': 4.0}",
    ),
    solve("evens", "def evens(n):\n    for i in range(n):\n        yield 2 * i"),
    test(
        "generator",
        "assert list(evens(3)) == [0, 2, 4]\ng = evens(2)\nassert next(g) == 0\n"
        "assert next(g) == 2\n"
        + hidden(
            "assert sum(evens(10)) == 90\n"
            "import types\nassert isinstance(evens(1), types.GeneratorType)"
        ),
    ),
    solve(
        "pair",
        "Pair = collections.namedtuple('Pair', 'left right')\n\n"
        "def swap(p):\n    return Pair(p.right, p.left)",
    ),
    test("namedtuple", "assert swap(Pair(1, 2)) == Pair(2, 1)\nassert swap(Pair(1, 2)).left == 2"),
    solve("date", "def next_day(d):\n    return d + datetime.timedelta(days=1)"),
    test(
        "dates",
        "assert next_day(datetime.date(2024, 2, 28)) == datetime.date(2024, 2, 29)\n"
        "assert next_day(datetime.datetime(2023, 12, 31, 5)).year == 2024",
    ),
    solve("draw", "def draw(rng, n):\n    return rng.normal(size=n)"),
    test(
        "rng",
        "a = draw(np.random.default_rng(1), 3)\n"
        "assert np.array_equal(a, np.random.default_rng(1).normal(size=3))\n"
        "rng = np.random.default_rng(2)\nassert not np.array_equal(draw(rng, 3), draw(rng, 3))",
    ),
    solve("million", "def numbers(n):\n    return list(range(n))"),
    test(
        "million", "big = numbers(1_000_000)\nassert len(big) == 1_000_000 and big[-1] == 999_999"
    ),
    solve(
        "error",
        "class EmptyError(ValueError):\n    pass\n\n"
        "def first(items):\n    if not items:\n        raise EmptyError('no items')\n"
        "    return items[0]",
    ),
    test(
        "own exception",
        "try:\n    first([])\nexcept EmptyError as error:\n"
        "    assert 'no items' in str(error)\nelse:\n    raise AssertionError('nothing raised')\n"
        "assert first([4]) == 4",
    ),
    test(
        "built-in exception",
        "try:\n    first([])\nexcept ValueError:\n    pass\nelse:\n"
        "    assert False, 'first([]) should raise ValueError'",
    ),
    solve(
        "others",
        "def others():\n    return [fractions.Fraction(1, 3), decimal.Decimal('0.1'), "
        "2 + 3j,\n        frozenset({1, 2}), {1: 'a', (2, 3): None}, b'xy', range(3), "
        "collections.Counter('aab'),\n        collections.OrderedDict(a=1), float('inf'), "
        "collections.deque([1, 2])]\n\n"
        "class Color(enum.Enum):\n    RED = 1\n    BLUE = 2",
    ),
    test(
        "containers",
        "assert others() == [fractions.Fraction(1, 3), decimal.Decimal('0.1'), "
        "2 + 3j,\n    frozenset({1, 2}), {1: 'a', (2, 3): None}, b'xy', range(3), "
        "collections.Counter('aab'),\n    collections.OrderedDict(a=1), float('inf'), "
        "collections.deque([1, 2])]",
    ),
    test("enum", "assert Color(1) is Color.RED and Color['BLUE'].value == 2"),
    solve("matrix", "grid = np.arange(6).reshape(2, 3)\n\ndef transposed(a):\n    return a.T"),
    test(
        "arrays",
        "assert transposed(grid).shape == (3, 2)\n"
        "np.testing.assert_allclose(transposed(grid), [[0, 3], [1, 4], [2, 5]])",
    ),
    solve(
        "callable",
        "class Adder:\n    def __init__(self, n):\n        self.n = n\n\n"
        "    def __call__(self, x):\n        return x + self.n\n\n"
        "compose = lambda f, g: lambda x: f(g(x))",
    ),
    test("callable", "assert Adder(2)(3) == 5\nassert compose(Adder(1), Adder(2))(0) == 3"),
)

WRONG = {
    "account": "class Account:\n    def __init__(self, owner, balance=0):\n"
    "        self.owner = owner\n        self.balance = [balance]\n\n"
    "    def deposit(self, amount):\n        self.balance.append(amount)\n        return self",
    "evens": "def evens(n):\n    return [2 * i for i in range(n)]",
    "point": "class Point:\n    def __init__(self, x, y=0.0):\n        self.x, self.y = x, y\n\n"
    "    def norm(self):\n        return (self.x ** 2 + self.y ** 2) ** 0.5\n\n"
    "def move(p, dx):\n    p.x += dx\n    return p",
    "pair": "Pair = collections.namedtuple('Pair', 'right left')\n\ndef swap(p):\n"
    "    return lambda: p",
    "date": "def next_day(d):\n    return object()",
    "million": "def numbers(n):\n    return range(n)",
    "error": "class EmptyError(Exception):\n    pass\n\ndef first(items):\n"
    "    if not items:\n        raise EmptyError('no items')\n    return items[0]",
    "others": "def others():\n    return open('/dev/null')\n\n"
    "class Color(enum.IntEnum):\n    RED = 1\n    BLUE = 3",
    "draw": "def draw(rng, n):\n    return np.random.default_rng(1).normal(size=n)",
    "matrix": "grid = np.arange(6).reshape(3, 2)\n\ndef transposed(a):\n    return a.tolist()",
    "callable": "def Adder(n):\n    return lambda x: x + n\n\ncompose = 5",
}

ASSIGNMENT = Assignment("values", (Notebook("values", CELLS, WRONG, with_ids),))
