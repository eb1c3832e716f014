"""Make the code of a function that reports the value of every expression as it is computed.

The new code is compiled from a copy of the function's syntax tree, in which each expression e of
interest is replaced by `seen(i, e)`: a call that is told the value and hands it on. So each value
is the one that the function really used, nothing is evaluated twice, and the order of evaluation
stays. The function keeps its globals, closure, defaults and its identity: whoever traces puts the
new code in the place of the old (`f.__code__`), calls the function as it is, and puts the old code
back. Decorators, methods and recursion therefore need nothing special.

`sys.settrace` would show lines without the values inside them, and there is one such hook, which
debuggers and coverage need themselves; this module leaves it alone. No name is added to the
function's globals or locals either: `seen` is a constant of the new code.
"""

import __future__

import ast
import copy
import linecache
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, TypeVar

from grader.student.text.errors import CourseError

_SEEN, _ENTER, _TICK = "<value seen>", "<function entered>", "<iteration begun>"
_FUTURE = reduce(
    lambda flags, name: flags | getattr(__future__, name).compiler_flag,
    __future__.all_feature_names,
    0,
)
_DEF = (ast.FunctionDef, ast.AsyncFunctionDef)
_TRACED = "_traced"

Node = TypeVar("Node", bound=ast.AST)


class NotTraceable(CourseError):
    """The lines of a function cannot be followed."""


@dataclass(eq=False)
class Statement:
    """One statement of an instrumented function.

    Attributes
    ----------
    kind : str
        "=", "+=", "return", "for", "while", "if" or "expression".
    line : int
        Counted from the function's first line, which is line 1.
    source : str
        The statement on one line; of a compound statement the header alone.
    indent : int
        Blanks before it, counted from the function's body.
    value : ast.expr
        What is computed; `root` is its number, and is reported last.
    operator : str
        Of "+=" the operator. `before` is then the number of the old value; where the target is an
        entry, `base` and `index` are reported instead.
    loop : Statement or None
        The innermost loop around it.
    """

    function: str
    kind: str
    line: int
    last_line: int
    source: str
    indent: int
    value: ast.expr
    root: int = -1
    targets: tuple[ast.expr, ...] = ()
    operator: str = ""
    before: int = -1
    base: int = -1
    index: int = -1
    loop: "Statement | None" = None


@dataclass(frozen=True)
class Listeners:
    """What the new code calls; `seen` must return the value that it is given.

    `seen(number, value)` hears of an expression, `entered()` of a call, `began(number)` of each
    turn of a loop.
    """

    seen: Callable[[int, Any], Any]
    entered: Callable[[], None]
    began: Callable[[int], None]


@dataclass
class Numbering:
    """Numbers shared by all functions that are followed together.

    Attributes
    ----------
    of : dict of node to int
        The number of each expression that is reported.
    statements : dict of int to Statement
        For each of these numbers, the statement it belongs to.
    loops : list of Statement
        The `for` and `while` statements.
    sources : dict of node to str
        The text of each expression.
    """

    of: dict[ast.AST, int] = field(default_factory=dict)
    statements: dict[int, Statement] = field(default_factory=dict)
    loops: list[Statement] = field(default_factory=list)
    sources: dict[ast.AST, str] = field(default_factory=dict)


