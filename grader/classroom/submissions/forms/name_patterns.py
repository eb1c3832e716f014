"""Names of files: which file is a notebook, a script, an archive, or left by another program.

The names that browsers, systems and learning platforms give to a file are a table. A new form is a
line in it, with an example that the tests read.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["notebook", "checkpoint", "script", "archive", "unpackable", "junk", "other"]


@dataclass(frozen=True)
class NamePattern:
    """A form that names of files have.

    Parameters
    ----------
    name : str
        What the form is.
    pattern : str
        A regular expression for a whole name without its folder, in lower or upper case. If it has
        a group `original`, that is the name before it got this form.
    example : str
        A name of this form.
    original : str
        The name in the example before it got this form; empty if the pattern has no such group.
    """

    name: str
    pattern: str
    example: str
    original: str = ""

    def matches(self, name: str) -> bool:
        """Return whether a name has this form."""
        return re.fullmatch(self.pattern, name, re.IGNORECASE | re.DOTALL) is not None

    def original_of(self, name: str) -> str | None:
        """Return what a name was before it got this form, None if it has another form."""
        found = re.fullmatch(self.pattern, name, re.IGNORECASE | re.DOTALL)
        return found["original"] if found else None


CHECKPOINT_FOLDER: Final = ".ipynb_checkpoints"
"""Where Jupyter keeps a copy of each notebook, as it was when the student last saved it."""

CHECKPOINTS: Final = (
    NamePattern(
        "copy that Jupyter saves",
        r"(?P<original>.+)-checkpoint\.ipynb",
        "tiny-checkpoint.ipynb",
        "tiny",
    ),
)
"""Names of notebooks that count only if there is no other one."""

JUNK: Final = (
    NamePattern("Python's cache", r"__pycache__|.*\.pyc", "__pycache__"),
    NamePattern("macOS: folder of attributes", r"__MACOSX", "__MACOSX"),
    NamePattern("macOS: attributes of a file", r"\._.*", "._tiny.ipynb"),
    NamePattern("macOS: settings of a folder", r"\.DS_Store", ".DS_Store"),
    NamePattern("Windows: settings of a folder", r"thumbs\.db|desktop\.ini", "Thumbs.db"),
    NamePattern("version control", r"\.git|\.svn|\.hg", ".git"),
)
"""Names of files and folders in which nothing is looked for."""

PACKAGES: Final = (
    NamePattern("Python's own environment", r"site-packages|\.venv|\.virtualenv", ".venv"),
    NamePattern("JavaScript's packages", r"node_modules", "node_modules"),
)
"""Names of folders in a submission that contain what others wrote."""


def _with_suffix(program: str, suffix: str, example: str = "") -> tuple[NamePattern, ...]:
    """Return the forms of names that end with a suffix, or did so before they were changed."""
    example = example or suffix
    return (
        NamePattern(program, rf"(?P<original>.+)\.{suffix}", f"tiny.{example}", "tiny"),
        NamePattern(
            "a browser or an editor added a suffix",
            rf"(?P<original>.+)\.{suffix}[._]?\.?"
            r"(txt|json|html?|xml|download|crdownload|part|bin|py|bak)",
            f"tiny.{example}.txt",
            "tiny",
        ),
        NamePattern(
            "the copy's number came after the suffix",
            rf"(?P<original>.+)\.{suffix}[ _]?(\(\d+\)|\d+|copy|~)",
            f"tiny.{example} (1)",
            "tiny",
        ),
        NamePattern(
            "a form replaced the dot", rf"(?P<original>.+)[_-]{suffix}", f"tiny_{example}", "tiny"
        ),
    )


ARCHIVES: Final = (
    *_with_suffix("zip", "zip"),
    *_with_suffix("tar", r"(tar(\.(gz|bz2|xz))?|tgz|tbz2?|txz)", "tar.gz"),
    NamePattern(
        "compressed notebook",
        r"(?P<original>.*\.ipynb)\.(gz|bz2|xz)",
        "tiny.ipynb.gz",
        "tiny.ipynb",
    ),
    NamePattern(
        "a browser added a suffix to it",
        r"(?P<original>.*\.ipynb)\.(gz|bz2|xz)[._]?(txt|json|download|bin)",
        "tiny.ipynb.gz.txt",
        "tiny.ipynb",
    ),
)
"""Names of files that are unpacked."""

UNPACKABLE: Final = (
    NamePattern("7z or rar", r".*\.(7z|rar)", "week1.7z"),
    NamePattern("Zstandard", r".*\.(zst|tzst)", "week1.tar.zst"),
)
"""Names of archives that Python cannot unpack."""


NOTEBOOKS: Final = _with_suffix("Jupyter", "ipynb")
"""Names of notebooks."""

SCRIPTS: Final = _with_suffix("Python", "py")
"""Names of scripts, which can be helper modules."""

COPIES: Final = (
    NamePattern("browser", r"(?P<original>.+?)[ _]?\(\d+\)", "tiny (1)", "tiny"),
    NamePattern("Windows", r"(?P<original>.+?) - (Copy|Kopie|Copie|copia)", "tiny - Copy", "tiny"),
    NamePattern("Jupyter", r"(?P<original>.+?)[-_ ]Copy\d*", "tiny-Copy1", "tiny"),
    NamePattern(
        "macOS", r"(?P<original>.+?) (copy|Kopie|copie|copia)( \d+)?", "tiny copy 2", "tiny"
    ),
    NamePattern(
        "Colab", r"(Copy of|Kopie von|Copie de|Copia de) (?P<original>.+)", "Copy of tiny", "tiny"
    ),
)
"""Names of copies of a file, without its suffix."""

_MAX_COPIES: Final = 10


def kind_of(path: str) -> Kind:
    """Return what a file is by its path in a submission, with ``/`` between folders."""
    *folders, name = path.split("/")
    if any(map(_is_junk, (*folders, name))):
        return "junk"
    if _matches(name, CHECKPOINTS):
        return "checkpoint"
    if any(folder.casefold() == CHECKPOINT_FOLDER for folder in (*folders, name)):
        return "junk"
    if _matches(name, ARCHIVES):
        return "archive"
    if _matches(name, UNPACKABLE):
        return "unpackable"
    # Before scripts: "tiny.ipynb.py" is a notebook.
    if _matches(name, NOTEBOOKS):
        return "notebook"
    return "script" if _matches(name, SCRIPTS) else "other"


def original_name(name: str) -> str:
    """Return the name that a notebook or script had, without suffix and marks of copies.

    Parameters
    ----------
    name : str
        Of the file, without its folder.

    Examples
    --------
    >>> original_name("Copy of first_neuron (1).ipynb.txt")
    'first_neuron'
    """
    found = _original(name, (*CHECKPOINTS, *NOTEBOOKS, *SCRIPTS)) or name
    for _ in range(_MAX_COPIES):
        shorter = _original(found, COPIES)
        if shorter is None:
            break
        found = shorter
    return found


def is_of_program(name: str) -> bool:
    """Return whether a name is that of what a program keeps for itself, and no student's."""
    return name.casefold() == CHECKPOINT_FOLDER or _matches(name, JUNK)


def same_name(first: str, second: str) -> bool:
    """Return whether two names differ at most in case, normal form, spaces and hyphens."""
    return _key(first) == _key(second)


def normal_form(name: str) -> str:
    """Return a name with composed letters: macOS writes an umlaut as a letter and an accent."""
    return unicodedata.normalize("NFC", name)


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", normal_form(normal_form(name).casefold()))


# One expression, since each folder of each member of an archive is looked at.
_JUNK_NAME: Final = re.compile(
    "|".join(f"(?:{each.pattern})" for each in (*JUNK, *PACKAGES)), re.IGNORECASE | re.DOTALL
)


def _is_junk(part: str) -> bool:
    return _JUNK_NAME.fullmatch(part) is not None


def _matches(name: str, patterns: Sequence[NamePattern]) -> bool:
    return any(pattern.matches(name) for pattern in patterns)


def _original(name: str, patterns: Sequence[NamePattern]) -> str | None:
    found = (pattern.original_of(name) for pattern in patterns)
    return next((each for each in found if each is not None), None)
