"""Right answers in disguise: every form must earn what the plain form earns."""

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.course import NAME, POINTS, cell_of
from tests.fuzz.grammar.trees import Node, packed

Notebook = dict[str, Any]
TextDisguise = Callable[[st.DrawFn, str, str], str]


@dataclass(frozen=True)
class Disguised:
    """A submission that deserves all points: its files, and which disguises it wears."""

    worn: tuple[str, ...]
    nodes: tuple[Node, ...]
    repaired: bool = False
    notebook: Notebook = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Disguised{self.worn}"


# --- of the text of a cell


def _magic(draw: st.DrawFn, text: str, name: str) -> str:
    first = draw(st.sampled_from(["%%time", "%%capture", "%%capture out", "%%time\n"]))
    return f"{first}\n{text}"


def _line_magic(draw: st.DrawFn, text: str, name: str) -> str:
    line = draw(
        st.sampled_from(
            ["%matplotlib inline", "np?", "?np", "files = !ls", "!ls", "%time 1 + 1", "%pylab?",
             f"{name}?", "here = %pwd", "%config InlineBackend.figure_format = 'retina'"]
        )
    )  # fmt: skip
    return f"{line}\n{text}" if draw(st.booleans()) else f"{text}\n\n{line}"


def _unused_import(draw: st.DrawFn, text: str, name: str) -> str:
    module = draw(st.sampled_from(["torch", "tensorflow as tf", "helpers", "seaborn", "a.b"]))
    line = f"import {module}" if draw(st.booleans()) else f"from {module.split()[0]} import thing"
    around = st.sampled_from(
        ["{}", "if True:\n    {}", "try:\n    {}\nexcept ImportError:\n    !pip\n    {}"]
    )
    return f"{draw(around).replace('{}', line)}\n{text}"


def _percent(draw: st.DrawFn, text: str, name: str) -> str:
    sign = draw(st.sampled_from(["% 4", "%4", "! = 3", "? 1"]))
    if not sign.startswith("%"):
        return f'"""\n{sign}\n"""\n{text}'
    return f"rest = (\n    7\n    {sign}\n)\n{text}"


def _blank_characters(draw: st.DrawFn, text: str, name: str) -> str:
    blank = draw(st.sampled_from(["\u00a0", "\u2003", "\u202f", "\u3000", "\t"]))
    return re.sub(r"^(    )+", lambda m: blank * len(m[0]), text, flags=re.M)


def _zero_width(draw: st.DrawFn, text: str, name: str) -> str:
    mark = draw(st.sampled_from(["\u200b", "\u200d", "\ufeff", "\u2060", "\u200e"]))
    lines = text.split("\n")
    line = draw(st.integers(0, len(lines) - 1))
    at = draw(st.sampled_from([0, len(lines[line])]))
    lines[line] = lines[line][:at] + mark + lines[line][at:]
    return "\n".join(lines)


def _curly_quotes(draw: st.DrawFn, text: str, name: str) -> str:
    left, right = draw(st.sampled_from(["“”", "‘’", "„“"]))
    return f"title = {left}an answer{right}\n{text}"


def _dashes(draw: st.DrawFn, text: str, name: str) -> str:
    return text.replace(" - ", f" {draw(st.sampled_from('–−'))} ")


def _signs(draw: st.DrawFn, text: str, name: str) -> str:
    return text.replace(" * ", f" {draw(st.sampled_from('×⋅∗'))} ").replace(" >= ", " ≥ ")


def _pasted(draw: st.DrawFn, text: str, name: str) -> str:
    if "\n" not in text or draw(st.booleans()):
        return f"```python\n{text}\n```"
    after = draw(st.sampled_from([" ", ". ", ":\t", ") "]))
    return "\n".join(f"{i:>3}{after}{line}" for i, line in enumerate(text.split("\n"), 1))


