"""Record the notebooks: each one becomes entries, a name and a text or a value."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tests.record import project
from tests.record.messages import messages_of

Entries = dict[str, Any]
"""Of one notebook: "EXERCISE | IMPLEMENTATION | visible" or hidden, "EXERCISE | public | CASE",
"source | CELL" and "release | CELL". All values are texts, except those of public cases."""


def chosen(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return each notebook and exercise that is asked for, all of them without a name.

    Parameters
    ----------
    names : sequence of str
        Of notebooks, such as week3/activations, or of single exercises: week3/activations:tanh.
    """
    pairs = []
    for name in names or project.notebooks():
        notebook, _, only = name.partition(":")
        there = project.load_reference(notebook, project.ROOT).sources
        pairs += [(notebook, exercise) for exercise in there if only in ("", exercise)]
    return pairs


def record(names: Sequence[str] = (), jobs: int = 1) -> dict[str, Entries]:
    """Record the code that is imported: the entries of each notebook.

    The cells of a notebook are recorded if the whole notebook is asked for.
    """
    pairs = chosen(names)
    found: dict[str, Entries] = {}
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            messages = list(pool.map(messages_of, *zip(*pairs, strict=True)))
    else:
        messages = [messages_of(*pair) for pair in pairs]
    for (notebook, exercise), each in zip(pairs, messages, strict=True):
        found.setdefault(notebook, {}).update(each)
        found[notebook].update(_public_cases(notebook, exercise))
    for notebook in found:
        if not names or notebook in names:
            for tree in ("source", "release"):
                found[notebook].update(_cells(notebook, tree))
    return found


def without_module_paths(text: str) -> str:
    """Return the text of a cell without the place of a module in the package."""
    return re.sub(r"\bgrader(?:\.\w+)+", "grader.*", text)


def _cells(notebook: str, tree: str) -> Iterator[tuple[str, str]]:
    path = project.ROOT / tree / f"{notebook}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    cells = content.pop("cells")
    yield f"{tree} | notebook", json.dumps(content, sort_keys=True)
    for number, cell in enumerate(cells):
        source = without_module_paths("".join(cell.pop("source")))
        yield f"{tree} | cell {number:03}", f"{json.dumps(cell, sort_keys=True)}\n{source}"


def _public_cases(notebook: str, exercise: str) -> Iterator[tuple[str, Any]]:
    path = project.PUBLIC / f"{notebook}.json"
    questions = json.loads(path.read_text(encoding="utf-8"))["exercises"]
    for question in questions:
        if question["name"] == exercise:
            for number, case in enumerate(question.pop("cases")):
                yield f"{exercise} | public | case {number:02}", case
            yield f"{exercise} | public | question", question


def written(entries: Entries) -> str:
    """Return entries as JSON, sorted, each on a line of its own."""
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}: "
        f"{json.dumps(entries[name], ensure_ascii=False, sort_keys=True)}"
        for name in sorted(entries)
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(found: dict[str, Entries], folder: Path) -> None:
    """Write a record: one file for each notebook."""
    for notebook, entries in found.items():
        path = folder / f"{notebook}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(entries), encoding="utf-8")


def read(folder: Path, names: Iterable[str] = ()) -> dict[str, Entries]:
    """Read a record, or the part of it that `record` makes of the same names."""
    found: dict[str, Entries] = {}
    for path in sorted(folder.glob("*/*.json")):
        notebook = path.relative_to(folder).with_suffix("").as_posix()
        only = {name.partition(":")[2] for name in names if name.partition(":")[0] == notebook}
        if names and not only:
            continue
        entries = json.loads(path.read_text(encoding="utf-8"))
        whole = not names or "" in only
        found[notebook] = {
            name: value
            for name, value in entries.items()
            if whole or name.partition(" | ")[0] in only
        }
    return found
