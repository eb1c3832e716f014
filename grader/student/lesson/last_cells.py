"""The cells that were run in a notebook, and what did not run of them."""

import ast
import importlib.util
import inspect
import re
import sys
from collections.abc import Sequence

from grader.student.calling import code_of
from grader.student.messages import verdicts
from grader.student.text import read_cell


def cells_run() -> list[str]:
    """Return the texts of the cells that were run in this notebook, [] outside of IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    # As they were written: `In` has a cell with a cell magic as one call.
    cells = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    return [cell for cell in cells if isinstance(cell, str)]


def _without_indentation(source: str) -> str:
    return "\n".join(line.strip() for line in source.splitlines() if line.strip())


def why_not_the_last(function: object, cells: Sequence[str]) -> str | None:
    """Return why the last cell that defines a function is not where it comes from.

    That cell did not run then, mostly for a SyntaxError, and the function is the one before it.

    Returns
    -------
    str or None
        None if the function comes from that cell, "" if the reason is not in its text.
    """
    name = getattr(function, "__name__", "")
    opening = re.compile(rf"^[ \t]*def\s+{re.escape(name)}\b", re.MULTILINE)
    last = next((cell for cell in reversed(cells) if opening.search(cell)), None)
    code = code_of(function)
    if last is None or code is None:
        return None
    try:
        source = inspect.getsource(code)
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    if _without_indentation(source) in _without_indentation(last):
        return None
    return _why_it_did_not_run(last)


def _why_it_did_not_run(cell: str) -> str:
    """Return what is wrong with a cell, as far as its text says: "" if nothing."""
    code = read_cell(cell)
    if code.error is not None:
        return verdicts.not_python(code.error.reason, code.error.line)
    for node in code.tree.body if code.tree is not None else ():
        match node:
            case ast.Import(names=names):
                modules = [each.name for each in names]
            case ast.ImportFrom(module=str(module), level=0):
                modules = [module]
            case _:
                continue
        for module in modules:
            if not _is_installed(module.partition(".")[0]):
                return verdicts.module_missing(module.partition(".")[0], node.lineno)
    return ""


def _is_installed(module: str) -> bool:
    try:
        # It imports nothing: the name is that of no part of a package.
        return module in sys.modules or importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
