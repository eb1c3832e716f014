"""Rules that right values do not show: no loop over the data, arguments unchanged, and so on.

A rule is a name in `RULES`. Its function looks at the student's function and at the calls that
were made of it, and returns None where the rule is kept, else one sentence for the student.
"""

import ast
import builtins
import dis
import inspect
import textwrap
import types
from collections.abc import Callable, Collection, Iterator, Sequence

from grader.student.calls import Call, Function, code_of

Rule = Callable[[Function, Sequence[Call], Collection[str]], str | None]

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_HIDDEN_LOOPS = {
    "map",
    "filter",
    "reduce",
    "vectorize",
    "frompyfunc",
    "fromiter",
    "nditer",
    "ndenumerate",
    "ndindex",
    "apply_along_axis",
    "apply_over_axes",
    "starmap",
    "accumulate",
}


def _unchanged(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    changed = list(dict.fromkeys(name for call in calls for name in call.changed))
    if not changed:
        return None
    names = " and ".join(changed)
    first = changed[0]
    return (
        f"your function changes its argument {names} in place (as {first} -= ... and "
        f"{first}[...] = ... do), so the caller's {names} changes too. Work on a copy, or make "
        f"something new, as {first} = {first} - ... does."
    )


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_data(value: object) -> bool:
    # A number such as EPSILON = 1e-8 is a setting of the student's own; sizes and arrays are data.
    harmless = isinstance(value, str | float | bool | type | types.ModuleType | None)
    return not harmless and not callable(value)


def _own_arguments(
    function: Function, calls: Sequence[Call], helpers: Collection[str]
) -> str | None:
    code = code_of(function)
    if code is None:
        return None
    namespace = getattr(function, "__globals__", {})
    names = dict.fromkeys(
        instruction.argval
        for inner in _codes(code)
        for instruction in dis.get_instructions(inner)
        if instruction.opname == "LOAD_GLOBAL"
    )
    data = [
        name
        for name in names
        if name in namespace and not hasattr(builtins, name) and _is_data(namespace[name])
    ]
    if not data:
        return None
    return (
        f"your function reads {' and '.join(data)} from the notebook, which is not one of its "
        "arguments. With other data it would still compute with the old; use the arguments only."
    )


def _tree(function: Function) -> ast.AST | None:
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None


def _is_small_loop(iterated: ast.expr) -> bool:
    """Tell whether a loop runs over a few things written in the code, not over the data."""
    match iterated:
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() | ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="range"), args=args):
            return all(isinstance(a, ast.Constant) for a in args)
        case ast.Call(func=ast.Attribute(attr="items" | "keys" | "values"), args=[]):
            return True
    return False


def _called_name(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _loop_in(tree: ast.AST, own_names: Collection[str]) -> tuple[str, int] | None:
    """Return what loops and on which line, None if nothing does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.While):
            return "a while loop", node.lineno
        if isinstance(node, ast.For) and not _is_small_loop(node.iter):
            return "a for loop", node.lineno
        if isinstance(node, _COMPREHENSIONS) and not all(
            _is_small_loop(g.iter) for g in node.generators
        ):
            return "a comprehension, which is a loop as well", node.lineno
        if isinstance(node, ast.Call):
            name = _called_name(node)
            if name in _HIDDEN_LOOPS:
                return f"{name}, which is a Python loop inside", node.lineno
            if isinstance(node.func, ast.Name) and name in own_names:
                return f"a call of {name} by itself, which is a loop as well", node.lineno
    return None


def _vectorized(function: Function, calls: Sequence[Call], helpers: Collection[str]) -> str | None:
    namespace = getattr(function, "__globals__", {})
    waiting: list[Function] = [function]
    seen: set[str] = set()
    while waiting:
        current = waiting.pop()
        code = code_of(current)
        tree = _tree(current)
        if code is None or tree is None:
            return "the source of your function cannot be read: define it with def in a cell."
        seen.add(code.co_name)
        found = _loop_in(tree, {code.co_name})
        if found:
            what, line = found
            where = "your function" if current is function else code.co_name
            return (
                f"line {line} of {where} is {what}. The values are right, but Python visits the "
                "entries one by one; one array operation does them all."
            )
        called = {
            n.func.id
            for n in ast.walk(tree)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        for name in sorted(called - seen - set(helpers)):
            helper = namespace.get(name)
            if isinstance(helper, types.FunctionType) and helper.__globals__ is namespace:
                waiting.append(helper)
    return None


RULES: dict[str, Rule] = {
    "unchanged": _unchanged,
    "own_arguments": _own_arguments,
    "vectorized": _vectorized,
}
"""Every rule by its name."""