class _Text:
    """The lines of a file, to cut the text of a node out of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [line.encode() for line in lines]

    def of(self, node: ast.expr | ast.stmt, end: ast.expr | None = None) -> str:
        last = end or node
        first_line, last_line = node.lineno - 1, (last.end_lineno or last.lineno) - 1
        cut = self.lines[first_line : last_line + 1]
        cut[-1] = cut[-1][: last.end_col_offset]
        cut[0] = cut[0][node.col_offset :]
        return " ".join(b"".join(cut).decode(errors="replace").split())


class _Instrument:
    """Build the new body of one function, giving numbers to what it will report."""

    def __init__(self, numbering: Numbering, text: _Text, first_line: int, silent: set[str]):
        self.numbering = numbering
        self.text = text
        self.first_line = first_line
        self.silent = silent  # names of modules: np in np.sum is no operand
        self.loop: Statement | None = None
        self.margin = 0
        self.name = ""
        self.statement: Statement

    # ------------------------------------------------------------------ expressions

    def _number(self, node: ast.AST) -> int:
        number = len(self.numbering.of)
        self.numbering.of[node] = number
        self.numbering.statements[number] = self.statement
        if isinstance(node, ast.expr):
            self.numbering.sources[node] = self.text.of(node)
        return number

    def _report(self, node: ast.expr, number: int) -> ast.expr:
        call = ast.Call(ast.Constant(_SEEN), [ast.Constant(number), node], [])
        return _at(call, node)

    def _visited(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        return [self.visit(node) for node in nodes]

    def _generators(self, generators: Sequence[ast.comprehension]) -> list[ast.comprehension]:
        return [
            ast.comprehension(g.target, self.visit(g.iter), self._visited(g.ifs), g.is_async)
            for g in generators
        ]

    def _inside(self, node: ast.expr) -> ast.expr | None:
        """Return a copy of an expression whose parts report, None for what is left alone."""
        visit, visited = self.visit, self._visited
        new: ast.expr
        match node:
            case ast.Name(id=name) if name in self.silent:
                return None
            case ast.Name(ctx=ast.Load()):
                new = node
            case ast.Attribute(ctx=ast.Load()):
                new = ast.Attribute(visit(node.value), node.attr, node.ctx)
            case ast.Subscript(ctx=ast.Load()):
                new = ast.Subscript(visit(node.value), node.slice, node.ctx)
            case ast.Call():
                func = node.func
                # ndarray.resize counts the references to its array; a report would be one more.
                if isinstance(func, ast.Attribute) and func.attr != "resize":
                    func = _at(ast.Attribute(visit(func.value), func.attr, func.ctx), func)
                keywords = [
                    ast.copy_location(ast.keyword(k.arg, visit(k.value)), k) for k in node.keywords
                ]
                new = ast.Call(func, visited(node.args), keywords)
            case ast.BinOp():
                new = ast.BinOp(visit(node.left), node.op, visit(node.right))
            case ast.UnaryOp():
                new = ast.UnaryOp(node.op, visit(node.operand))
            case ast.BoolOp():
                new = ast.BoolOp(node.op, visited(node.values))
            case ast.Compare():
                new = ast.Compare(visit(node.left), node.ops, visited(node.comparators))
            case ast.IfExp():
                new = ast.IfExp(visit(node.test), visit(node.body), visit(node.orelse))
            case ast.NamedExpr():
                new = ast.NamedExpr(node.target, visit(node.value))
            case ast.Tuple(ctx=ast.Load()):
                new = ast.Tuple(visited(node.elts), node.ctx)
            case ast.List(ctx=ast.Load()):
                new = ast.List(visited(node.elts), node.ctx)
            case ast.Dict():
                new = ast.Dict(node.keys, visited(node.values))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                new = type(node)(visit(node.elt), self._generators(node.generators))
            case ast.DictComp():
                generators = self._generators(node.generators)
                new = ast.DictComp(node.key, visit(node.value), generators)
            case _:
                return None
        return _at(new, node)

    def visit(self, node: ast.expr) -> ast.expr:
        """Return an expression that computes the same and reports it, with its parts."""
        if isinstance(node, ast.Starred):
            return _at(ast.Starred(self.visit(node.value), node.ctx), node)
        new = self._inside(node)
        return node if new is None else self._report(new, self._number(node))

    def root(self, node: ast.expr) -> ast.expr:
        """Do the same with the value of a statement, which is reported in any case."""
        new = self._inside(node)
        self.statement.root = self._number(node)
        return self._report(node if new is None else new, self.statement.root)

    # ------------------------------------------------------------------- statements

    def _begin(self, node: ast.stmt, kind: str, value: ast.expr, **more: Any) -> None:
        whole = kind in ("for", "while", "if")
        source = self.text.of(node, value if whole else None) + (":" if whole else "")
        self.statement = Statement(
            function=self.name,
            kind=kind,
            line=node.lineno - self.first_line + 1,
            last_line=((value if whole else node).end_lineno or node.lineno) - self.first_line + 1,
            source=source,
            indent=max(0, node.col_offset - self.margin),
            value=value,
            loop=self.loop,
            **more,
        )

    def _loop_body(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        outer, self.loop = self.loop, self.statement
        self.numbering.loops.append(self.statement)
        tick = _notify(_TICK, [len(self.numbering.loops) - 1], body[0])
        new = [tick, *self.body(body)]
        self.loop = outer
        return new

    def _in_place(self, node: ast.AugAssign) -> list[ast.stmt]:
        """Handle `a += e`: the old value is reported before it, the new one after it.

        A name is looked up for that. Of `d[k] += e` only d and k are reported: looking up the
        entry once more might do something.
        """
        operator = _OPERATORS.get(type(node.op), "?")
        self._begin(node, "+=", node.value, targets=(node.target,), operator=operator)
        if isinstance(node.target, ast.Name):
            name = _at(ast.Name(node.target.id, ast.Load()), node.target)
            self.statement.before = self._number(name)
            first = _at(ast.Expr(self._report(name, self.statement.before)), node)
            value = self.visit(node.value)
            self.statement.root = self._number(node)
            last = _at(ast.Expr(self._report(name, self.statement.root)), node)
            return [first, _at(ast.AugAssign(node.target, node.op, value), node), last]
        target: ast.Name | ast.Attribute | ast.Subscript = node.target
        if isinstance(target, ast.Subscript):
            base, index = target.value, target.slice
            if not any(isinstance(n, ast.Slice | ast.Starred) for n in ast.walk(index)):
                self.statement.before = self._number(target)
                self.statement.base, self.statement.index = self._number(base), self._number(index)
                base = self._report(base, self.statement.base)
                index = self._report(index, self.statement.index)
            target = _at(ast.Subscript(base, index, target.ctx), target)
        return [_at(ast.AugAssign(target, node.op, self.root(node.value)), node)]

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        new = copy.copy(node)
        match new:
            case ast.Assign():
                self._begin(node, "=", new.value, targets=tuple(new.targets))
                new.value = self.root(new.value)
            case ast.AnnAssign(value=ast.expr()):
                assert new.value is not None
                self._begin(node, "=", new.value, targets=(new.target,))
                new.value = self.root(new.value)
            case ast.AugAssign():
                return self._in_place(new)
            case ast.Return(value=ast.expr()):
                assert new.value is not None
                self._begin(node, "return", new.value)
                new.value = self.root(new.value)
            case ast.Expr() if not isinstance(new.value, ast.Constant):
                self._begin(node, "expression", new.value)
                new.value = self.root(new.value)
            case ast.If():
                self._begin(node, "if", new.test)
                new.test = self.root(new.test)
                new.body, new.orelse = self.body(new.body), self.body(new.orelse)
            case ast.While():
                self._begin(node, "while", new.test)
                new.test = self.root(new.test)
                new.body, new.orelse = self._loop_body(new.body), self.body(new.orelse)
            case ast.For() | ast.AsyncFor():
                self._begin(node, "for", new.iter, targets=(new.target,))
                new.iter = self.root(new.iter)
                new.body, new.orelse = self._loop_body(new.body), self.body(new.orelse)
            case ast.With() | ast.AsyncWith():
                new.body = self.body(new.body)
            case ast.Match():
                new.cases = [
                    ast.match_case(case.pattern, case.guard, self.body(case.body))
                    for case in new.cases
                ]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                new.body = self.function(new)
            case _ if isinstance(new, ast.Try) or type(new).__name__ == "TryStar":
                attempt: Any = new
                handlers = []
                for handler in attempt.handlers:
                    handlers.append(copy.copy(handler))
                    handlers[-1].body = self.body(handler.body)
                attempt.body = self.body(attempt.body)
                attempt.handlers = handlers
                attempt.orelse = self.body(attempt.orelse)
                attempt.finalbody = self.body(attempt.finalbody)
        return [new]

    def body(self, nodes: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Return the statements that do the same and report."""
        return [new for node in nodes for new in self._statement(node)]

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
        """Return the new body of a function, which says first that it was entered."""
        outer = (self.loop, self.margin, self.name)
        self.loop, self.margin, self.name = None, node.body[0].col_offset, node.name
        has_docstring = ast.get_docstring(node, clean=False) is not None
        new = self.body(node.body)
        self.loop, self.margin, self.name = outer
        entered = _notify(_ENTER, [], node.body[0])
        return [*new[:has_docstring], entered, *new[has_docstring:]]