def _separators(draw: st.DrawFn, text: str, name: str) -> str:
    # The rest of a comment or of a magic would be one line of it.
    end = draw(st.sampled_from(["\u2028", "\u2029", "\x85", "\v"]))
    return text.replace("\n", end) if text.startswith("def ") else text


def _line_ends(draw: st.DrawFn, text: str, name: str) -> str:
    return text.replace("\n", draw(st.sampled_from(["\r\n", "\r", "\n\n", "\n\f\n"])))


def _around(draw: st.DrawFn, text: str, name: str) -> str:
    before = draw(
        st.sampled_from(["# é ü – “x”", "x = 1; y = 2", "assert True", '"""text"""', "..."])
    )
    after = draw(
        st.sampled_from(["print('done')", f"{name}", f"help({name})", "raise ValueError", ""])
    )
    return f"{before}\n{text}\n\n{after}"


def _as_lambda(draw: st.DrawFn, text: str, name: str) -> str:
    if name != "relu":
        return text
    form = draw(
        st.sampled_from(
            [
                "relu = lambda z: np.maximum(0, z)",
                "relu = (lambda z: z * (z > 0))",
                "(relu := lambda z: np.maximum(0, z))",
                "if True:\n    def relu(z):\n        return np.maximum(0, z)",
            ]
        )
    )
    return form


def _annotated(draw: st.DrawFn, text: str, name: str) -> str:
    return re.sub(r"^(def .*\)):$", r"\1 -> 'np.ndarray':", text, count=1, flags=re.M)


TEXT: dict[str, TextDisguise] = {
    "cell magic": _magic,
    "line magic": _line_magic,
    "unused import": _unused_import,
    "percent in brackets": _percent,
    "blank characters": _blank_characters,
    "zero-width characters": _zero_width,
    "curly quotes": _curly_quotes,
    "dashes": _dashes,
    "signs": _signs,
    "pasted": _pasted,
    "separators": _separators,
    "line ends": _line_ends,
    "more around it": _around,
    "lambda": _as_lambda,
    "annotation": _annotated,
}

# --- of the JSON of a notebook


def _lines(draw: st.DrawFn, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def _lines_without_ends(draw: st.DrawFn, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        lines = cell["source"].split("\n")
        if not any(line.endswith(("\r", "\f", "\v", "\u2028", "\u2029", "\x85")) for line in lines):
            cell["source"] = lines


def _other_version(draw: st.DrawFn, notebook: Notebook) -> None:
    notebook["nbformat"] = draw(st.sampled_from([3, 5, 9, "4", None]))


def _no_marks(draw: st.DrawFn, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


def _split(draw: st.DrawFn, notebook: Notebook) -> None:
    """Split a cell as JupyterLab does: both parts have the marks."""
    name = draw(st.sampled_from(sorted(POINTS)))
    cell = cell_of(notebook, name)
    at = notebook["cells"].index(cell)
    before = draw(st.sampled_from(["import math", "scale = 1", "# notes"]))
    first = {**copy.deepcopy(cell), "source": before, "id": "first"}
    notebook["cells"].insert(at, first)


def _one_cell(draw: st.DrawFn, notebook: Notebook) -> None:
    """Move all answers into one cell."""
    texts = ["".join(cell_of(notebook, name)["source"]) for name in POINTS]
    if draw(st.booleans()):
        texts.insert(0, "%matplotlib inline")
    home = draw(st.sampled_from(sorted(POINTS)))
    for name in POINTS:
        cell_of(notebook, name)["source"] = ""
    cell_of(notebook, home)["source"] = "\n\n\n".join(texts)


def _one_plain_cell(draw: st.DrawFn, notebook: Notebook) -> None:
    """Leave one cell of all answers, and no marks."""
    texts = ["".join(cell_of(notebook, name)["source"]) for name in POINTS]
    texts.insert(0, draw(st.sampled_from(["import numpy as np", "%matplotlib inline"])))
    notebook["cells"] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
         "source": "\n\n\n".join(texts)}
    ]  # fmt: skip


def _more_cells(draw: st.DrawFn, notebook: Notebook) -> None:
    text = draw(st.sampled_from(["1 / 0", "import torch", "def (", "neuron?", "%%bash\nls", ""]))
    extra = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": 3,
        "source": text,
    }
    notebook["cells"].insert(draw(st.integers(0, len(notebook["cells"]))), extra)


