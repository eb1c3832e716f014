"""Helper modules beside a notebook whose files a browser or a platform gave another name."""

import re
from collections.abc import Iterable

from grader.classroom.submissions.forms.name_patterns import kind_of, original_name, same_name

_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(.*)", re.MULTILINE)


def renamed_modules(paths: Iterable[str], sources: Iterable[str]) -> dict[str, str]:
    """Find the files that are modules by another name than the one that code imports.

    Parameters
    ----------
    paths : iterable of str
        Of all files beside the notebooks, with ``/`` between folders.
    sources : iterable of str
        The code of notebooks and scripts.

    Returns
    -------
    dict of str to str
        By path of the file, the path at which the module is imported. Of several files for one
        module, the last one, which has the highest number.
    """
    present = set(paths)
    scripts = sorted(path for path in present if kind_of(path) == "script")
    renamed = [path for path in scripts if not _is_module(path)]
    if not renamed:
        return {}
    imported = _imported_words(sources)
    found: dict[str, str] = {}
    for path in renamed:
        folder, slash, name = path.rpartition("/")
        original = original_name(name)
        for word in imported:
            module = f"{folder}{slash}{word}.py"
            if same_name(original, word) and module not in present:
                found[module] = path
    return {path: module for module, path in found.items()}


def _is_module(path: str) -> bool:
    """Return whether Python can import a file by its name."""
    name = path.rpartition("/")[2]
    return name.endswith(".py") and name.removesuffix(".py").isidentifier()


def _imported_words(sources: Iterable[str]) -> list[str]:
    lines = (line for source in sources for line in _IMPORT.findall(source))
    return sorted({word for line in lines for word in re.findall(r"\w+", line)})
