"""Go on with a cell or a module of a student's that needs what is not installed.

On the student's own machine it may be. So an import, a magic or a shell command at the top level
of a cell that fails for this reason shows its error, and the rest of the cell runs. So do the
statements below an import that need what it did not import. Each name of the import stands for
something that raises the error again when a function uses it: a function that does not is judged
as if the line were not there. A magic or a shell command inside a function does nothing, so that
the function is the one that the text of its cell describes.
"""

import ast
import os
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Any, Final, NoReturn

from grader.student.calling import is_own_module_code
from grader.student.messages import grading_problems

HANDLER: Final = "__missing__"
"""The built-in name of the function that `handler` returns."""

_OPERATIONS: Final = (
    *("__call__", "__iter__", "__len__", "__getitem__", "__setitem__", "__contains__", "__bool__"),
    *("__enter__", "__mro_entries__", "__neg__", "__abs__", "__float__", "__int__", "__index__"),
    *(
        f"__{side}{name}__"
        for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
        for side in ("", "r")
    ),
)


_COMMANDS: Final = ("run_line_magic", "system", "getoutput")
"""The methods that IPython calls for magics and shell commands that are statements."""

_BLOCKS: Final = ("body", "orelse", "finalbody", "handlers", "cases")
"""The fields of a syntax tree that hold statements, or what holds statements."""

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class UnusableError(ModuleNotFoundError):
    """A name is used whose import failed; messages call it what it is for the student."""


class MissingAttributeError(AttributeError):
    """An attribute is looked up of a name whose import failed."""


MissingAttributeError.__name__ = MissingAttributeError.__qualname__ = AttributeError.__name__
UnusableError.__name__ = UnusableError.__qualname__ = ModuleNotFoundError.__name__


class GuardStatements(ast.NodeTransformer):
    """Changes the statements at the top level of a text so that the text goes on after them.

    Parameters
    ----------
    shows_value : bool
        Whether the value of the last expression is shown, as in a cell.
    """

    def __init__(self, *, shows_value: bool = True) -> None:
        self._shows_value = shows_value

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """Guard what can fail because of what is not installed."""
        imports = False
        body: list[ast.stmt] = []
        for statement in node.body:
            is_shown = self._shows_value and statement is node.body[-1]
            _remove_commands_inside(statement)
            has_import = _has_import(statement)
            if has_import:
                _guard_blocks(statement)
            body += _guarded(statement, imports, is_shown)
            imports = imports or has_import
        return ast.Module(body, node.type_ignores)


def _guarded(statement: ast.stmt, after_import: bool, is_shown: bool) -> list[ast.stmt]:
    match statement:
        case ast.Import(names=aliases):
            return [
                _guard(
                    ast.copy_location(ast.Import([alias]), statement),
                    "imports",
                    [alias.asname or alias.name.partition(".")[0]],
                )
                for alias in aliases
            ]
        case ast.ImportFrom(module="__future__"):
            return [statement]
        case ast.ImportFrom(names=aliases):
            names = [alias.asname or alias.name for alias in aliases if alias.name != "*"]
            return [_guard(statement, "imports", names)]
        case ast.Expr() if _is_command(statement, ("run_line_magic",)):
            return [_guard(statement, "magics", [])]
        case ast.Expr() if is_shown:
            return [statement]
    return (
        [_guard(statement, "uses", list(_bound_names(statement)))] if after_import else [statement]
    )


def _has_import(statement: ast.stmt) -> bool:
    """Return whether a statement imports something when it is executed."""
    # A list of its own: the statement can nest too deep for recursion.
    remaining: list[ast.AST] = [statement]
    while remaining:
        node = remaining.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            return True
        if not isinstance(node, _DEFINITIONS):
            remaining += [each for block in _blocks(node) for each in block]
    return False


def _blocks(node: ast.AST) -> list[list[ast.AST]]:
    found = [getattr(node, name, None) for name in _BLOCKS]
    return [block for block in found if isinstance(block, list)]


