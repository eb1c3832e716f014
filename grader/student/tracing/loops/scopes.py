"""Which names in a syntax tree are local: bound in the function around them, or around that."""

import ast
from collections.abc import Iterator

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scopes:
    """The scopes in the tree of a function.

    A name such as `map` can be the parameter of one function in a tree and Python's own function
    in the rest of it.
    """

    def __init__(self, tree: ast.AST) -> None:
        self._local: set[int] = set()
        self._walk(tree, frozenset())

    def is_local(self, name: ast.Name) -> bool:
        """Return whether a name of the tree is bound in a function around it."""
        return id(name) in self._local

    def _walk(self, node: ast.AST, bound: frozenset[str]) -> None:
        if isinstance(node, ast.Name) and node.id in bound:
            self._local.add(id(node))
        if not isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS)):
            for child in ast.iter_child_nodes(node):
                self._walk(child, bound)
            return
        inside = (bound - _declared_global(node)) | _bound_in(node)
        outer = _evaluated_outside(node)
        for part in outer:
            self._walk(part, bound)
        skipped = set(map(id, outer))
        for child in _parts(node):
            if id(child) not in skipped:
                self._walk(child, inside)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arguments):
            yield from ast.iter_child_nodes(child)
        else:
            yield child


def _evaluated_outside(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a function that belong to the scope around it."""
    if isinstance(node, _FUNCTIONS):
        defaults = [each for each in (*node.args.defaults, *node.args.kw_defaults) if each]
        return [*defaults, *getattr(node, "decorator_list", [])]
    return [node.generators[0].iter] if isinstance(node, _COMPREHENSIONS) else []


def _declared_global(function: ast.AST) -> set[str]:
    found = (each for each in _own_nodes(function) if isinstance(each, ast.Global))
    return {name for each in found for name in each.names}


def _bound_in(function: ast.AST) -> set[str]:
    """Return the names that are bound in the scope of a function or a comprehension itself."""
    found: set[str] = set()
    if isinstance(function, _FUNCTIONS):
        found |= {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    for node in _own_nodes(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=alias):
                found.add(alias or name.partition(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
    return found - _declared_global(function) if isinstance(function, _FUNCTIONS) else found


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Iterate over the nodes of a function without those of the functions in it.

    A name that `:=` binds in a comprehension belongs to the function around it.
    """
    remaining = list(_parts(function))
    in_comprehension = isinstance(function, _COMPREHENSIONS)
    while remaining:
        node = remaining.pop()
        if in_comprehension and isinstance(node, ast.NamedExpr):
            remaining.append(node.value)
            continue
        yield node
        if isinstance(node, _COMPREHENSIONS):
            remaining += [each.target for each in ast.walk(node) if isinstance(each, ast.NamedExpr)]
        elif not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            remaining += ast.iter_child_nodes(node)
