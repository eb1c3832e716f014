"""Static analysis: what the text of a submission says about its functions, without running it.

Rules about code (no loop over the data, no variable of the notebook) are judged from the text
alone: the process with the student's code could report anything. So the text is compiled, and each
definition becomes a static function: one that is never called, in a namespace with the static
values of the notebook's names. The rules inspect these functions.
"""

import ast
import contextlib
import functools
import itertools
import linecache
import re
import types
from collections.abc import Iterator, Mapping, Sequence

from grader.engine.judging.cell.static_text.static_modules import (
    StaticModules,
    is_installed,
    scripts_run,
)
from grader.engine.judging.cell.static_text.static_patches import patches
from grader.engine.judging.cell.static_text.static_values import (
    StaticNames,
    StaticValues,
    UnknownCallable,
    UnknownValue,
    UnreadableModule,
    module_attribute,
)
from grader.engine.remote.records import FUTURE_FLAGS, note_branch
from grader.student.text import MAX_CELL_LENGTH, read_cell
from grader.student.tracing import PATCHED, TOO_LONG

# In a cell that is not read.
_DEFINED = re.compile(r"^[ \t]*def[ \t]+(\w{1,200})", re.MULTILINE)
_numbers = itertools.count()
# A parsed cell takes about a hundred times the memory of its text.
_MAX_CACHED_LENGTH = 4_000


def static_namespace(cells: Sequence[str]) -> dict[str, object]:
    """Return the static value of each name after these cells.

    Parameters
    ----------
    cells : sequence of str
        The texts of the notebook's code cells in order, up to the last one that was executed. A
        cell with a syntax error is skipped, because it has no effect when it is executed.
    """
    namespace: dict[str, object] = {"__name__": "__main__"}
    for text in cells:
        add_cell(text, namespace)
    return namespace


def add_cell(text: str, namespace: dict[str, object], modules: StaticModules | None = None) -> bool:
    """Add the static values of the names that a cell or module defines to a namespace.

    Parameters
    ----------
    text : str
    namespace : dict
    modules : StaticModules, optional
        The modules beside the notebook.

    Returns
    -------
    bool
        Whether the text can be read.
    """
    return _StaticCell(text, namespace, modules or static_modules({})).add()


def static_modules(files: Mapping[str, bytes]) -> StaticModules:
    """Return the modules among the files beside a notebook."""
    return StaticModules(files, add_cell)


# Most cells are the same in all notebooks of a class. A tree is shared and must not be changed.
_read_once = functools.lru_cache(maxsize=128)(read_cell)


@functools.lru_cache(maxsize=128)
def _patched_once(text: str) -> Mapping[str, str]:
    tree = _read_once(text).tree
    return {} if tree is None else patches(tree)


