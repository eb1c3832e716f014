"""What a text assigns to other than names: attributes, and names by way of their text.

`np.exp = slow` and `globals()["helper"] = slow` change what another function runs. The rules do
not take such a name for what its definition says.
"""

import ast
from collections.abc import Iterator, Mapping

from grader.student.text import read_cell

ANY = "*"
"""Stands for each name, where a text does not show which one is assigned."""

#: With them a function gets other code, or a shell other names.
_ANY_NAME = frozenset(
    [
        *("__code__", "__closure__", "__defaults__", "__kwdefaults__", "__globals__", "__class__"),
        *(
            "__wrapped__",
            "__builtins__",
            "user_ns",
            "user_global_ns",
            "run_cell",
            "ast_transformers",
        ),
        *("input_transformers_post", "input_transformers_cleanup"),
    ]
)
_NAMESPACES = frozenset(["globals", "locals", "vars"])
_WRITES = frozenset(["update", "setdefault", "pop", "clear", "popitem", "__setitem__"])
_SELF = frozenset(["self", "cls"])


def patches(tree: ast.AST, depth: int = 0) -> Mapping[str, str]:
    """Return the names and attributes that a text assigns in such a way, each with how it does."""
    found: dict[str, str] = {}
    is_self = _SELF - {n.id for n in ast.walk(tree) if _is_stored(n) and isinstance(n, ast.Name)}
    in_functions = _inside_functions(tree)
    for node in ast.walk(tree):
        for name, how in _patches_of(node, is_self, depth):
            # In a function, `exec` of a text that is put together assigns local names.
            if how in ("exec", "eval") and name == ANY and id(node) in in_functions:
                continue
            found.setdefault(name, how)
    return found


def _is_stored(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)


def _inside_functions(tree: ast.AST) -> set[int]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, functions)
        for inner in ast.walk(node)
    }


def _patches_of(node: ast.AST, is_self: frozenset[str], depth: int) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Attribute(attr=attribute) if attribute in _ANY_NAME and (
            _is_stored(node) or not attribute.startswith("__")
        ):
            yield ANY, attribute
        case ast.Attribute(value=owner, attr=attribute) if _is_stored(node):
            if not (isinstance(owner, ast.Name) and owner.id in is_self):
                yield attribute, "="
        case ast.Subscript(value=owner, slice=key) if _is_stored(node):
            if how := _namespace(owner):
                yield _text_of(key), how
        case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in _WRITES:
            if how := _namespace(owner):
                names = [keyword.arg or ANY for keyword in node.keywords] or [ANY]
                yield from ((name, how) for name in (names if not node.args else [ANY]))
        case ast.Call(func=ast.Name(id="setattr" | "delattr" as how), args=[_, key, *_]):
            yield _text_of(key), how
        case ast.Call(func=ast.Name(id="exec" | "eval" as how), args=[code, *_]):
            yield from _patches_of_text(code, how, depth)


def _namespace(node: ast.expr) -> str:
    """Return how an expression leads to a namespace, "" if it does not."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _NAMESPACES:
            return name
        case ast.Attribute(attr="__dict__" | "modules" as name):
            return name
        case ast.Name(id="__builtins__" as name):
            return name
    return ""


def _text_of(key: ast.expr) -> str:
    match key:
        case ast.Constant(value=str(text)):
            return text
    return ANY


def _patches_of_text(code: ast.expr, how: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what a text in the text assigns."""
    text = _text_of(code)
    tree = read_cell(text).tree if text != ANY and depth < 3 else None
    if tree is None:
        yield ANY, how
        return
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if _is_stored(node):
                yield name, how
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, how
            case ast.alias(name=name, asname=alias):
                yield alias or name, how
    yield from patches(tree, depth + 1).items()
