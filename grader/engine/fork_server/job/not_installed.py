"""Go on with a cell that needs what is not installed where it is graded.

On the student's own machine it may be. So an import, a magic or a shell command at the top level
of a cell that fails for this reason shows its error, and the rest of the cell runs. Each name of
the import stands for something that raises the error again when a function uses it: a function
that does not is judged as if the line were not there. A magic or a shell command inside a function
does nothing, so that the function is the one that the text of its cell describes.
"""

import ast
import sys
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, Final, NoReturn

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


class UnusableError(ModuleNotFoundError):
    """A name is used whose import failed; messages call it what it is for the student."""


UnusableError.__name__ = UnusableError.__qualname__ = ModuleNotFoundError.__name__


class GuardStatements(ast.NodeTransformer):
    """Changes the statements at the top level of a cell so that the cell goes on after them."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """Guard what can fail because of what is not installed."""
        imports = False
        body: list[ast.stmt] = []
        for statement in node.body:
            is_last = statement is node.body[-1]
            _remove_commands_inside(statement)
            body += _guarded(statement, imports, is_last)
            imports = imports or isinstance(statement, ast.Import | ast.ImportFrom)
        return ast.Module(body, node.type_ignores)


def _guarded(statement: ast.stmt, after_import: bool, is_last: bool) -> list[ast.stmt]:
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
        case ast.ImportFrom(module=module, names=aliases) if module != "__future__":
            names = [alias.asname or alias.name for alias in aliases if alias.name != "*"]
            return [_guard(statement, "imports", names)]
        case ast.Expr() if _is_command(statement, ("run_line_magic",)):
            return [_guard(statement, "magics", [])]
        case ast.Expr() if after_import and not is_last:
            # The value of the last expression is shown, so that it stays as it is.
            return [_guard(statement, "uses", [])]
        case ast.Assign(targets=[ast.Name(id=name)]) if after_import:
            return [_guard(statement, "uses", [name])]
    return [statement]


def _remove_commands_inside(statement: ast.stmt) -> None:
    """Replace the magics and shell commands in the functions of a statement by nothing."""
    # A walk with a list of its own: the statement can nest too deep for recursion.
    remaining: list[tuple[ast.AST, bool]] = [(statement, False)]
    while remaining:
        node, in_function = remaining.pop()
        in_function = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for name in _BLOCKS:
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
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

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            # Python and IPython look for such names in every object.
            raise AttributeError(name)
        raise UnusableError(self._text)


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
    uses = UnusableError

    def __init__(self, show_error: Callable[[], object]) -> None:
        self._show_error = show_error

    def __call__(
        self, namespace: MutableMapping[str, Any], names: Sequence[str], line: int
    ) -> None:
        """Show the error, and give each name a value that raises it again."""
        error = sys.exc_info()[1]
        self._show_error()
        text = (
            str(error)
            if isinstance(error, UnusableError)
            else grading_problems.missing_import(error, line)
        )
        for name in names:
            namespace[name] = _Missing(text)