def _guard_blocks(statement: ast.stmt) -> None:
    """Guard the statements inside of one, such as an `if` around an import."""
    remaining: list[ast.AST] = [statement]
    while remaining:
        node = remaining.pop()
        if isinstance(node, _DEFINITIONS):
            continue
        for block in _blocks(node):
            if isinstance(node, ast.Try | ast.TryStar) and node.handlers and block is node.body:
                # What to do if it fails is for the student's own handlers.
                continue
            remaining += block
            block[:] = [new for each in block for new in _guarded_inside(each)]


def _guarded_inside(node: ast.AST) -> list[ast.AST]:
    # Not a block in a block: Python compiles 20 levels of them, and each guard is one.
    is_block = bool(_blocks(node)) and not isinstance(node, _DEFINITIONS)
    return [node] if is_block or not isinstance(node, ast.stmt) else [*_guarded(node, True, False)]


def _bound_names(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement defines at the top level."""
    # A list of its own: the statement can nest too deep for recursion.
    remaining: list[ast.AST] = [statement]
    while remaining:
        match remaining.pop():
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Lambda():
                pass
            case node:
                remaining += ast.iter_child_nodes(node)


def _remove_commands_inside(statement: ast.stmt) -> None:
    """Replace the magics and shell commands in the functions of a statement by nothing."""
    # A walk with a list of its own: the statement can nest too deep for recursion.
    remaining: list[tuple[ast.AST, bool]] = [(statement, False)]
    while remaining:
        node, in_function = remaining.pop()
        in_function = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for block in _blocks(node):
            if in_function:
                block[:] = [
                    ast.copy_location(ast.Pass(), each) if _is_command(each, _COMMANDS) else each
                    for each in block
                ]
            remaining += [(each, in_function) for each in block]


def _is_command(node: ast.AST, methods: Sequence[str]) -> bool:
    """Return whether a statement is nothing but what IPython makes of a magic or a command."""
    match node:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=attribute)
            )
        ):
            return attribute in methods
    return False


def _guard(statement: ast.stmt, errors: str, names: Sequence[str]) -> ast.stmt:
    call = ast.Call(
        ast.Name(HANDLER, ast.Load()),
        [
            ast.Call(ast.Name("globals", ast.Load()), [], []),
            ast.Tuple([ast.Constant(name) for name in names], ast.Load()),
            ast.Constant(statement.lineno),
        ],
        [],
    )
    kinds = ast.Attribute(ast.Name(HANDLER, ast.Load()), errors, ast.Load())
    failed = ast.copy_location(ast.ExceptHandler(kinds, None, [ast.Expr(call)]), statement)
    # Of the new nodes alone: a student's statement can nest too deep to walk through.
    ast.fix_missing_locations(failed)
    return ast.copy_location(ast.Try([statement], [failed], [], []), statement)


class _Missing:
    """A name that could not be imported: any use raises the error of the import."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> "_Missing":
        if name.startswith("_"):
            # Python and IPython look for such names in every object.
            raise MissingAttributeError(self._text)
        # An annotation looks up a type, and uses nothing.
        return self

    def __or__(self, other: object) -> "_Missing":
        return self

    __ror__ = __or__


def _raise(missing: _Missing, *args: object, **kwargs: object) -> NoReturn:
    raise UnusableError(missing._text)


for _name in _OPERATIONS:
    setattr(_Missing, _name, _raise)


class Handler:
    """What a guarded statement calls while its error is handled, and the errors that it handles.

    Parameters
    ----------
    show_error : callable
        Shows the error that is being handled among the outputs of the cell.
    """

    imports = ImportError
    magics = Exception
    uses = (UnusableError, MissingAttributeError)

    def __init__(self, show_error: Callable[[], object]) -> None:
        self._show_error = show_error

    def __call__(
        self, namespace: MutableMapping[str, Any], names: Sequence[str], line: int
    ) -> None:
        """Show the error, and give each name a value that raises it again."""
        error = sys.exc_info()[1]
        self._show_error()
        text = str(error)
        if not isinstance(error, self.uses):
            file, line = _place_of(error) or ("", line)
            text = grading_problems.missing_import(error, line, file)
        for name in names:
            namespace[name] = _Missing(text)


def _place_of(error: BaseException | None) -> tuple[str, int] | None:
    """Return the file and line of an error in a module of the student's, None in a cell."""
    if error is None:
        return None
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if is_own_module_code(frame.f_code):
            found = os.path.relpath(frame.f_code.co_filename), line
    return found