class _StaticCell:
    """One cell, and the namespace to which it adds its names."""

    def __init__(self, text: str, namespace: dict[str, object], modules: StaticModules) -> None:
        self.text, self.namespace, self.modules = text, namespace, modules
        self.values, self.depth = StaticValues(namespace), 0
        self.names = StaticNames(namespace)
        self.scripts: Mapping[int, str] = {}

    def add(self) -> bool:
        if len(self.text) > MAX_CELL_LENGTH:
            _note_length(self.text, self.namespace)
            return False
        read = _read_once if len(self.text) <= _MAX_CACHED_LENGTH else read_cell
        name = f"<submission {next(_numbers)}>"
        code = read(self.text)
        if code.tree is None:
            return False
        text, tree = code.text, code.tree
        self.scripts = scripts_run(self.text, code)
        try:
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            module = compile(tree, name, "exec", flags=flags, dont_inherit=True)
            flags |= module.co_flags & FUTURE_FLAGS
            statements = [
                compile(ast.Module([each], []), name, "exec", flags=flags, dont_inherit=True)
                for each in (tree.body if "import" in text else ())
            ]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        # `inspect` looks up the lines of a function there.
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        self.values.add_functions(module, statements)
        self.names.add_patches(_patched_once(self.text) if read is _read_once else patches(tree))
        for statement in tree.body:
            # An expression that nests too deep has no value, wherever it stands.
            with contextlib.suppress(RecursionError):
                self.execute(statement)
            is_run = statement.lineno in self.scripts
            self.names.is_certain = self.names.is_certain and _cannot_fail(statement) and not is_run
        return True

    def execute(self, node: ast.stmt) -> None:
        """Change the namespace as a statement at the top level of a cell does."""
        # Walking the whole tree is slow.
        if ":=" in self.text:
            with self.names.perhaps():
                for named in _named_expressions(node):
                    self.names.bind(named.target.id, self.values.value(named.value))
        match node:
            case ast.FunctionDef(name=name, decorator_list=decorators, lineno=line):
                first = min([line, *(each.lineno for each in decorators)])
                function = self.values.function(name, first, len(node.args.defaults))
                if decorators:
                    function = self.values.decorated(function, decorators)
                if self.depth and isinstance(function, types.FunctionType):
                    note_branch(function)
                self.names.bind(name, function)
                self.add_global_names(node)
            case ast.AsyncFunctionDef(name=name):
                self.names.bind(name, UnknownCallable())
            case ast.ClassDef(name=name):
                self.names.bind(name, type(name, (), {"__module__": "__main__"}))
            case ast.Import(names=names):
                for alias in names:
                    whole = alias.name if alias.asname else alias.name.split(".")[0]
                    found = self.modules.module(whole)
                    self.names.bind(alias.asname or whole, found)
                    self.names.add_patches(vars(found).get(PATCHED, {}))
            case ast.ImportFrom(module=module, names=names, level=level):
                self.import_from(self.absolute_name(module or "", level), names)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self.assign(target, self.values.value(value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, self.values.value(value))
            case ast.AugAssign(target=target):
                self.assign(target, UnknownValue())
            case ast.Delete(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Name):
                        self.namespace.pop(target.id, None)
            case ast.For(target=target) | ast.AsyncFor(target=target):
                self.assign(target, UnknownValue())
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    if item.optional_vars is not None:
                        self.assign(item.optional_vars, UnknownValue())
            case ast.Pass(lineno=line) if line in self.scripts:
                _run(self, self.scripts[line])
            case ast.Match():
                with self.names.perhaps():
                    for name in _captured(node):
                        self.names.bind(name, UnknownValue())
        self.depth += 1
        with self.names.perhaps():
            for inner in _inner_statements(node):
                self.execute(inner)
        self.depth -= 1

    def add_global_names(self, node: ast.FunctionDef) -> None:
        """Add the names that a function declares `global`, with what it may assign to them."""
        if "global" not in self.text:
            return
        for inner in ast.walk(node):
            for name in inner.names if isinstance(inner, ast.Global) else ():
                self.names.add_from_function(name, list(self.values.assigned_in(node, name)))

    def absolute_name(self, module: str, level: int) -> str:
        """Return the name of a module that is imported relative to the package of this one."""
        if not level:
            return module
        package = str(self.namespace.get("__package__") or "").split(".")
        return ".".join(filter(None, [*package[: len(package) - level + 1], module]))

    def import_from(self, module: str, names: list[ast.alias]) -> None:
        holder = self.modules.module(module)
        self.names.add_patches(vars(holder).get(PATCHED, {}))
        for alias in names:
            if alias.name == "*":
                if isinstance(holder, UnreadableModule):
                    self.names.add_unknown_functions()
                public = vars(holder).get("__all__") or [
                    n for n in vars(holder) if not n.startswith("_")
                ]
                for each in filter(str.isidentifier, public):
                    self.names.bind(each, module_attribute(holder, each))
            else:
                found = module_attribute(holder, alias.name)
                whole = f"{module}.{alias.name}"
                if found is None and self.modules.is_own(whole):
                    found = self.modules.module(whole)
                unknown = UnknownCallable(module)
                self.names.bind(alias.asname or alias.name, unknown if found is None else found)

    def assign(self, target: ast.expr, value: object) -> None:
        match target:
            case ast.Name(id=name):
                self.names.bind(name, value)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                each = value if isinstance(value, tuple) and len(value) == len(parts) else None
                for i, part in enumerate(parts):
                    self.assign(part, UnknownValue() if each is None else each[i])
            case ast.Starred(value=inner):
                self.assign(inner, UnknownValue())


def _run(cell: _StaticCell, arguments: str) -> None:
    """Add the names of a file that a cell executes with `%run`."""
    script = cell.modules.script(arguments)
    if script is None:
        return
    if not script.is_readable:
        cell.names.add_unknown_functions()
    own: dict[str, object] = {"__name__": "__main__"}
    found = cell.namespace if script.shares_names else own
    is_certain = cell.names.is_certain or not script.shares_names
    for text in script.texts:
        inner = _StaticCell(text, found, cell.modules)
        inner.names.is_certain, inner.depth = is_certain, cell.depth
        is_read = inner.add()
        if not is_read:
            cell.names.add_unknown_functions()
        is_certain = is_read and inner.names.is_certain
    if script.shares_names:
        return
    with contextlib.nullcontext() if is_certain else cell.names.perhaps():
        for name in filter(str.isidentifier, found):
            if not name.startswith("__"):
                cell.names.bind(name, found[name])
    patched = found.get(PATCHED, {})
    cell.names.add_patches(patched if isinstance(patched, dict) else {})


def _note_length(text: str, namespace: dict[str, object]) -> None:
    """Note which functions are in a cell that is too long to be read."""
    found = namespace.setdefault(TOO_LONG, {})
    if isinstance(found, dict):
        found.update(dict.fromkeys(_DEFINED.findall(text), len(text)))


def _named_expressions(node: ast.stmt) -> Iterator[ast.NamedExpr]:
    """Iterate over the expressions with a name in a statement, without its inner statements.

    Each branch of an `elif` is in the one before, so that all of them together would be read as
    often as there are branches.
    """
    inner = {id(statement) for statement in _inner_statements(node)}
    remaining: list[ast.AST] = [node]
    while remaining:
        part = remaining.pop()
        if isinstance(part, ast.NamedExpr):
            yield part
        children = [each for each in ast.iter_child_nodes(part) if id(each) not in inner]
        remaining += reversed(children)


def _captured(node: ast.Match) -> Iterator[str]:
    """Iterate over the names that the patterns of a statement bind."""
    for case in node.cases:
        for part in ast.walk(case.pattern):
            name = getattr(part, "rest", None) or getattr(part, "name", None)
            if isinstance(name, str):
                yield name


def _cannot_fail(node: ast.stmt) -> bool:
    """Return whether the statements below this one are executed, whatever the values are."""
    match node:
        case ast.FunctionDef(decorator_list=[], args=arguments):
            return all(
                isinstance(each, ast.Constant | ast.UnaryOp | None)
                for each in (*arguments.defaults, *arguments.kw_defaults)
            )
        case ast.Import(names=names):
            return all(is_installed(alias.name.partition(".")[0]) for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            return is_installed(module.partition(".")[0])
        case ast.Assign(value=value) | ast.Expr(value=value):
            return isinstance(value, ast.Constant | ast.Lambda)
    return isinstance(node, ast.Pass)


def _inner_statements(node: ast.stmt) -> Iterator[ast.stmt]:
    """Iterate over the statements in a compound statement that is not a definition."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for part in ("body", "handlers", "orelse", "finalbody"):
        for inner in getattr(node, part, []):
            if isinstance(inner, ast.ExceptHandler):
                yield from inner.body
            elif isinstance(inner, ast.stmt):
                yield inner
    for case in getattr(node, "cases", []):
        yield from case.body
