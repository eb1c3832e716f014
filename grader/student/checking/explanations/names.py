"""Explain an error by the names on its line: a variable without a value, a name assigned anew."""

import ast
import builtins
import difflib
import inspect
import re

from grader.student.calling import Failure, Function, code_of
from grader.student.checking.explanations.source import (
    Definition,
    Store,
    failing_function,
    is_loop,
    on_line,
    parts_of,
    read_definition,
    stores_of,
)
from grader.student.checking.question import Question
from grader.student.messages import python_errors as says
from grader.student.messages import wrong_values


def explain_names(question: Question, function: Function, failure: Failure) -> str | None:
    """Explain an error by the names on its line, None if they are not the reason."""
    if failure.location is None and failure.kind == "TypeError":
        return _about_def_line(function, question.signature, failure.text)
    unset = re.search(r"local variable '(\w+)'", failure.text)
    not_callable = re.search(r"'([\w.]+)' object is not callable", failure.text)
    if failure.location is None or not (unset or not_callable):
        return None
    definition = read_definition(failing_function(function, question.name, failure))
    if definition is None:
        return None
    line = failure.location.line
    namespace = getattr(function, "__globals__", {})
    if unset is not None:
        is_function = callable(namespace.get(unset[1]))
        return _without_value(definition, unset[1], line, is_function)
    return _assigned_anew(definition, line, namespace)


def explain_inner_name(question: Question, function: Function, failure: Failure) -> str | None:
    """Say that a name without a value has one only inside of an expression or inner function."""
    text = re.search(r"name '(\w+)' is not defined", failure.text)
    definition = read_definition(failing_function(function, question.name, failure))
    if text is None or definition is None:
        return None
    for node in ast.walk(definition):
        if node is definition:
            continue
        match node:
            case ast.comprehension(target=target):
                names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]
                line = target.lineno
            case ast.Lambda() | ast.FunctionDef():
                names = [n.arg for n in ast.walk(node) if isinstance(n, ast.arg)]
                names += [n.id for n in ast.walk(node) if _is_stored_name(n)]  # type: ignore[attr-defined]
                line = node.lineno
            case _:
                continue
        if text[1] in names:
            return says.only_inside(text[1], line)
    return None


def _is_stored_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def explain_unused(function: Function, error: str = "") -> str | None:
    """Name a variable that a function assigns and never reads, or an argument; None if it has none.

    A name that is unpacked from several values may well not be needed. If the text of an error
    says that a name has no value, only one much like it is named.
    """
    definition = read_definition(function)
    if definition is None:
        return None
    nodes = list(ast.walk(definition))
    read = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)}
    read |= {n.target.id for n in nodes if _adds_to_a_name(n)}  # type: ignore[attr-defined]
    if read & {"locals", "eval", "exec", "vars"}:
        return None
    missing = re.findall(r"(?:name|variable) '(\w+)'", error)
    if missing:
        stored = [n for n in nodes if _is_stored_name(n) and n.id not in read]  # type: ignore[attr-defined]
        alike = [n for n in stored if difflib.get_close_matches(n.id, missing)]  # type: ignore[attr-defined]
        return wrong_values.never_used(alike[0].id, alike[0].lineno) if alike else None  # type: ignore[attr-defined]
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) if name not in read and name != "_":
                return wrong_values.never_used(name, node.lineno)
    arguments = definition.args
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if each.arg not in read:
            return wrong_values.argument_never_used(each.arg)
    return None


def _adds_to_a_name(node: ast.AST) -> bool:
    return isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)


def other_order(question: Question, function: Function) -> str | None:
    """Say that the parameters of a function have another order, None if they have not."""
    code = code_of(function)
    if code is None or not question.signature:
        return None
    names = code.co_varnames[: code.co_argcount]
    (expected,) = ast.parse(f"def f{question.signature}:0").body
    assert isinstance(expected, ast.FunctionDef)
    wanted = [each.arg for each in expected.args.args]
    if sorted(names) != sorted(wanted) or list(names) == wanted:
        return None
    return says.parameters_in_other_order(question.signature)


def _about_def_line(function: Function, signature: str, error: str) -> str | None:
    """Say how the parameters of a function differ from those of the exercise."""
    code = code_of(function)
    if code is None or not signature:
        return None
    names = code.co_varnames[: code.co_argcount]
    required = names[: len(names) - len(getattr(function, "__defaults__", None) or ())]
    (expected,) = ast.parse(f"def f{signature}:0").body
    assert isinstance(expected, ast.FunctionDef)
    wanted = [each.arg for each in expected.args.args]
    defaults = expected.args.defaults
    optional = dict(zip(wanted[len(wanted) - len(defaults) :], defaults, strict=True))
    lost = [name for name in required if name in optional]
    for name in sorted(lost, key=lambda name: f"'{name}'" not in error):
        return says.lost_default(name, ast.unparse(optional[name]))
    lacking = [name for name in wanted if name not in names]
    unknown = [name for name in required if name not in wanted]
    if not (lacking or unknown) or code.co_flags & inspect.CO_VARARGS:
        return None
    return says.parameters_differ(lacking, unknown, signature)


def _without_value(definition: Definition, name: str, line: int, is_function: bool) -> str | None:
    """Say why a local variable has no value on a line."""
    stores = stores_of(definition, name)
    before = [store for store in stores if store.line < line]
    if not stores:
        return None
    if not before:
        if is_function or hasattr(builtins, name):
            return says.hidden_by_assignment(name, stores[0].line, _owner(name))
        return says.assigned_later(name, stores[0].line, line)
    around = [_ended_before(store, line) for store in before]
    if len(set(map(id, around))) != 1 or around[0] is None:
        return None
    first = around[0]
    if is_loop(first):
        return says.loop_did_not_run(name, first.lineno)
    if len(before) > 1:
        return None
    return says.branch_did_not_run(name, before[0].line)


def _ended_before(store: Store, line: int) -> ast.stmt | None:
    """Return the loop or `if` that cannot have been run if a name has no value on a line."""
    if not store.around or not store.always:
        return None
    innermost = store.around[-1]
    if not (is_loop(innermost) or isinstance(innermost, ast.If)):
        return None
    # In a loop around both, an earlier iteration may have been the one that ran.
    return innermost if (innermost.end_lineno or 0) < line else None


def _owner(name: str) -> str:
    return says.python_s_own(name) if hasattr(builtins, name) else says.function_named(name)


def _assigned_anew(definition: Definition, line: int, namespace: dict[str, object]) -> str | None:
    """Say which name that is called on a line has been assigned a value that is no function."""
    called = {
        node.func.id
        for node in parts_of(definition)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and on_line(node, line)
    }
    found = []
    for name in sorted(called):
        stores = [store for store in stores_of(definition, name) if store.line <= line]
        if stores and (hasattr(builtins, name) or callable(namespace.get(name))):
            found.append(says.assigned_in_line(name, stores[-1].line, _owner(name)))
        elif (
            not stores
            and hasattr(builtins, name)
            and name in namespace
            and not callable(namespace[name])
        ):
            found.append(says.assigned_in_notebook(name))
    return found[0] if len(found) == 1 else None
