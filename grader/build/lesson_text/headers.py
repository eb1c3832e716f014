"""Exercise headers: the markdown directly above an exercise cell.

::

    ### Exercise 7.1: the cost and its gradient, without a loop
    difficulty 2 of 5 · about 15 minutes · the reference is 5 lines
    ... text, expected output ...
    <details><summary>I get "shapes not aligned"</summary>a hint</details>
    <details><summary>My cost is right, my dw is not</summary>another hint</details>
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from grader.build.errors import CellProblem
from grader.exercises.header import Header

HARDEST = 5
FEWEST_HINTS, MOST_HINTS = 2, 4

_HEADING = re.compile(r"### Exercise (?P<number>\d+(?:\.\d+)*): (?P<title>\S.*)")
_HINT = re.compile(
    r"<details[^>]*>\s*<summary[^>]*>(?P<summary>((?!<details).)*?)</summary>"
    r"(?P<text>((?!<details).)*?)</details>",
    re.DOTALL,
)
_HEADING_FORM = "### Exercise 7.1: its title"
_FACTS_FORM = "difficulty 2 of 5 · about 15 minutes · the reference is 5 lines"


def is_header(source: str) -> bool:
    """Whether a markdown cell's source is meant as the header of an exercise."""
    return re.search(r"^#{1,6} *Exercise\b", source, re.MULTILINE | re.IGNORECASE) is not None


def parse_header(
    source: str, solution: Sequence[str], points: float
) -> tuple[Header | None, list[CellProblem]]:
    """Read an exercise header.

    Parameters
    ----------
    source : str
        The markdown cell's text.
    solution : sequence of str
        The lines of the reference, without blank ones and comments: their number must be the one
        that the header promises, and no hint may give one of them away.
    points : float
        Points of the exercise, from its check cell.

    Returns
    -------
    header : Header or None
        None if anything is wrong.
    problems : list of CellProblem
        Everything that is wrong.
    """
    lines = source.split("\n")
    headings = [offset for offset, line in enumerate(lines) if _HEADING.fullmatch(line.strip())]
    if len(headings) != 1:
        what = "more than one exercise heading" if headings else "no exercise heading"
        offset = headings[1] if headings else 0
        return None, [CellProblem(offset, what, f'Write one line of the form "{_HEADING_FORM}".')]
    heading = _HEADING.fullmatch(lines[headings[0]].strip())
    assert heading is not None
    numbers, problems = _read_facts(lines, headings[0], len(solution))
    hints, hint_problems = _read_hints(source, solution)
    problems += hint_problems
    if problems:
        return None, problems
    header = Header(
        title=heading["title"].strip(),
        number=heading["number"],
        difficulty=numbers["difficulty"],
        minutes=numbers["minutes"],
        lines=numbers["lines"],
        hints=tuple(hints),
        points=points,
    )
    return header, []


def _read_facts(
    lines: list[str], heading: int, length: int
) -> tuple[dict[str, int], list[CellProblem]]:
    """Read difficulty, minutes and lines off the line below the heading."""
    offset = next((n for n in range(heading + 1, len(lines)) if lines[n].strip()), heading)
    line = lines[offset] if offset > heading else ""
    right = f"the reference is {length} {'line' if length == 1 else 'lines'}"
    forms = {
        "difficulty": (rf"difficulty (\d+) of {HARDEST}", f"difficulty 2 of {HARDEST}"),
        "minutes": (r"about (\d+) minutes?", "about 15 minutes"),
        "lines": (r"the reference is (\d+) lines?", right),
    }
    numbers: dict[str, int] = {}
    problems: list[CellProblem] = []
    for key, (pattern, example) in forms.items():
        found = re.search(pattern, line)
        if found is None:
            what = f'the header does not say "{example}"'
            problems.append(CellProblem(offset, what, f'Below the heading, write "{_FACTS_FORM}".'))
            continue
        numbers[key] = int(found[1])
        if key == "lines" and found[0] != right:
            what = f'the header says "{found[0]}", but the solution has {length}'
            todo = f'Write "{right}" (blank lines and comments do not count).'
            problems.append(CellProblem(offset, what, todo))
    if not 1 <= numbers.get("difficulty", 1) <= HARDEST:
        what = f"difficulty {numbers['difficulty']} is not one of 1 to {HARDEST}"
        problems.append(CellProblem(offset, what, "Choose one of them: 1 is a warm-up."))
    if numbers.get("minutes", 1) < 1:
        problems.append(
            CellProblem(offset, "the header promises 0 minutes", "Say how long it takes.")
        )
    return numbers, problems


def _read_hints(
    source: str, solution: Sequence[str]
) -> tuple[list[tuple[str, str]], list[CellProblem]]:
    """Read the ladder of hints, in order."""
    hints: list[tuple[str, str]] = []
    problems: list[CellProblem] = []
    form = "<details><summary>what the student asks</summary>the hint</details>"
    found = list(_HINT.finditer(source))
    opened = [match.start() for match in re.finditer(r"<details\b", source)]
    closed = source.count("</details>")
    if not len(found) == len(opened) == closed:
        starts = {match.start() for match in found}
        place = next((start for start in opened if start not in starts), 0)
        offset = source.count("\n", 0, place)
        problems.append(
            CellProblem(offset, "a hint is not closed or has no summary", f'Write "{form}".')
        )
    elif not FEWEST_HINTS <= len(found) <= MOST_HINTS:
        what = f"an exercise has {FEWEST_HINTS} to {MOST_HINTS} hints, and this one has "
        what = what + (str(len(found)) if found else "no hint")
        problems.append(CellProblem(0, what, f'Write a ladder, gentle first, each "{form}".'))
    for match in found:
        summary, text = match["summary"].strip(), match["text"].strip()
        offset = source.count("\n", 0, match.start())
        if not summary or not text:
            problems.append(CellProblem(offset, "an empty hint", f'Write "{form}".'))
        given = leaked_lines(summary + "\n" + text, solution)
        if given:
            what = f"this hint gives a line of the solution away: {given[0]}"
            problems.append(CellProblem(offset, what, "Ask a question that leads there instead."))
        hints.append((summary, text))
    return hints, problems


def leaked_lines(text: str, solution: Sequence[str]) -> list[str]:
    """Find the lines of a solution, or right-hand sides of them, that a text contains.

    Spaces do not count. Lines that say nothing by themselves (`else:`, `b = 0`, `return w, b`) are
    left out.
    """
    packed = _packed(text)
    found = []
    for line in solution:
        whole = _packed(line)
        side = re.sub(r"\A(return|[\w.,\[\]\"']+=(?!=))", "", whole)
        if (is_distinctive(line) and whole in packed) or (len(side) >= 12 and side in packed):
            found.append(line.strip())
    return found


def is_distinctive(line: str) -> bool:
    """Whether a line of a solution says something by itself."""
    packed = _packed(line)
    return len(packed) >= 6 and ("=" in packed or "(" in packed)


def _packed(text: str) -> str:
    return re.sub(r"\s+", "", html.unescape(text))
