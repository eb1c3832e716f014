"""Damage to the JSON of a notebook, in its values and in its text."""

import copy
import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.grammar.markup import outputs, payloads

Notebook = dict[str, Any]


def _values() -> st.SearchStrategy[Any]:
    numbers = st.sampled_from([0, -1, 2**63, 10**400, 1e308, float("nan"), True, None])
    texts = st.one_of(
        st.text(max_size=8), payloads(), st.sampled_from(["\x00", "\ud800", "a" * 9999])
    )
    return st.recursive(
        st.one_of(numbers, texts),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=5,
    )


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += _places(inner, (*path, number))
    return found


@dataclass(frozen=True)
class Made:
    """A notebook that was made from another one.

    Parameters
    ----------
    how : str
        What was changed; all that is shown of it.
    notebook : dict
    """

    how: str
    notebook: Notebook

    def __repr__(self) -> str:
        return f"Made({self.how[:3000]})"


@st.composite
def changed(draw: st.DrawFn, notebook: Notebook) -> Made:
    """A notebook in which some values are others, or gone, or there twice."""
    made = copy.deepcopy(notebook)
    edits = []
    for _ in range(draw(st.integers(1, 3))):
        places = _places(made)
        if not places:
            break
        path = places[draw(st.integers(0, len(places) - 1))]
        inner: Any = made
        for key in path[:-1]:
            inner = inner[key]
        how = draw(st.sampled_from(["replace", "remove", "twice", "replace"]))
        if how == "remove":
            del inner[path[-1]]
        elif how == "twice" and isinstance(inner, list):
            inner.append(copy.deepcopy(inner[path[-1]]))
        else:
            inner[path[-1]] = draw(_values())
            how = repr(inner[path[-1]])[:200]
        edits.append((path, how))
    return Made(repr(edits), made)


@st.composite
def with_outputs(draw: st.DrawFn, notebook: Notebook) -> Made:
    """A notebook with outputs, attachments and Markdown that would act in a browser."""
    made = copy.deepcopy(notebook)
    edits: list[Any] = []
    for number, cell in enumerate(made["cells"]):
        if cell["cell_type"] == "code" and draw(st.integers(0, 3)) == 0:
            cell["outputs"] = draw(st.lists(outputs(), max_size=2))
            edits.append((number, cell["outputs"]))
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["markdown", "markdown", "raw", "code"]))
        own: dict[str, Any] = {
            "cell_type": kind,
            "id": f"own-{number}",
            "metadata": {"tags": [draw(payloads())]},
            "source": draw(payloads()),
        }
        if kind == "code":
            own |= {"outputs": draw(st.lists(outputs(), max_size=2)), "execution_count": None}
        elif kind == "markdown":
            own["attachments"] = {draw(payloads()): {"image/svg+xml": draw(payloads())}}
        made["cells"].insert(draw(st.integers(0, len(made["cells"]))), own)
        edits.append(own)
    return Made(repr(edits), made)


@st.composite
def damaged(draw: st.DrawFn, notebook: Notebook) -> bytes:
    """The bytes of a notebook, damaged as text."""
    text = json.dumps(notebook, indent=1, allow_nan=True).encode()
    how = draw(st.sampled_from(["cut", "bytes", "deep", "encoding", "twice", "lines", "numbers"]))
    place = draw(st.integers(0, len(text)))
    if how == "cut":
        return text[:place]
    if how == "bytes":
        return text[:place] + draw(st.binary(min_size=1, max_size=9)) + text[place:]
    if how == "deep":
        unit = draw(st.sampled_from([b"[", b'{"a":', b"[[1],"]))
        return text[:place] + unit * draw(st.sampled_from([900, 10**4, 10**6])) + text[place:]
    if how == "encoding":
        name = draw(st.sampled_from(["utf-16", "utf-32", "utf-8-sig", "utf-7"]))
        return text.decode().encode(name)
    if how == "numbers":
        return text[:place] + b"9" * draw(st.sampled_from([5000, 10**5])) + text[place:]
    if how == "lines":
        return text.replace(b"\n", draw(st.sampled_from([b"\r", b"\r\n", b"\n\n", b"\0\n"])))
    return text * 2


@st.composite
def heavy_cells(draw: st.DrawFn, notebook: Notebook) -> Made:
    """A notebook with much text of one kind, which costs whoever reads cells carelessly."""
    made = copy.deepcopy(notebook)
    unit = draw(
        st.sampled_from(
            ["%a\n", "!a\n", "x?\n", "(", "a = [\n", "'''", "%%a\n", "x = !a\n", "\\\n", "if 1:\n ",
             "f'{", "#\n", "1+", "-", "not ", "lambda:", "import a\n", "@a\n", "<<<<<<< a\n", "a;"]
        )
    )  # fmt: skip
    end = draw(st.sampled_from(["", "def relu(z):\n    return z\n", ")", "\n]"]))
    size, count = draw(st.sampled_from([(20_000, 1), (10_000, 40), (200_000, 1)]))
    # A unit indents what follows it only where that stays Python's business.
    text = unit * (size // len(unit)) + end
    targets = [
        cell for cell in made["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")
    ]
    draw(st.sampled_from(targets))["source"] = text
    for number in range(count - 1):
        made["cells"].append(
            {"cell_type": "code", "id": f"more-{number}", "metadata": {}, "outputs": [],
             "execution_count": None, "source": text}
        )  # fmt: skip
    return Made(f"{count} cells of {size // len(unit)} * {unit!r} + {end!r}", made)
