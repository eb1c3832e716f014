"""Names for files and folders of ours that are made from names in submissions.

A name on a student's disk can be any bytes but ``/`` and NUL. What cannot be part of a name of
ours is written as ``~`` and two hexadecimal digits for each byte in UTF-8, so ``José`` in Latin-1
becomes ``Jos~e9``. Different names stay different, and ordinary names stay as they are: a ``~`` is
escaped only where it could be taken for the beginning of an escape. A name that becomes too long
keeps its beginning and ends with ``~~`` and a digest.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence

_MAX_BYTES = 255
"""Of a name in UTF-8, on most file systems."""

_MAX_STUDENT_CHARACTERS = 128
"""The length of the column in nbgrader's gradebook."""

_DIGEST_CHARACTERS = 32

_NOT_ON_WINDOWS = frozenset('<>:"/\\|?*')
_NOT_IN_ADDRESSES = frozenset("%#")
"""nbgrader's formgrader writes ids into its pages and their addresses without escaping them, and
``%3C`` in an address is a ``<`` in the page. What else could do harm there is not on Windows."""

_DEVICE_OF_WINDOWS = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL
)
_JOINERS = "\u200c\u200d"
"""Invisible, but part of ordinary words in Persian and in the languages of India."""

_HEX_PAIR = re.compile(r"[0-9a-f]{2}")
_ESCAPE = re.compile(r"~([0-9a-f]{2})")
_DIGEST = re.compile(rf"~~[0-9a-f]{{{_DIGEST_CHARACTERS}}}")


def student_id(folder_name: str) -> str:
    """Return the id of a student, from the name of the folder with their submissions.

    The gradebook, the results and all folders of ours use this id. It is a valid name of a folder
    on every system and does not begin with a dot, so that names of ours which do are free.

    Parameters
    ----------
    folder_name : str
        As Python lists it: bytes that are not UTF-8 are surrogates.

    Returns
    -------
    str
        At most 128 characters. Ids of different names are different.
    """
    indices = _unsafe_indices(folder_name, portable=True)
    if folder_name.startswith(".") or _DEVICE_OF_WINDOWS.fullmatch(folder_name):
        indices.add(0)
    if folder_name[-1:] in (" ", "."):
        indices.add(len(folder_name) - 1)
    return _escaped(folder_name, indices, _MAX_STUDENT_CHARACTERS)


def path_in_submission(parts: Sequence[str]) -> str:
    """Return a path for a file in a submission, with ``/`` between the names of its folders.

    Student code opens the file by this path, so names that are valid text are unchanged if they
    are valid on this system. No such path is that of a notebook of ours.

    Parameters
    ----------
    parts : sequence of str
        The names of the folders, then that of the file, as Python lists them.
    """
    return "/".join(_part(name, is_folder=i < len(parts) - 1) for i, name in enumerate(parts))


def is_escaped(name: str) -> bool:
    """Return whether a name is one that `student_id` returns for another one."""
    if _DIGEST.search(name):
        return not _unsafe_indices(name.replace("~", ""), portable=True)
    return name != unescaped(name) and student_id(unescaped(name)) == name


def unescaped(name: str) -> str:
    """Return the name from which `student_id` made this one, unless it contains a digest."""

    def replace_run(run: re.Match[str]) -> str:
        return bytes.fromhex(run[0].replace("~", "")).decode("utf-8", "surrogateescape")

    return re.sub(rf"(?:{_ESCAPE.pattern})+", replace_run, name)


def _part(name: str, *, is_folder: bool) -> str:
    indices = _unsafe_indices(name, portable=os.name == "nt")
    if name in (".", "..") or (is_folder and name.lower().endswith(".ipynb")):
        # Beside a notebook of ours, a folder could have its name.
        indices.add(0)
    return _escaped(name, indices, _MAX_BYTES)


def _unsafe_indices(name: str, *, portable: bool) -> set[int]:
    return {i for i, character in enumerate(name) if _is_unsafe(character, portable=portable)}


def _is_unsafe(character: str, *, portable: bool) -> bool:
    if character in "/\\" or unicodedata.category(character) in ("Cc", "Cs"):
        return True
    if not portable:
        return False
    invisible = unicodedata.category(character) in ("Cf", "Zl", "Zp")
    code = ord(character)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return (
        character in _NOT_ON_WINDOWS | _NOT_IN_ADDRESSES
        or is_noncharacter
        or (invisible and character not in _JOINERS)
    )


def _escaped(name: str, indices: set[int], max_characters: int) -> str:
    """Escape the characters at some indices, and each ``~`` that would look like an escape."""
    pieces: list[str] = []
    for i in range(len(name) - 1, -1, -1):
        rest = "".join(reversed(pieces[-2:]))
        is_literal = i not in indices and not (
            name[i] == "~" and (rest.startswith("~") or _HEX_PAIR.match(rest))
        )
        pieces.append(name[i] if is_literal else _escape(name[i]))
    pieces.reverse()
    text = "".join(pieces)
    if len(text) <= max_characters and len(text.encode()) <= _MAX_BYTES:
        return text
    digest = hashlib.sha256(_bytes(name)).hexdigest()[:_DIGEST_CHARACTERS]
    beginning, room = "", min(max_characters, _MAX_BYTES) - len(digest) - 2
    for piece in pieces:
        if len((beginning + piece).encode()) > room:
            break
        beginning += piece
    return f"{beginning}~~{digest}"


def _escape(character: str) -> str:
    return "".join(f"~{byte:02x}" for byte in _bytes(character))


def _bytes(name: str) -> bytes:
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # On Windows, names are UTF-16 and can contain any surrogate.
        return name.encode("utf-8", "surrogatepass")
