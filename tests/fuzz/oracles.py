"""What holds for every submission, whatever is in it: one function for each invariant."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.fuzz.grammar.markup import active_parts


class Violation(AssertionError):
    """An invariant that does not hold.

    Parameters
    ----------
    kind : str
        Of the fault; two with the same kind count as one finding.
    detail : str
    """

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


KNOWN: set[str] = set()
"""Kinds of faults that were found before: they are left alone, so that others are found."""


def require(holds: object, kind: str, detail: str = "") -> None:
    """Raise a `Violation` unless something holds."""
    if not holds and kind not in KNOWN:
        raise Violation(kind, detail)


def ends_normally(code: int, output: bytes, *also: int) -> None:
    """A command ended by itself, without a traceback, with 0 or another code that is allowed."""
    text = output.decode("utf-8", "replace")
    require(code != -9, "the class does not end", text[-800:])
    if code not in (0, *also) or "Traceback (most recent call last)" in text:
        names = re.findall(r"^([\w.]*(?:Error|Exception|Interrupt))\b", text, re.M)
        what = names[-1] if names else " ".join(text.strip().splitlines()[-1:])[:60]
        what = re.sub(r"'[^']*'|\"[^\"]*\"|/\S*", "...", what)
        require(False, f"the class ends with an error ({what})", text[-1500:])


def one_result_each(results: Mapping[str, Any], folders: int) -> None:
    """Every folder of a student has exactly one result."""
    require(
        len(results) == folders,
        "a result is lost or invented",
        f"{folders} folders, results: {sorted(map(ascii, results))}",
    )


def same_results(results: Mapping[str, Any], honest: Mapping[str, Any]) -> None:
    """Honest students have the results that they have without the others."""
    for student, expected in honest.items():
        found = results.get(student)
        require(found == expected, "an honest result differs", f"{student}: {found} / {expected}")


def _is_control(character: str) -> bool:
    kind = unicodedata.category(character)
    return (kind == "Cc" and character not in "\n") or (
        kind == "Cf" and unicodedata.bidirectional(character) not in {"BN"}
    )


def terminal_is_clean(output: bytes) -> None:
    """No control character and no direction mark reaches the terminal."""
    text = output.decode("utf-8", "surrogateescape")
    # What rich itself would draw in color is off: the output is a pipe.
    found = {ascii(each) for each in text if _is_control(each) or "\udc80" <= each <= "\udcff"}
    require(not found, "control characters on the terminal", f"{sorted(found)} in {text[:400]!a}")


def cells_are_text(table: Path) -> None:
    """No cell of a CSV file is a formula, or contains a control character."""
    with table.open(newline="", encoding="utf-8-sig", errors="surrogateescape") as file:
        for row in csv.reader(file):
            for cell in row:
                is_number = re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)
                starts = cell[:1] and cell[0] in "=+-@\t\r\n" and not is_number
                require(not starts, "a cell of the CSV is a formula", ascii(cell[:80]))
                controls = any(map(_is_control, cell))
                require(not controls, "control characters in the CSV", ascii(cell[:80]))


def pages_are_harmless(pages: Iterable[Path], honest: frozenset[str]) -> None:
    """Pages contain nothing that acts, except for what the page of an honest student contains."""
    for page in pages:
        text = page.read_text(encoding="utf-8", errors="surrogateescape")
        more = active_parts(text) - honest
        require(not more, "active content on a page", f"{page.name}: {sorted(more)[:5]}")


def notebooks_are_harmless(paths: Iterable[Path]) -> None:
    """What the formgrader shows of a student's cells contains nothing that acts."""
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        for cell in notebook["cells"]:
            for place, text in _shown(cell):
                found = active_parts(text)
                require(
                    not found,
                    "active content in an executed notebook",
                    f"{place}: {sorted(found)[:4]}: {text[:300]!a}",
                )
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                _sizes_are_numbers(output.get("metadata") or {})


def _shown(cell: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Texts of a cell that a page shows as HTML or Markdown."""
    if cell["cell_type"] == "markdown":
        yield "markdown", "".join(cell["source"])
    for output in cell.get("outputs", ()):
        for kind, data in output.get("data", {}).items():
            if kind.startswith("image/") and kind != "image/svg+xml":
                yield kind, f'<img src="data:{kind};base64,{data}">'
            elif kind in {"text/html", "text/markdown", "text/latex", "image/svg+xml"}:
                yield kind, data if isinstance(data, str) else "".join(map(str, data))
            elif kind not in {"text/plain", "application/vnd.neural-notebooks.verdict+json"}:
                require(False, "an output of a kind that some program runs", kind)


def _sizes_are_numbers(metadata: Mapping[str, Any]) -> None:
    for kind, values in metadata.items():
        for name, value in values.items() if isinstance(values, dict) else [(kind, values)]:
            fine = isinstance(value, (bool, int, float)) or str(value) in {"light", "dark"}
            require(fine, "metadata of an output as text", f"{name}={value!a}")


def no_secret(secret: str, *texts: str) -> None:
    """A secret is in no text."""
    for text in texts:
        require(secret not in text, "a secret is shown", text[:400])


def _problem_of(message: str) -> str | None:
    found = re.search(r"name '(\w+)' is not defined", message)
    return found[1] if found else None


def message_is_true(text: str, messages: Iterable[str]) -> None:
    """No message says that a name does not exist which the student's cell defines."""
    for message in messages:
        name = _problem_of(message)
        defined = name and re.search(rf"^(def {name}\b|{name}\s*=)", text, re.M)
        require(not defined, "a message is not true", f"{message!a} about {text[:300]!a}")
