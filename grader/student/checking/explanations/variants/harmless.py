"""May changed copies of a function be run? Only if nothing that they could do would last."""

import ast
import builtins
import math
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

_BUILTINS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bool",
        "dict",
        "divmod",
        "enumerate",
        "filter",
        "float",
        "frozenset",
        "int",
        "isinstance",
        "len",
        "list",
        "map",
        "max",
        "min",
        "pow",
        "print",
        "range",
        "reversed",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
    ]
)
_ERRORS = frozenset(["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError"])
_OF_FILES = frozenset(
    [
        "DataSource",
        "ctypeslib",
        "dump",
        "dumps",
        "f2py",
        "fromfile",
        "fromregex",
        "frombuffer",
        "genfromtxt",
        "lib",
        "load",
        "loadtxt",
        "memmap",
        "open_memmap",
        "save",
        "savetxt",
        "savez",
        "savez_compressed",
        "set_printoptions",
        "setbufsize",
        "seterr",
        "seterrcall",
        "setflags",
        "setfield",
        "testing",
        "tofile",
    ]
)
_UNKNOWN = (
    ast.AsyncFor,
    ast.AsyncFunctionDef,
    ast.AsyncWith,
    ast.Await,
    ast.ClassDef,
    ast.Delete,
    ast.Global,
    ast.Import,
    ast.ImportFrom,
    ast.Match,
    ast.Nonlocal,
    ast.Try,
    ast.While,
    ast.With,
    ast.Yield,
    ast.YieldFrom,
)


def is_harmless(
    tree: ast.FunctionDef,
    namespace: Mapping[str, object],
    read: Callable[[types.FunctionType], ast.FunctionDef | None],
    trusted: Callable[[object], bool] = lambda _: False,
    seen: frozenset[str] = frozenset(),
) -> bool:
    """Return whether a function does nothing but compute, and so do those that it calls.

    Parameters
    ----------
    tree : ast.FunctionDef
    namespace : mapping of str to object
        Its globals.
    read : callable
        Returns the definition of a function of the student's, None if it has no text.
    trusted : callable
        Says of what else that is known.
    seen : frozenset of str
        Functions that are being looked at.
    """
    local = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    local |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    local |= {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    seen |= {tree.name}

    def is_known(name: str) -> bool:
        if name in local or name in seen:
            return True
        if name not in namespace:
            return name in _BUILTINS or name in _ERRORS or not hasattr(builtins, name)
        value: Any = namespace[name]
        if value is np or value is math or isinstance(value, bool | int | float | str | None):
            return True
        if trusted(value) or isinstance(value, np.ufunc):
            return True
        if not isinstance(value, types.FunctionType):
            return False
        inner = read(value)
        return inner is not None and is_harmless(inner, value.__globals__, read, trusted, seen)

    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if not is_known(name):
                return False
            case ast.Attribute(attr=name) if name in _OF_FILES or name.startswith("__"):
                return False
        if isinstance(node, _UNKNOWN):
            return False
    return True