def _at(new: Node, old: ast.AST) -> Node:
    """Give a new node the place of an old one, so that tracebacks and warnings show its line."""
    return ast.copy_location(new, old)


def _notify(what: str, numbers: Sequence[int], before: ast.stmt) -> ast.stmt:
    call = ast.Call(ast.Constant(what), [ast.Constant(number) for number in numbers], [])
    statement: ast.stmt = _at(ast.Expr(call), before)
    return ast.fix_missing_locations(statement)


_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
    ast.Not: "not ",
}


def operator_text(operator: ast.AST) -> str:
    """Return how an operator is written."""
    return _OPERATORS[type(operator)]


# ---------------------------------------------------------------------------- compiling


def _definitions(tree: ast.AST, owner: str | None) -> Iterator[tuple[ast.AST, str | None]]:
    """Yield every function in a tree with the name of the innermost class around it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (*_DEF, ast.Lambda)):
            yield node, owner
        yield from _definitions(node, node.name if isinstance(node, ast.ClassDef) else owner)


def _first_line(node: Any) -> int:
    lines: list[int] = [node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]
    return min(lines)


def _definition(
    code: types.CodeType, lines: Sequence[str]
) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, str | None]:
    """Find the definition that a code object was compiled from; a lambda becomes a `def`."""
    name = code.co_name
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError):
        tree = ast.Module([], [])
    found = [
        (node, owner)
        for node, owner in _definitions(tree, None)
        if getattr(node, "name", "<lambda>") == name and _first_line(node) == code.co_firstlineno
    ]
    if not lines or not found:
        raise NotTraceable(
            f"The source of {name} cannot be read. Define it with def in a cell of its own, or in "
            "a file (a cell that begins with %% keeps its text to itself), then run that cell."
        )
    if len(found) > 1:
        raise NotTraceable(
            f"Several functions {name} begin on one line: give each a line of its own."
        )
    node, owner = found[0]
    if isinstance(node, ast.Lambda):
        body = _at(ast.Return(node.body), node.body)
        return _at(ast.FunctionDef("<lambda>", node.args, [body], []), node), owner
    assert isinstance(node, _DEF)
    return node, owner


def _compiled(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    body: list[ast.stmt],
    owner: str | None,
    code: types.CodeType,
) -> types.CodeType:
    """Compile a function of this body so that its code fits in the place of `code`.

    It stands inside a function whose parameters are the names of the closure, and inside a class
    of the right name, so that the compiler resolves every name as it did before.
    """
    new: Any = copy.copy(node)
    # Defaults and decorators have done their work: they belong to the function, not to the code.
    new.name, new.body, new.decorator_list, new.returns = _TRACED, body, [], None
    new.type_params = []
    new.args = copy.copy(node.args)
    new.args.defaults = []
    new.args.kw_defaults = [None] * len(node.args.kwonlyargs)
    inner: ast.stmt = new
    if owner is not None:
        inner = ast.ClassDef(owner, [], [], [inner], [])
        inner.type_params = []  # type: ignore[attr-defined,unused-ignore]
    names = [ast.arg(name) for name in code.co_freevars]
    arguments = ast.arguments([], names, None, [], [], None, [])
    outer = ast.FunctionDef("_around", arguments, [inner], [])
    outer.type_params = []  # type: ignore[attr-defined,unused-ignore]
    tree = ast.fix_missing_locations(_at(ast.Module([_at(outer, node)], []), node))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of calling a text, until it is replaced
        flags = code.co_flags & _FUTURE
        module = compile(tree, code.co_filename, "exec", flags=flags, dont_inherit=True)
    return next(c for c in codes_in(module) if c.co_name == _TRACED)


def codes_in(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield a code and those of the functions and comprehensions inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_in(constant)


def _likeness(code: types.CodeType) -> tuple[object, ...]:
    """Return what two codes made from one source have in common, wherever it stands."""
    constants = [repr(c) for c in code.co_consts if not isinstance(c, types.CodeType)]
    return (
        code.co_code,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        constants,
    )


def _finished(code: types.CodeType, old: str, new: str, listeners: Listeners) -> types.CodeType:
    """Put the listeners into the constants of a code, and its own name back, at all depths."""
    calls = {_SEEN: listeners.seen, _ENTER: listeners.entered, _TICK: listeners.began}

    def finished(constant: Any) -> Any:
        if isinstance(constant, types.CodeType):
            return _finished(constant, old, new, listeners)
        return calls.get(constant, constant) if type(constant) is str else constant

    name = new.rpartition(".")[2] if code.co_name == _TRACED else code.co_name
    return code.replace(
        co_consts=tuple(finished(constant) for constant in code.co_consts),
        co_name=name,
        co_qualname=code.co_qualname.replace(old, new, 1),
    )


def instrument(
    function: types.FunctionType,
    code: types.CodeType,
    numbering: Numbering,
    listeners: Listeners,
) -> types.CodeType:
    """Return code that does what `code`, the function's own, does, and tells the listeners.

    Raises
    ------
    NotTraceable
        If the source is not there, or is not what the function was made from.
    """
    lines = linecache.getlines(code.co_filename, function.__globals__)
    node, owner = _definition(code, lines)
    plain = _compiled(node, node.body, owner, code)
    if _likeness(plain) != _likeness(code):
        raise NotTraceable(
            f"The source of {code.co_name} is not the one it was made from: it was edited since. "
            "Run the cell (or import the file) that defines it again."
        )
    names = {name for inner in codes_in(code) for name in inner.co_names}
    own = {name for inner in codes_in(code) for name in inner.co_varnames}
    silent = {
        name for name in names - own if isinstance(function.__globals__.get(name), types.ModuleType)
    }
    work = _Instrument(numbering, _Text(lines), code.co_firstlineno, silent)
    new = _compiled(node, work.function(node), owner, code)
    if new.co_freevars != code.co_freevars or new.co_varnames != code.co_varnames:
        raise NotTraceable(f"The lines of {code.co_name} cannot be followed.")
    return _finished(new, new.co_qualname, code.co_qualname, listeners)
