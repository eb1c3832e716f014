"""Rewrite the body of a function so that it reports the value of every expression.

Each expression e of interest is replaced by `VALUE(i, e)`: a call that receives the value and
returns it. So each value is the one that the function really used, nothing is evaluated twice, and
the order of evaluation is the same. `VALUE` is a string until the code is compiled: see
`grader.student.tracing.instrumentation`. New nodes have the location of the old ones, so that
tracebacks and warnings show the student's line.
"""

import ast
import copy
from collections.abc import Sequence
from typing import Any

from grader.student.tracing.syntax import OPERATORS, Numbering, Statement

VALUE, CALL, ITERATION = "<value computed>", "<function called>", "<iteration started>"
"""The placeholders of the listeners in the rewritten body."""


class _SourceLines:
    """The lines of a file, from which the source of a node is cut."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [line.encode() for line in lines]

    def source_of(self, node: ast.expr | ast.stmt, end: ast.expr | None = None) -> str:
        last = end or node
        first_line, last_line = node.lineno - 1, (last.end_lineno or last.lineno) - 1
        cut = self.lines[first_line : last_line + 1]
        cut[-1] = cut[-1][: last.end_col_offset]
        cut[0] = cut[0][node.col_offset :]
        return " ".join(b"".join(cut).decode(errors="replace").split())


class _ExpressionRewriter:
    """Rewrite expressions, and number those that report."""

    statement: Statement

    def __init__(self, numbering: Numbering, lines: Sequence[str], modules: set[str]) -> None:
        self.numbering = numbering
        self.lines = _SourceLines(lines)
        self.modules = modules  # names of modules: np in np.sum is no operand

    def number(self, node: ast.AST) -> int:
        number = len(self.numbering.numbers)
        self.numbering.numbers[node] = number
        self.numbering.statements[number] = self.statement
        if isinstance(node, ast.expr):
            self.numbering.sources[node] = self.lines.source_of(node)
        return number

    def report(self, node: ast.expr, number: int) -> ast.expr:
        call = ast.Call(ast.Constant(VALUE), [ast.Constant(number), node], [])
        return ast.copy_location(call, node)

    def visit(self, node: ast.expr) -> ast.expr:
        """Return an expression that computes the same and reports it, with its parts."""
        if isinstance(node, ast.Starred):
            return ast.copy_location(ast.Starred(self.visit(node.value), node.ctx), node)
        new = self._with_reporting_parts(node)
        return node if new is None else self.report(new, self.number(node))

    def visit_value(self, node: ast.expr) -> ast.expr:
        """Do the same with the value of a statement, which is reported in any case."""
        new = self._with_reporting_parts(node)
        self.statement.value_number = self.number(node)
        return self.report(node if new is None else new, self.statement.value_number)

    def _visit_all(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        return [self.visit(node) for node in nodes]

    def _visit_generators(self, generators: Sequence[ast.comprehension]) -> list[ast.comprehension]:
        return [
            ast.comprehension(g.target, self.visit(g.iter), self._visit_all(g.ifs), g.is_async)
            for g in generators
        ]

    def _with_reporting_parts(self, node: ast.expr) -> ast.expr | None:
        """Return a copy of an expression whose parts report, None if it is not rewritten."""
        visit, visit_all = self.visit, self._visit_all
        new: ast.expr
        match node:
            case ast.Name(id=name) if name in self.modules:
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
                    method = ast.Attribute(visit(func.value), func.attr, func.ctx)
                    func = ast.copy_location(method, func)
                keywords = [
                    ast.copy_location(ast.keyword(k.arg, visit(k.value)), k) for k in node.keywords
                ]
                new = ast.Call(func, visit_all(node.args), keywords)
            case ast.BinOp():
                new = ast.BinOp(visit(node.left), node.op, visit(node.right))
            case ast.UnaryOp():
                new = ast.UnaryOp(node.op, visit(node.operand))
            case ast.BoolOp():
                new = ast.BoolOp(node.op, visit_all(node.values))
            case ast.Compare():
                new = ast.Compare(visit(node.left), node.ops, visit_all(node.comparators))
            case ast.IfExp():
                new = ast.IfExp(visit(node.test), visit(node.body), visit(node.orelse))
            case ast.NamedExpr():
                new = ast.NamedExpr(node.target, visit(node.value))
            case ast.Tuple(ctx=ast.Load()):
                new = ast.Tuple(visit_all(node.elts), node.ctx)
            case ast.List(ctx=ast.Load()):
                new = ast.List(visit_all(node.elts), node.ctx)
            case ast.Dict():
                new = ast.Dict(node.keys, visit_all(node.values))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                new = type(node)(visit(node.elt), self._visit_generators(node.generators))
            case ast.DictComp():
                generators = self._visit_generators(node.generators)
                new = ast.DictComp(node.key, visit(node.value), generators)
            case _:
                return None
        return ast.copy_location(new, node)


class FunctionRewriter(_ExpressionRewriter):
    """Build the new body of one function.

    Parameters
    ----------
    numbering : Numbering
        Gets the numbers of what the body reports.
    lines : sequence of str
        The file that the function is in.
    first_line : int
        The function's first line in this file.
    modules : set of str
        Global names of modules, which are not reported.
    """

    def __init__(
        self, numbering: Numbering, lines: Sequence[str], first_line: int, modules: set[str]
    ) -> None:
        super().__init__(numbering, lines, modules)
        self.first_line = first_line
        self.loop: Statement | None = None
        self.body_column = 0
        self.name = ""

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
        """Return the new body of a function, which first reports the call."""
        outer = (self.loop, self.body_column, self.name)
        self.loop, self.body_column, self.name = None, node.body[0].col_offset, node.name
        has_docstring = ast.get_docstring(node, clean=False) is not None
        new = self._body(node.body)
        self.loop, self.body_column, self.name = outer
        called = _notification(CALL, [], node.body[0])
        return [*new[:has_docstring], called, *new[has_docstring:]]

    def _body(self, nodes: Sequence[ast.stmt]) -> list[ast.stmt]:
        return [new for node in nodes for new in self._statement(node)]

    def _loop_body(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        outer, self.loop = self.loop, self.statement
        self.numbering.loops.append(self.statement)
        started = _notification(ITERATION, [len(self.numbering.loops) - 1], body[0])
        new = [started, *self._body(body)]
        self.loop = outer
        return new

    def _start(self, node: ast.stmt, kind: str, value: ast.expr, **more: Any) -> None:
        """Make the `Statement` that the numbers from here on belong to."""
        is_compound = kind in ("for", "while", "if")
        source = self.lines.source_of(node, value if is_compound else None)
        last = value if is_compound else node
        self.statement = Statement(
            function=self.name,
            kind=kind,
            line=node.lineno - self.first_line + 1,
            last_line=(last.end_lineno or node.lineno) - self.first_line + 1,
            source=source + (":" if is_compound else ""),
            indent=max(0, node.col_offset - self.body_column),
            value=value,
            loop=self.loop,
            **more,
        )

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        new = copy.copy(node)
        match new:
            case ast.Assign():
                self._start(node, "=", new.value, targets=tuple(new.targets))
                new.value = self.visit_value(new.value)
            case ast.AnnAssign(value=ast.expr()):
                assert new.value is not None
                self._start(node, "=", new.value, targets=(new.target,))
                new.value = self.visit_value(new.value)
            case ast.AugAssign():
                return self._augmented_assignment(new)
            case ast.Return(value=ast.expr()):
                assert new.value is not None
                self._start(node, "return", new.value)
                new.value = self.visit_value(new.value)
            case ast.Expr() if not isinstance(new.value, ast.Constant):
                self._start(node, "expression", new.value)
                new.value = self.visit_value(new.value)
            case ast.If():
                self._start(node, "if", new.test)
                new.test = self.visit_value(new.test)
                new.body, new.orelse = self._body(new.body), self._body(new.orelse)
            case ast.While():
                self._start(node, "while", new.test)
                new.test = self.visit_value(new.test)
                new.body, new.orelse = self._loop_body(new.body), self._body(new.orelse)
            case ast.For() | ast.AsyncFor():
                self._start(node, "for", new.iter, targets=(new.target,))
                new.iter = self.visit_value(new.iter)
                new.body, new.orelse = self._loop_body(new.body), self._body(new.orelse)
            case ast.With() | ast.AsyncWith():
                new.body = self._body(new.body)
            case ast.Match():
                new.cases = [
                    ast.match_case(case.pattern, case.guard, self._body(case.body))
                    for case in new.cases
                ]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                new.body = self.function(new)
            case _ if isinstance(new, ast.Try) or type(new).__name__ == "TryStar":
                self._try(new)
        return [new]

    def _augmented_assignment(self, node: ast.AugAssign) -> list[ast.stmt]:
        """Rewrite `a += e`: the old value is reported before it, the new one after it.

        Both are read from the name. For `d[k] += e` only d and k are reported: reading the
        element once more might have a side effect.
        """
        operator = OPERATORS.get(type(node.op), "?")
        self._start(node, "+=", node.value, targets=(node.target,), operator=operator)
        if isinstance(node.target, ast.Name):
            name = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
            self.statement.old_number = self.number(name)
            first = ast.copy_location(ast.Expr(self.report(name, self.statement.old_number)), node)
            value = self.visit(node.value)
            self.statement.value_number = self.number(node)
            last = ast.copy_location(ast.Expr(self.report(name, self.statement.value_number)), node)
            new = ast.copy_location(ast.AugAssign(node.target, node.op, value), node)
            return [first, new, last]
        target: ast.Name | ast.Attribute | ast.Subscript = node.target
        if isinstance(target, ast.Subscript):
            base, index = target.value, target.slice
            if not any(isinstance(n, ast.Slice | ast.Starred) for n in ast.walk(index)):
                self.statement.old_number = self.number(target)
                self.statement.base_number = self.number(base)
                self.statement.index_number = self.number(index)
                base = self.report(base, self.statement.base_number)
                index = self.report(index, self.statement.index_number)
            target = ast.copy_location(ast.Subscript(base, index, target.ctx), target)
        return [
            ast.copy_location(ast.AugAssign(target, node.op, self.visit_value(node.value)), node)
        ]

    def _try(self, new: Any) -> None:
        """Rewrite the blocks of a `try` statement in place; `except*` has a type of its own."""
        handlers = []
        for handler in new.handlers:
            handlers.append(copy.copy(handler))
            handlers[-1].body = self._body(handler.body)
        new.body = self._body(new.body)
        new.handlers = handlers
        new.orelse = self._body(new.orelse)
        new.finalbody = self._body(new.finalbody)


def _notification(listener: str, numbers: Sequence[int], before: ast.stmt) -> ast.stmt:
    call = ast.Call(ast.Constant(listener), [ast.Constant(number) for number in numbers], [])
    statement: ast.stmt = ast.copy_location(ast.Expr(call), before)
    return ast.fix_missing_locations(statement)
