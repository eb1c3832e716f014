"""Read a function, and list the changes of its text."""

import ast
import builtins
import copy
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.student.calling import code_of, is_own_code
from grader.student.checking.explanations.variants.additions import additions_to
from grader.student.checking.explanations.variants.changes import Change, Place, places_in
from grader.student.checking.explanations.variants.expressions import (
    Known,
    changes_of,
    load,
    with_,
)
from grader.student.checking.explanations.variants.harmless import is_harmless
from grader.student.checking.explanations.variants.statements import (
    changes_of_statements,
    probes_of,
)


def text_of(function: object) -> str | None:
    """Return the text of a function that `def` defines, None if there is none."""
    code = code_of(function)
    if code is None:
        return None
    try:
        return textwrap.dedent(inspect.getsource(code))
    except (OSError, TypeError, SyntaxError, ValueError):
        return None


def definition_in(text: str) -> ast.FunctionDef | None:
    """Return the definition that a text begins with; line 1 is that of the `def`."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not body or not isinstance(body[0], ast.FunctionDef):
        return None
    function = body[0]
    ast.increment_lineno(function, 1 - function.lineno)
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        del function.body[0]
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            node.annotation = None
    function.decorator_list, function.returns = [], None
    return function


def listed_changes(
    text: str, functions: Sequence[str], words: Sequence[str]
) -> tuple[ast.FunctionDef, list[Change]]:
    """Return the tree of a function and its changes, in an order that depends on these texts alone.

    Parameters
    ----------
    text : str
        Its source.
    functions : sequence of str
        Other functions that it might call.
    words : sequence of str
        Keys of its arguments.
    """
    function = definition_in(text)
    if function is None:
        raise SyntaxError(text)
    arguments = function.args
    parameters = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    stored = [
        n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    texts = [
        n.value
        for n in ast.walk(function)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    known = Known(
        tuple(dict.fromkeys([*parameters, *stored])),
        tuple(parameters),
        tuple(functions),
        tuple(dict.fromkeys([*texts, *words])),
    )
    places = places_in(function)
    unset = tuple(_unset(function, known))
    known = replace(known, parts=tuple(_parts(places, known)), unset=unset)
    found = [change for place in places for change in changes_of(place, known)]
    found += changes_of_statements(function, known)
    more = [change for place in places for change in additions_to(place, known)]
    more += probes_of(function)
    for change in (*found, *more):
        for node in change.new if isinstance(change.new, list) else [change.new]:
            located(node)
    return function, [*found, *more]


def _unset(function: ast.FunctionDef, known: Known) -> Iterator[str]:
    """Yield the names of values that a function uses and never gives one."""
    other = {
        id(part)
        for node in ast.walk(function)
        for part in (getattr(node, "func", None), getattr(node, "value", None))
        if isinstance(node, ast.Call | ast.Attribute)
    }
    own = {*known.variables, *known.functions, *dir(builtins)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and id(node) not in other and node.id not in own:
            own.add(node.id)
            yield node.id


def located(node: ast.expr) -> ast.expr:
    """Give a new node, and the new ones in it, a place in the text, which the compiler asks for."""
    if not hasattr(node, "lineno"):
        if "lineno" in node._attributes:
            node.lineno = node.end_lineno = 1
            node.col_offset = node.end_col_offset = 0
        for child in ast.iter_child_nodes(node):
            located(child)  # type: ignore[arg-type]
    return node


_MOST_PARTS, _SHORT = 50, 30


def _parts(places: Sequence[Place], known: Known) -> Iterator[ast.expr]:
    """Yield variables and short expressions of a function, each once: one may be missing."""
    seen: dict[str, ast.expr] = {name: load(name) for name in known.variables}
    for place in places:
        if place.within is None and isinstance(place.node, ast.Call | ast.Subscript | ast.BinOp):
            text = ast.unparse(place.node)
            if len(text) <= _SHORT and isinstance(getattr(place.node, "ctx", ast.Load()), ast.Load):
                seen.setdefault(text, place.node)
            flipped = _flipped(place.node)
            seen.setdefault(ast.unparse(flipped), flipped)
    calls = [place.node for place in places if isinstance(place.node, ast.Call)]
    for call in calls:
        for name in known.variables if len(call.args) == 1 and not call.keywords else ():
            other = with_(call, args=[load(name)])
            seen.setdefault(ast.unparse(other), other)
    for place in places:
        match place.node:
            case ast.Subscript(slice=ast.Constant(str())):
                for word in known.words:
                    other = with_(place.node, slice=ast.Constant(word), ctx=ast.Load())
                    seen.setdefault(ast.unparse(other), other)
            case ast.Subscript(value=ast.Name(), slice=ast.Name() | ast.Tuple()):
                for name in known.variables:
                    other = with_(place.node, value=load(name), ctx=ast.Load())
                    seen.setdefault(ast.unparse(other), other)
            case ast.Subscript(slice=ast.BinOp(left=ast.Name()) as index):
                other = with_(place.node, slice=index.left, ctx=ast.Load())
                seen.setdefault(ast.unparse(other), other)
    # Copies: a part may be around the place to which it is added.
    yield from copy.deepcopy(list(seen.values())[:_MOST_PARTS])


def _flipped(node: ast.expr) -> ast.expr:
    """Return an expression with - in place of each + and the other way round."""
    flipped = copy.deepcopy(node)
    for each in ast.walk(flipped):
        match each:
            case ast.BinOp(op=ast.Add()):
                each.op = ast.Sub()
            case ast.BinOp(op=ast.Sub()):
                each.op = ast.Add()
    return flipped


def is_open_to_changes(function: object, text: str, trusted: Sequence[str] = ()) -> bool:
    """Return whether changed copies of a function may be run: it does nothing but compute.

    Parameters
    ----------
    function : function
    text : str
        Its source.
    trusted : sequence of str
        Functions, of the notebook or the judge, that do no more either.
    """
    tree = definition_in(text)
    code = code_of(function)
    if tree is None or code is None or code.co_freevars:
        return False

    def read(called: types.FunctionType) -> ast.FunctionDef | None:
        source = text_of(called) if is_own_code(called.__code__) else None
        return definition_in(source) if source is not None else None

    namespace: Mapping[str, object] = getattr(function, "__globals__", {})
    known = {id(namespace[name]) for name in trusted if name in namespace}
    return is_harmless(tree, namespace, read, lambda called: id(called) in known)
