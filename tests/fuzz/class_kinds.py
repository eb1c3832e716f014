"""Kinds of submissions that are tried as a class: trees of files, notebooks, pages, disguises."""

import copy
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from tests.fuzz import oracles
from tests.fuzz.course import NAME, POINTS, cell_of, solved
from tests.fuzz.grammar import disguises, notebooks
from tests.fuzz.grammar.markup import outputs
from tests.fuzz.grammar.names import colliding, names
from tests.fuzz.grammar.programs import Program
from tests.fuzz.grammar.trees import Node, nodes, twins
from tests.fuzz.stage import (
    HONEST,
    Class,
    Stage,
    honest_nodes,
    raw_tags,
    scratch,
)


def _file(data: bytes) -> list[Node]:
    return [Node(f"{NAME}.ipynb".encode(), "file", data)]


def _json(notebook: Any) -> bytes:
    return json.dumps(notebook).encode()


def _whole() -> bytes:
    return _json(solved())


def _contents() -> st.SearchStrategy[bytes]:
    whole = st.builds(_whole)
    return st.one_of(st.binary(max_size=20), whole, st.just(b"{}"), st.just(b"x = 1\n"))


def _students(inside: st.SearchStrategy[list[Node]], most: int) -> st.SearchStrategy[Any]:
    # A folder that starts with a dot is no student's.
    named = names().filter(lambda name: not name.startswith(b"."))
    return st.dictionaries(named, inside, min_size=1, max_size=most)


def trees() -> st.SearchStrategy[Any]:
    """Students with any names and any files besides their notebooks."""
    own = st.booleans().map(lambda complete: honest_nodes() if complete else [])
    many = st.lists(nodes(_contents()), max_size=4)
    return _students(st.builds(lambda a, b: [*b, *a], own, many), 5)


def check_class(stage: Stage, students: Any) -> None:
    """Every class ends, with a result for each and the honest ones' own."""
    with scratch() as folder:
        stage.shown(stage.graded(students, True, folder))


def look_alikes() -> st.SearchStrategy[Any]:
    """Names of students, and of files in their folders, that look the same."""
    return st.tuples(colliding(), twins(_contents()))


def check_twins(stage: Stage, names_and_nodes: Any) -> None:
    """Students whose names look the same are all graded."""
    student_names, inside = names_and_nodes
    students = {
        name: [*honest_nodes(), *inside] for name in student_names if not name.startswith(b".")
    }
    check_class(stage, students)


def damaged_notebooks() -> st.SearchStrategy[Any]:
    """Students whose notebooks are damaged, or cost much to read."""
    right = solved()
    one = st.one_of(
        notebooks.changed(right).map(_json_or_nothing),
        notebooks.damaged(right),
        notebooks.heavy_cells(right).map(_json_or_nothing),
    )
    return st.lists(one, min_size=1, max_size=6).map(
        lambda found: {f"student {n}".encode(): _file(data) for n, data in enumerate(found)}
    )


def _json_or_nothing(made: notebooks.Made) -> bytes:
    # More digits than Python writes are there in the damage of the text.
    with suppress(ValueError):
        return _json(made.notebook)
    return b"{}"


def pages() -> st.SearchStrategy[Any]:
    """Notebooks with what would act in a browser, and outputs that their code shows."""
    shown = st.lists(outputs(), min_size=1, max_size=4)
    return st.lists(st.tuples(notebooks.with_outputs(solved()), shown), min_size=1, max_size=4)


def _showing(found: list[dict[str, Any]]) -> str:
    """Python that shows outputs when it runs."""
    lines = ["from IPython.display import display", "import sys", "import json"]
    for output in found:
        if "data" in output:
            bundle = json.dumps(json.dumps([output["data"], output["metadata"]]))
            lines.append(f"shown = json.loads({bundle})")
            lines.append("display(shown[0], raw=True, metadata=shown[1])")
        else:
            text = output.get("text") or output.get("evalue", "")
            lines.append(f"print({text!r}, file=sys.{output.get('name', 'stdout')})")
    return "\n".join(lines)


def showing_students(found: Any) -> dict[bytes, list[Node]]:
    """Students with notebooks, whose code shows outputs when it runs."""
    students = {}
    for number, (made, shown) in enumerate(found):
        notebook = copy.deepcopy(made.notebook)
        cell = cell_of(notebook, "neuron")
        cell["source"] = f"{cell['source']}\n\n{_showing(shown)}"
        students[f"showing {number}".encode()] = _file(_json(notebook))
    return students


def check_pages(stage: Stage, found: Any) -> None:
    """Nothing acts on any page, and the lesson's own text stays."""
    with scratch() as folder:
        done = stage.graded(showing_students(found), False, folder)
        stage.shown(done)
        require_harmless(stage, done)


def require_harmless(stage: Stage, done: Class) -> None:
    """Require that nothing acts on the pages of a class, and that the lesson's own text stays."""
    oracles.notebooks_are_harmless(done.executed)
    oracles.pages_are_harmless(done.pages, stage.own_parts(False))
    for page in done.pages:
        tags = raw_tags(page.read_text("utf-8"))
        is_honest = any(f"feedback/{name}/" in str(page) for name in HONEST)
        oracles.require(not is_honest or not tags, "the lesson's own tags are text", str(tags[:3]))


def disguised() -> st.SearchStrategy[Any]:
    """Right answers in disguise, each a student."""
    right = solved()
    one = st.one_of(disguises.disguised(right), disguises.with_module(right))
    return st.lists(one, min_size=1, max_size=10)


def disguised_students(found: list[disguises.Disguised]) -> dict[bytes, Sequence[Node]]:
    """A student for each right submission in disguise."""
    return {f"disguised {number}".encode(): each.nodes for number, each in enumerate(found)}


def check_disguises(stage: Stage, found: list[disguises.Disguised]) -> None:
    """A right answer earns its points in every form, and what is said of it is true."""
    with scratch() as folder:
        require_points(stage.graded(disguised_students(found), False, folder), found)


def require_points(done: Class, found: list[disguises.Disguised]) -> None:
    """Require all points for right answers in disguise, and true messages."""
    for number, each in enumerate(found):
        result = done.results[f"disguised {number}"]
        text = "\n".join("".join(c["source"]) for c in each.notebook.get("cells", ()))
        messages = [m for lines in result["messages"].values() for m in lines]
        missing = {n for n in POINTS if result["points"].get(n) != POINTS[n]}
        form = re.split(r" \(|:", each.worn[0])[0] if each.worn else "plain"
        oracles.require(
            not missing,
            f"a right answer lost points ({form})",
            f"{'; '.join(each.worn)}: {sorted(missing)}: {result['problem']} {messages} "
            f"{result['notes']}",
        )
        oracles.message_is_true(text, messages)


def check_printing(stage: Stage, program: Program) -> None:
    """What a student prints makes no page that costs or that is larger than its text deserves."""
    notebook = solved()
    cell_of(notebook, "relu")["source"] = program.text
    with scratch() as folder:
        done = stage.graded({b"prints": _file(_json(notebook))}, False, folder)
        before = sum(path.stat().st_size for path in done.executed)
        stage.shown(done)
        require_harmless(stage, done)
        own = sum(page.stat().st_size for page in stage.honest[False].pages)
        made = sum(page.stat().st_size for page in done.pages)
        oracles.require(
            made < 3 * before + 2 * own,
            "a page is much larger than its text",
            f"{before} to {made}",
        )
