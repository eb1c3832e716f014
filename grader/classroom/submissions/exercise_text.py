"""The text of an exercise, out of the cells in which a student wrote it."""

import ast
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from grader.student.text import Definition, definitions_in, read_cell

MAX_PARTS: Final = 10
"""Of a cell that was split. More are not tried, so that the work is linear in the cells."""

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")

# The cells of a notebook are looked at for each exercise that has no cell of its own.
_definitions = functools.lru_cache(maxsize=4096)(definitions_in)


def forget_cells() -> None:
    """Forget the cells of the last notebook."""
    _definitions.cache_clear()
    _bound_names.cache_clear()


def binds(source: str, name: str) -> bool:
    """Return whether a cell gives a name its value, in whatever way: ``relu = np.vectorize(f)``."""
    return name in source and name in _bound_names(source)


@functools.lru_cache(maxsize=4096)
def _bound_names(source: str) -> frozenset[str]:
    """Return the names to which a cell gives a value, not those inside of its functions."""
    found: set[str] = set()
    # A list of its own: a cell can nest too deep for recursion.
    remaining: list[ast.AST] = [tree] if (tree := read_cell(source).tree) is not None else []
    while remaining:
        match remaining.pop():
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.Name(id=name, ctx=ast.Store())
            ):
                found.add(name)
            case ast.alias(name=name, asname=other):
                found.add(other or name)
            case (
                ast.Lambda() | ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp()
            ):
                pass
            case node:
                remaining += ast.iter_child_nodes(node)
    return frozenset(found)


def plain_text(text: str) -> str:
    """Return a text as it is compared: programs change line ends, letters and blanks."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\u00a0", " "))
    lines = seen.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def is_python(source: str) -> bool:
    """Return whether the text of a cell is Python, apart from IPython's syntax."""
    return read_cell(source).tree is not None


def _is_program(source: str) -> bool:
    """Return whether a text is Python by itself, and not the lower part of a function."""
    tree = read_cell(source).tree
    first = source.strip("\n")[:1]
    return (
        tree is not None
        and not first.isspace()
        and not any(isinstance(node, ast.Return) for node in tree.body)
    )


def _joined(parts: Sequence[str]) -> str:
    """Join the parts of a cell, which may have been split behind the indentation of a line."""
    text = parts[0]
    for part in parts[1:]:
        last_line = text.rpartition("\n")[2]
        text = f"{text}{part}" if last_line.isspace() else f"{text}\n{part}"
    return text


def definition(source: str, name: str) -> Definition | None:
    """Return the last function of this name in a cell, a lambda included; None without one."""
    found = _definitions(source).get(name) if name in source else None
    return found if found is not None and found.is_function else None


def may_define(source: str, name: str) -> bool:
    """Return whether the cell of an exercise may define its function.

    Only what is certain counts against it: Python without IPython's syntax that nowhere gives the
    name a value, or of which the function raises NotImplementedError at its end, as a stub does.
    """
    code = read_cell(source)
    # A magic can define anything.
    if code.tree is None or code.text.split() != source.split():
        return True
    functions = [n for n in code.tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    if functions:
        return not any(map(_raises_not_implemented, functions[-1].body))
    return any(_gives_value(node, name) for node in ast.walk(code.tree))


def _gives_value(node: ast.AST, name: str) -> bool:
    match node:
        case ast.alias(name=imported, asname=other):
            return bool({imported, other} & {name, "*"})
        case ast.Name(id=found, ctx=ast.Store()):
            return found == name
        case ast.Name(id=found):
            return found in ("exec", "globals", "locals", "get_ipython")
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
    return False


def _raises_not_implemented(node: ast.stmt) -> bool:
    return isinstance(node, ast.Raise) and any(
        isinstance(part, ast.Name) and part.id == "NotImplementedError" for part in ast.walk(node)
    )


def without_stubs(sources: Mapping[int, str], name: str) -> list[int]:
    """Return the keys of the texts that are no stub of a function; all keys if it has no other."""
    defining = [k for k, text in sources.items() if definition(text, name) is not None]
    written = [k for k in defining if may_define(sources[k], name)]
    return [k for k in sources if k in written or k not in defining or not written]


def defines_only(source: str, name: str) -> bool:
    """Return whether a cell defines this function and no other one."""
    return (
        definition(source, name) is not None
        and sum(each.is_function for each in _definitions(source).values()) == 1
    )


def find_definition(sources: Sequence[str], name: str) -> str | None:
    """Return the text of the last definition of a function that is Python, else of the last one.

    One that is still a stub is taken if there is no other.
    """
    found = [each for source in sources if (each := definition(source, name)) is not None]
    valid = [each for each in found if each.error is None]
    written = [each for each in valid if may_define(each.text, name)]
    return (written or valid or found)[-1].text if found else None


def with_definition(source: str, name: str, text: str) -> str:
    """Return a cell with this function in place of its own one, or above all if it has none."""
    own = definition(source, name)
    return f"{text}\n\n\n{source}" if own is None else source.replace(own.text, text)


def join_below(parts: Sequence[str]) -> tuple[str, int]:
    """Join a cell with cells below it if only together they are Python.

    Parameters
    ----------
    parts : sequence of str
        The cell, then those below it.

    Returns
    -------
    text : str
    count : int
        How many cells were joined to the first one.
    """
    text = valid = parts[0]
    count = 0
    complete = is_python(text)
    for i, part in enumerate(parts[1:MAX_PARTS], 1):
        if complete and _is_program(part):
            break
        text = _joined([text, part])
        complete = is_python(text)
        if complete:
            valid, count = text, i
    return valid, count


def join_marked(parts: Sequence[str], name: str) -> tuple[str, list[int]]:
    """Join cells that all are marked as that of one exercise, as the halves of a split cell are.

    Returns
    -------
    text : str
        The last version of the function, with what belongs to it.
    used : list of int
        The indices of the parts in the text, in their order there; the others are older versions.
    """
    last = len(parts) - 1
    if len(set(parts)) == 1:
        return parts[last], [last]
    for chosen in _choices(parts, max(0, len(parts) - MAX_PARTS), name):
        text = _joined([parts[i] for i in chosen])
        found = definition(text, name)
        if found is not None and found.error is None and is_python(text):
            return text, chosen
    return parts[last], [last]


def _choices(parts: Sequence[str], start: int, name: str) -> list[list[int]]:
    """Return which parts may be the cell, and in which order; what is likely first.

    Only the parts from `start` on are looked at.
    """
    recent = range(start, len(parts))
    found = {i: definition(parts[i], name) for i in recent}
    complete = [i for i in recent if (each := found[i]) is not None and each.error is None] or [
        i for i in recent if found[i] is not None
    ]
    if not complete:
        return [list(recent)]
    last = complete[-1]
    before = [i for i in recent if i < last and found[i] is None]
    other = [i for i in before if _is_program(parts[i])]
    # The second half of a function, which was moved above the first one.
    rest = [i for i in before if not _is_program(parts[i])]
    onward = list(range(last, len(parts)))
    return [[*other, *onward, *rest], [*other, *onward], onward, [*before, *onward], [last]]
