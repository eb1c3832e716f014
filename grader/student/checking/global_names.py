"""The global names that a student's function uses: defined in the notebook, or undefined."""

import builtins
import difflib
import dis
import re
import types
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from grader.student.calling import Function, Plain, code_of, is_own_module
from grader.student.messages import python_errors

_ALIAS = {"numpy": "np", "matplotlib": "plt"}


class Read(NamedTuple):
    """A value that a function takes from the notebook, or from a module of the student's.

    `line` counts from its `def` line.
    """

    name: str
    line: int
    value: object = None


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_data(value: object) -> bool:
    harmless = isinstance(value, str | bool | type | types.ModuleType | None)
    return not harmless and not callable(value)


_ENDS = frozenset(["RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE"])
_JUMPS_ALWAYS = frozenset(["JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"])


def _assigned_before(code: types.CodeType) -> Mapping[int, frozenset[str]]:
    """Return by instruction the globals that code has itself assigned, whatever way it took.

    What a function reads of `global a; a = ...` afterwards is its own.
    """
    instructions = list(dis.get_instructions(code))
    if not any(each.opname == "STORE_GLOBAL" for each in instructions):
        return {}
    places = {each.offset: i for i, each in enumerate(instructions)}
    handlers = getattr(dis.Bytecode(code), "exception_entries", ())
    found = {0: frozenset[str]()}
    waiting = [0]
    while waiting:
        place = waiting.pop()
        now = instructions[place]
        before = found[place]
        after = before | {now.argval} if now.opname == "STORE_GLOBAL" else before
        after = after - {now.argval} if now.opname == "DELETE_GLOBAL" else after
        ways = [(places[e.target], before) for e in handlers if e.start <= now.offset < e.end]
        if now.opcode in dis.hasjrel or now.opcode in dis.hasjabs:
            ways.append((places[now.argval], after))
        if now.opname not in _ENDS | _JUMPS_ALWAYS and place + 1 < len(instructions):
            ways.append((place + 1, after))
        for target, names in ways:
            known = names & found.get(target, names)
            if found.get(target) != known:
                found[target] = known
                waiting.append(target)
    return {each.offset: found.get(i, frozenset()) for i, each in enumerate(instructions)}


def notebook_data_read_by(function: Function) -> list[Read]:
    """Return the notebook's numbers and arrays that a function reads, each with its first line."""
    code = code_of(function)
    if code is None:
        return []
    namespace = getattr(function, "__globals__", {})
    found: dict[str, Read] = {}
    for inner in _codes(code):
        line = inner.co_firstlineno
        module: object = None
        assigned = _assigned_before(inner)
        for instruction in dis.get_instructions(inner):
            if instruction.positions is not None and instruction.positions.lineno is not None:
                line = instruction.positions.lineno
            name = instruction.argval
            if name in assigned.get(instruction.offset, ()):
                module = None
                continue
            if instruction.opname == "LOAD_GLOBAL" and not hasattr(builtins, name):
                value, whole = namespace.get(name), name
            elif is_own_module(module) and instruction.opname in ("LOAD_ATTR", "LOAD_METHOD"):
                value = vars(module).get(name)
                whole = f"{getattr(module, '__name__', '')}.{name}"
            else:
                module = None
                continue
            module = value
            if _is_data(value):
                found.setdefault(whole, Read(whole, line - code.co_firstlineno + 1, value))
    return list(found.values())


def explain_notebook_data(function: Function) -> str | None:
    """Say which variables of the notebook a function reads, None if it reads none.

    This is for a function that does not work; a constant of the student's own, such as
    EPSILON = 1e-8, is not spoken of.
    """
    reads = [
        read
        for read in notebook_data_read_by(function)
        if not (read.name.rpartition(".")[2].isupper() and isinstance(read.value, float))
    ]
    if not reads:
        return None
    first, others = reads[0], [read.name for read in reads[1:]]
    return python_errors.uses_notebook_names(first.line, first.name, others)


def _dictionary_with(
    key: str, outputs: tuple[str, ...], expected: Plain, used: frozenset[str]
) -> str | None:
    """Return the name of a returned dictionary that has an entry `key` and that the code uses."""
    parts = (expected,) if len(outputs) == 1 else tuple(expected)
    for name, part in zip(outputs, parts, strict=False):
        if isinstance(part, Mapping) and key in part and name in used:
            return name
    return None


def explain_unknown_name(
    error: str, function: Function, outputs: tuple[str, ...], expected: Plain
) -> str | None:
    """Explain a NameError inside a student's function, None if the text is not that of one.

    Parameters
    ----------
    error : str
        The text of the exception.
    function : callable
    outputs, expected
        Names of the returned values, and such values.
    """
    text = re.search(r"name '(\w+)' is not defined", error)
    code = code_of(function)
    if text is None or code is None:
        return None
    name = text[1]
    inner = list(_codes(code))
    own = list(dict.fromkeys(v for c in inner for v in c.co_varnames))
    known = [*own, *getattr(function, "__globals__", {}), *dir(builtins)]
    for other in known:
        if other != name and other.lower() == name.lower():
            return python_errors.other_case(name, other)
    if name in _ALIAS:
        return python_errors.imported_under(name, _ALIAS[name])
    used = frozenset(own) | frozenset(n for c in inner for n in c.co_names)
    holder = _dictionary_with(name, outputs, expected, used)
    if holder is not None:
        return python_errors.entry_of_that_name(name, holder)
    if callable(getattr(np, name, None)):
        return python_errors.function_of_numpy(name)
    functions = [n for n, v in getattr(function, "__globals__", {}).items() if callable(v)]
    there = [v for v in [*own, *functions] if v != name]
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.8)
    return python_errors.unknown_name(name, near[0] if near else "")