def _old_format(draw: st.DrawFn, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell.pop("id", None)
    notebook["nbformat_minor"] = draw(st.integers(0, 4))


def _touched_metadata(draw: st.DrawFn, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] |= {"collapsed": True, "tags": ["a"], "scrolled": "auto"}
    notebook["metadata"] = {"kernelspec": {"name": "conda-env-x", "display_name": "x"}}


JSON: dict[str, Callable[[st.DrawFn, Notebook], None]] = {
    "sources as lines": _lines,
    "lines without ends": _lines_without_ends,
    "other version": _other_version,
    "marks lost": _no_marks,
    "split cell": _split,
    "one cell": _one_cell,
    "one plain cell": _one_plain_cell,
    "more cells": _more_cells,
    "older format": _old_format,
    "metadata of another program": _touched_metadata,
}

# --- of the text of the file


def _conflict(draw: st.DrawFn, text: str) -> bytes:
    """Two versions of one line of metadata, as git leaves them."""
    lines = text.split("\n")
    harmless = [
        number
        for number, line in enumerate(lines)
        if re.match(r'\s+"(id|execution_count|schema_version|locked|version|name)":', line)
    ]
    at = draw(st.sampled_from(harmless))
    marks = ["<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> 3f2a"]
    return "\n".join([*lines[:at], *marks, *lines[at + 1 :]]).encode()


def _encoded(draw: st.DrawFn, text: str) -> bytes:
    encoding = draw(st.sampled_from(["utf-8-sig", "utf-16", "cp1252", "utf-8"]))
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _in_json(draw: st.DrawFn, text: str) -> bytes:
    if draw(st.booleans()):
        return json.dumps({"type": "notebook", "content": json.loads(text)}).encode()
    return json.dumps(text).encode()


def _script(draw: st.DrawFn, text: str) -> bytes:
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    mark = draw(st.sampled_from(["# %%\n", "# In[1]:\n\n", ""]))
    return "\n\n\n".join(mark + cell for cell in cells).encode()


# --- of the tree of files


def _renamed(draw: st.DrawFn, name: str) -> str:
    forms = st.sampled_from(
        ["{n}.ipynb.txt", "{n}.ipynb.json", "{u}.IPYNB", "{n} (1).ipynb", "{n}-copy.ipynb",
         "Kopie von {n}.ipynb", "{n}.ipynb.ipynb", "{n}_final.ipynb", "{n}.json", "{n}.txt",
         "{n}-checkpoint.ipynb"]
    )  # fmt: skip
    return draw(forms).format(n=name, u=name.upper())


@st.composite
def disguised(draw: st.DrawFn, notebook: Notebook) -> Disguised:
    """A right submission with one to three disguises."""
    made = copy.deepcopy(notebook)
    worn: list[str] = []
    names = draw(st.lists(st.sampled_from(sorted(TEXT)), max_size=2, unique=True))
    # A number of each line goes with all of them.
    for name in sorted(names, key="pasted".__eq__):
        exercise = draw(st.sampled_from(sorted(POINTS)))
        cell = cell_of(made, exercise)
        cell["source"] = TEXT[name](draw, cell["source"], exercise)
        worn.append(f"{name} ({exercise})")
    # A shape of all cells does not go with the splitting of one.
    shapes = st.lists(st.sampled_from(sorted(JSON)), max_size=1)
    for name in draw(shapes) if "pasted" not in names else ():
        JSON[name](draw, made)
        worn.append(name)
    text = json.dumps(made, indent=1, ensure_ascii=False)
    file = draw(st.sampled_from(["plain", "plain", "conflict", "encoded", "in JSON", "script"]))
    name = f"{NAME}.ipynb"
    data = text.encode("utf-8", "replace")
    if file == "script" and not worn:
        name, data = f"{NAME}.py", _script(draw, text)
    elif file == "conflict":
        data = _conflict(draw, text)
    elif file == "encoded":
        data = _encoded(draw, text)
    elif file == "in JSON":
        data = _in_json(draw, text)
    else:
        file = "plain"
    worn += [file] if file != "plain" else []
    nodes = draw(_tree(name, data, worn))
    return Disguised(tuple(worn), tuple(nodes), notebook=made)


@st.composite
def _tree(draw: st.DrawFn, name: str, data: bytes, worn: list[str]) -> list[Node]:
    how = draw(st.sampled_from(["plain", "renamed", "nested", "archive", "beside", "plain"]))
    if how == "renamed" and name.endswith(".ipynb"):
        name = _renamed(draw, NAME)
    worn += [] if how == "plain" else [f"{how}: {name}"]
    file = Node(name.encode(), "file", data)
    if how == "nested":
        folder = draw(st.sampled_from([b"week1", b"my work", b"submission", b"week1/week1"]))
        for part in reversed(folder.split(b"/")):
            file = Node(part, "folder", inside=(file,))
        worn[-1] = f"nested: {folder!r}"
    if how == "archive":
        form = draw(st.sampled_from([".zip", ".tar.gz", ".tgz", ".tar", ".ZIP"]))
        inside = draw(st.sampled_from([b"", b"week1/", b"a/b/"]))
        member = name.upper() if draw(st.booleans()) and name.endswith(".ipynb") else name
        members = [(b"__MACOSX/._x", b"\0"), (inside + member.encode(), data)]
        file = Node(b"week1" + form.encode(), "file", packed(form, members))
        worn[-1] = f"archive: {form} of {inside!r}{member}"
    more = []
    if how == "beside":
        noise = draw(
            st.sampled_from(
                [b"numpy.py", b"Untitled.ipynb", b".DS_Store", b"notes.txt", b"grader.py",
                 b"json.py", b"first_neuron.html", b"._first_neuron.ipynb"]
            )
        )  # fmt: skip
        more = [Node(noise, "file", b"raise SystemExit\n")]
        worn[-1] = f"beside: {noise!r}"
    return [file, *more]


@st.composite
def with_module(draw: st.DrawFn, notebook: Notebook) -> Disguised:
    """A right submission whose function lies in a module beside the notebook."""
    made = copy.deepcopy(notebook)
    exercise = draw(st.sampled_from(["relu", "average_miss", "split_features"]))
    module = draw(st.sampled_from(["my_tools", "helpers", "utils", "solution"]))
    cell = cell_of(made, exercise)
    missing = draw(st.sampled_from(["", "import torch\n", "from torch import Tensor, nn\n"]))
    text = f"import numpy as np\n{missing}\n\n" + cell["source"].replace(exercise, f"my_{exercise}")
    arguments = re.search(r"def \w+\((.*?)\)", cell["source"])
    given = arguments[1] if arguments else ""
    cell["source"] = (
        f"from {module} import my_{exercise}\n\n\n"
        f"def {exercise}({given}):\n    return my_{exercise}({given})"
    )
    forms = ["{}.py", "{}.py", "{} (1).py", "{}.py.txt", "Kopie von {}.py", "{}-Copy1.py"]
    file = draw(st.sampled_from(forms)).format(module)
    nodes = (
        Node(f"{NAME}.ipynb".encode(), "file", json.dumps(made).encode()),
        Node(file.encode(), "file", text.encode()),
    )
    return Disguised((f"module: {file} ({exercise}) {missing}",), nodes, notebook=made)
