"""Recognize the syntax of a newer Python than the one that reads a cell.

A text uses it if it is Python once that syntax is written in the older way.
"""

import ast
import re
import sys
import warnings
from collections.abc import Callable
from typing import Final, NamedTuple


class NewerSyntax(NamedTuple):
    """What a text uses, and the version of Python that has it.

    The kinds are those of `grading_problems.newer_python`.
    """

    kind: str
    version: tuple[int, int]


_TYPE: Final = re.compile(r"^([ \t]*)type[ \t]+(\w+)(?:\[[^\]\n]*\])?[ \t]*=(?!=)", re.MULTILINE)
_GENERIC: Final = re.compile(
    r"^([ \t]*(?:async[ ]+)?(?:def|class)[ \t]+\w+)\[[^\]\n]*\]", re.MULTILINE
)
_EXCEPT: Final = re.compile(
    r"^([ \t]*except\*?[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:", re.MULTILINE
)
_TEMPLATE: Final = re.compile(r"\b(?:[tT][rR]?|[rR][tT])(?=[\"'])")
_STRING: Final = re.compile(r"(?<!\w)([A-Za-z]{0,2})('''|\"\"\"|'|\")|#[^\n]*")
_CONVERSION: Final = re.compile(r"![rsa](?=[:}])")
_MAX_LENGTH: Final = 50_000
"""Characters of a cell that is looked through: only words depend on it."""


class _NoFString(ValueError):
    """A text is no f-string, not even a newer one."""


def newer_syntax(text: str) -> NewerSyntax | None:
    """Return the newer syntax that keeps a text from being Python here, None if nothing does."""
    if len(text) > _MAX_LENGTH or _parses(text):
        return None
    for kind, version, rewrite in _KINDS:
        if version <= sys.version_info[:2]:
            continue
        try:
            older = rewrite(text)
        except (_NoFString, RecursionError):
            continue
        if older != text and _parses(older):
            return NewerSyntax(kind, version)
    return None


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_f_strings(text: str) -> str:
    """Put a number in place of each f-string, if the expressions in it are Python."""
    parts, position = [], 0
    while (found := _STRING.search(text, position)) is not None:
        if found[2] is None:
            parts.append(text[position : found.end()])
            position = found.end()
            continue
        end = _end_of_string(text, found)
        is_formatted = "f" in found[1].lower()
        parts.append(text[position : found.start()])
        parts.append("''" if is_formatted else text[found.start() : end])
        position = end
    return "".join([*parts, text[position:]])


def _end_of_string(text: str, found: re.Match[str]) -> int:
    """Return where a string ends that begins with a prefix and quotes."""
    is_formatted, quotes, position = "f" in found[1].lower(), found[2], found.end()
    while position < len(text):
        if text.startswith(quotes, position):
            return position + len(quotes)
        two = text[position : position + 2]
        if two[0] == "\n" and len(quotes) == 1:
            break
        if is_formatted and two[0] == "{" != two[1:]:
            position = _end_of_field(text, position + 1)
        elif is_formatted and two in ("{{", "}}"):
            position += 2
        else:
            is_escape = two[0] == "\\" and not (is_formatted and two[1:] in ("{", "}"))
            position += 2 if is_escape else 1
    raise _NoFString


def _end_of_field(text: str, start: int) -> int:
    """Return where a replacement field ends whose expression begins here."""
    position, depth = start, 0
    while position < len(text):
        found = _STRING.match(text, position)
        if found is not None:
            position = _end_of_string(text, found) if found[2] else found.end()
            continue
        character = text[position]
        if depth == 0 and (
            character in ":}" or (character == "!" and not text.startswith("!=", position))
        ):
            break
        depth += (character in "([{") - (character in ")]}")
        position += 1
    expression = text[start:position].strip().removesuffix("=")
    if not _parses(f"({_without_f_strings(expression)}\n)") or not expression:
        raise _NoFString
    conversion = _CONVERSION.match(text, position)
    position = conversion.end() if conversion is not None else position
    if text[position : position + 1] == ":":
        position += 1
        while text[position : position + 1] not in ("}", ""):
            is_field = text[position] == "{"
            position = _end_of_field(text, position + 1) if is_field else position + 1
    if text[position : position + 1] != "}":
        raise _NoFString
    return position + 1


_KINDS: Final[tuple[tuple[str, tuple[int, int], Callable[[str], str]], ...]] = (
    ("type", (3, 12), lambda text: _TYPE.sub(r"\1\2 =", text)),
    ("generic", (3, 12), lambda text: _GENERIC.sub(r"\1", text)),
    ("f-string", (3, 12), _without_f_strings),
    ("t-string", (3, 14), lambda text: _TEMPLATE.sub("f", text)),
    ("except", (3, 14), lambda text: _EXCEPT.sub(r"\1(\2):", text)),
)
