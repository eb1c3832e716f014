"""Attacks on who reads a page: each payload in a cell, as the formgrader and feedback show it."""

import json
import logging
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from traitlets.log import get_logger

from grader.engine.page_content.cells import rebuilt_cell
from tests.engine.page_content import payloads
from tests.fuzz.grammar.markup import active_parts
from tests.notebooks import cell, notebook_of

NO_PAGE = "no page"


def attacks() -> Iterator[tuple[str, dict[str, Any]]]:
    """Cells with what would act in a browser, each with a name."""
    found = [*payloads.cells()]
    for output in payloads.outputs():
        if output["output_type"] == "display_data" and not isinstance(output["metadata"], dict):
            continue
        found.append({**cell("1"), "outputs": [output]})
    for number, each in enumerate(found):
        yield f"pages/{each['cell_type']} {number}", each


@cache
def _exporter() -> HTMLExporter:
    # What is wrong with a notebook is said at length, and is meant here.
    get_logger().setLevel(logging.CRITICAL)
    return HTMLExporter(template_name="basic", anchor_link_text="")


def effects(attacked: dict[str, Any], rebuilt: bool) -> str:
    """What acts on the page of a notebook with a cell, as it is or as this project shows it."""
    shown = json.loads(json.dumps(rebuilt_cell(attacked, ()) if rebuilt else attacked))
    for output in shown.get("outputs", ()):
        output |= {"execution_count": 1} if output["output_type"] == "execute_result" else {}
    if shown["cell_type"] == "code":
        shown |= {"outputs": shown.get("outputs", []), "execution_count": None}
    notebook = nbformat.from_dict(notebook_of([{**shown, "id": "a"}]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text, _ = _exporter().from_notebook_node(notebook)
        except Exception:
            # nbconvert alone ends at what is no notebook; this project shows all of them.
            if rebuilt:
                raise
            return NO_PAGE
    return ", ".join(sorted(active_parts(text)))
