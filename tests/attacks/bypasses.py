"""Ways around the rule against loops: loops that look like none, and ways to hide their names.

Each loop computes w.T X + b of logistic regression, sample by sample. Each way hides the name of a
function; a pair hides a function that reaches the loop in another way.
"""

import itertools
import textwrap
from collections.abc import Iterator

NAME = "slow"
SCORE = 6.4
"""Of the 8 points of `propagate`: the share of the rule is missing."""

_SUM = "sum(w[j, 0] * X[j, i] for j in range(len(w))) + b"
_EACH = f"lambda i: {_SUM}"

LOOPS = {
    "comprehension": f"return np.array([[{_SUM} for i in range(X.shape[1])]])",
    "map": f"return np.array([list(map({_EACH}, range(X.shape[1])))])",
    "map_with_operator": """
        import operator
        z = [sum(map(operator.mul, w.ravel(), X[:, i])) + b for i in range(X.shape[1])]
        return np.array([z])""",
    "reduce": """
        import functools
        step = lambda z, j: z + w[j, 0] * X[j]
        return np.array([functools.reduce(step, range(len(w)), 0 * X[0])]) + b""",
    "vectorize": f"return np.vectorize({_EACH})(np.arange(X.shape[1]))[None]",
    "frompyfunc": f"""
        each = np.frompyfunc({_EACH}, 1, 1)
        return each(np.arange(X.shape[1]))[None].astype(float)""",
    "apply_along_axis": "return np.apply_along_axis(lambda x: x @ w + b, 0, X)",
    "recursion": """
        def rest(i):
            return [] if i == X.shape[1] else [X[:, i] @ w[:, 0] + b, *rest(i + 1)]
        return np.array([rest(0)])""",
    "next": """
        columns, z = iter(X.T), []
        while len(z) < X.shape[1]:
            z.append(next(columns) @ w[:, 0] + b)
        return np.array([z])""",
    "shadowed_name": f"""
        same = lambda map: map
        return np.array([list(map({_EACH}, same(range(X.shape[1]))))])""",
    "list_that_grows": """
        turns, z = [], np.zeros((1, X.shape[1]))
        turns.extend(range(X.shape[1]))
        for i in turns:
            z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
    "name_of_two_values": """
        turns = ()
        turns, z = range(X.shape[1]), np.zeros((1, X.shape[1]))
        for i in turns:
            z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
    "positions_written_out": f"""
        z = np.zeros((1, X.shape[1]))
        for i in ({", ".join(map(str, range(60)))}):
            if i < X.shape[1]:
                z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
    "letters": f"""
        z = np.zeros((1, X.shape[1]))
        for i, _ in enumerate("{"x" * 60}"):
            if i < X.shape[1]:
                z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
    "own_range": """
        def range(n):
            return np.arange(X.shape[1])
        z = np.zeros((1, X.shape[1]))
        for i in range(1):
            z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
    "ordered_dictionary": """
        import collections
        z = np.zeros((1, X.shape[1]))
        turns = collections.OrderedDict.fromkeys(range(X.shape[1]))
        for i in turns.keys():
            z[0, i] = X[:, i] @ w[:, 0] + b
        return z""",
}
"""The body of a function of w, b and X for each kind of loop."""

_PLAIN = "def {new}(w, b, X):\n    return w.T @ X + b\n"

WAYS = {
    "its_name": ("", "{f}"),
    "globals": ("", 'globals()["{f}"]'),
    "globals_get": ("", 'globals().get("{f}")'),
    "eval": ("", 'eval("{f}")'),
    "eval_of_a_sum": ("", 'eval("{f}"[:2] + "{f}"[2:])'),
    "main_module": ("", '__import__("__main__").{f}'),
    "module_inside": (
        "def {new}():\n    import __main__ as notebook\n    return notebook.{f}\n",
        "{new}()",
    ),
    "modules": ("import sys\n", 'sys.modules["__main__"].{f}'),
    "exec_inside": (
        "def {new}():\n    found = {{}}\n    exec('found[0] = {f}')\n    return found[0]\n",
        "{new}()",
    ),
    "globals_of_a_function": (_PLAIN, '{new}.__globals__["{f}"]'),
    "getattr": ("class {new}:\n    run = staticmethod({f})\n", 'getattr({new}, "run")'),
    "attribute_of_a_class": ("class {new}:\n    run = staticmethod({f})\n", "{new}.run"),
    "attrgetter": (
        "import operator\nclass {new}:\n    run = staticmethod({f})\n",
        'operator.attrgetter("run")({new})',
    ),
    "instance": (
        "class {new}:\n    def __call__(self, *args):\n        return {f}(*args)\n",
        "{new}()",
    ),
    "attribute_of_a_function": (_PLAIN + "{new}.run = {f}\n", "{new}.run"),
    "dictionary": ("{new} = {{'f': {f}}}\n", '{new}["f"]'),
    "list_inside": ("", "[{f}][0]"),
    "dictionary_inside": ("", '{{"f": {f}}}["f"]'),
    "bound_twice": (
        "{new} = {f}\nif len('') > 0:\n    def {new}(w, b, X):\n        return w.T @ X + b\n",
        "{new}",
    ),
    "bound_in_try": (
        "{new} = {f}\ntry:\n    [].pop()\n    def {new}(w, b, X):\n        return w.T @ X + b\n"
        "except IndexError:\n    pass\n",
        "{new}",
    ),
    "bound_in_match": (_PLAIN + "match 1:\n    case 1:\n        {new} = {f}\n", "{new}"),
    "bound_by_a_pattern": (_PLAIN + "match {f}:\n    case {new}:\n        pass\n", "{new}"),
    "bound_in_a_function": (
        _PLAIN + "def set_{new}():\n    global {new}\n    {new} = {f}\nset_{new}()\n",
        "{new}",
    ),
    "bound_by_a_loop": (_PLAIN + "for {new} in ({f},):\n    pass\n", "{new}"),
    "bound_by_globals": (_PLAIN + 'globals()["{new}"] = {f}\n', "{new}"),
    "bound_by_update": (_PLAIN + "globals().update({new}={f})\n", "{new}"),
    "bound_by_exec": (_PLAIN + "exec('{new} = {f}')\n", "{new}"),
    "bound_by_exec_of_a_sum": (_PLAIN + "exec('{new}' + ' = {f}')\n", "{new}"),
    "bound_by_a_walrus": (_PLAIN + "[({new} := {f}) for _ in (1,)]\n", "{new}"),
    "other_code": (_PLAIN + "{new}.__code__ = {f}.__code__\n", "{new}"),
    "attribute_of_numpy": ("np.{new} = {f}\n", "np.{new}"),
    "function_of_numpy": ("np.kron = {f}\n", "np.kron"),
    "setattr": ("setattr(np, 'kron', {f})\n", "np.kron"),
    "setattr_of_a_sum": ("setattr(np, 'kr' + 'on', {f})\n", "np.kron"),
    "decorator": (
        "def other_{new}(function):\n    return {f}\n\n\n@other_{new}\n" + _PLAIN,
        "{new}",
    ),
    "partial": ("import functools\n{new} = functools.partial({f})\n", "{new}"),
    "default": (
        "def {new}(w, b, X, run={f}):\n    return run(w, b, X)\n",
        "{new}",
    ),
    "closure": (
        "def make_{new}(run):\n    def inner(w, b, X):\n        return run(w, b, X)\n"
        "    return inner\n\n\n{new} = make_{new}({f})\n",
        "{new}",
    ),
}
"""For each way what is above the function, and the expression by which the function calls `{f}`."""

_PROPAGATE = """
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid({expression}(w, b, X))
    cost = logistic_cost(A, Y)
    dZ = A - Y
    return {{"dw": X @ dZ.T / m, "db": float(np.sum(dZ) / m)}}, cost
"""


def cell(loop: str, *ways: str) -> str:
    """Return a cell with `propagate`, which reaches a loop in these ways, the last one first."""
    body = textwrap.indent(textwrap.dedent(LOOPS[loop]).strip("\n"), "    ")
    text, function = f"def {NAME}(w, b, X):\n{body}\n\n\n", NAME
    for number, way in enumerate(ways):
        above, expression = (part.format(f=function, new=f"new{number}") for part in WAYS[way])
        text += f"{above}\n\n"
        if number == len(ways) - 1:
            return text + _PROPAGATE.format(expression=expression)
        function = f"via{number}"
        text += f"def {function}(w, b, X):\n    return {expression}(w, b, X)\n\n\n"
    raise ValueError("At least one way is needed.")


def singles() -> Iterator[tuple[str, ...]]:
    """Iterate over each loop by its name, and each way to one of them."""
    yield from ((loop, "its_name") for loop in LOOPS)
    yield from (("comprehension", way) for way in WAYS if way != "its_name")


def pairs() -> Iterator[tuple[str, ...]]:
    """Iterate over each loop in each way, and over the pairs of ways."""
    ways = [way for way in WAYS if way != "its_name"]
    yield from ((loop, way) for loop in LOOPS for way in ways if loop != "comprehension")
    yield from (("comprehension", *two) for two in itertools.permutations(ways, 2))
