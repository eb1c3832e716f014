"""Judge a single notebook for a reader who learns alone, and write verdicts into it.

A reader without a feedback page gets the verdict on a question of choice here. Which letter is
right is in the course's folder, and not in the package that students install.
"""

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.engine.judging.interface import Job, Judge
from grader.engine.judging.result import ExerciseResult
from grader.exercises import exercises_of, load_reference
from grader.student.calling import letter_in, todays_letters
from grader.student.messages import verdicts as says
from grader.student.text import CourseError

REVEALED = "neural_notebooks_reveal"
"""The metadata of a cell that `reveal` wrote, and that it replaces the next time."""


@dataclass(frozen=True)
class CheckedExercise:
    """An exercise of a reader's notebook.

    Parameters
    ----------
    result : ExerciseResult
    is_choice : bool
        Whether it is a question of choice, with a letter in it.
    """

    result: ExerciseResult
    is_choice: bool


def check_notebook(path: Path, root: Path, judge: Judge) -> tuple[CheckedExercise, ...]:
    """Judge a notebook as a class is judged.

    Parameters
    ----------
    path : Path
        Such as ``work/week3/activations.ipynb``: the folder has the name of the assignment.
    root : Path
        The course.
    judge : Judge

    Returns
    -------
    tuple of CheckedExercise
        In the order of the notebook.

    Raises
    ------
    CourseError
        If the file is not a notebook of the course, or cannot be read.
    """
    path = path.resolve()
    assignment, notebook = path.parent.name, path.stem
    name = f"{assignment}/{notebook}"
    if path.suffix != ".ipynb" or not (root / "source" / f"{name}.ipynb").is_file():
        known = sorted(p.relative_to(root / "source") for p in (root / "source").glob("*/*.ipynb"))
        raise CourseError(says.no_notebook_of_the_course(path.name, list(map(str, known))))
    text = json.dumps(_read(path), ensure_ascii=False)
    files = {p.name: p.read_bytes() for p in _files_beside(path)}
    job = Job("reader", assignment, secrets.token_hex(8), {notebook: text}, files)
    results = [each for each in judge(job, root).result.exercises if each.notebook == name]
    exercises = exercises_of(name)
    return tuple(
        CheckedExercise(
            each,
            each.exercise in exercises
            and any(
                option.says in " ".join(each.message)
                for option in exercises[each.exercise].options.values()
            ),
        )
        for each in results
    )


def reveal(path: Path, root: Path, checked: tuple[CheckedExercise, ...]) -> list[str]:
    """Write the verdict on each question of choice below its check.

    A question without a letter keeps its secret. The file is replaced as a whole, so that an
    interruption loses nothing.

    Returns
    -------
    list of str
        The names of the questions that were revealed.
    """
    notebook = _read(path)
    verdicts = {each.result.exercise: each.result for each in checked if each.is_choice}
    texts = {_grade_id(cell): "".join(cell["source"]) for cell in notebook["cells"]}
    cells: list[dict[str, Any]] = []
    revealed = []
    for cell in notebook["cells"]:
        if REVEALED in cell["metadata"]:
            continue
        cells.append(cell)
        exercise = _grade_id(cell).removeprefix("check-")
        if _grade_id(cell) == f"check-{exercise}" and exercise in verdicts:
            text = _verdict(root, verdicts[exercise], texts.get(exercise, ""))
            written = {"cell_type": "markdown", "metadata": {REVEALED: exercise}, "source": text}
            cells.append({**({"id": secrets.token_hex(4)} if "id" in cell else {}), **written})
            revealed.append(exercise)
    notebook["cells"] = cells
    new = path.with_name(f".{path.name}.new")
    new.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(new, path)
    return revealed


def _grade_id(cell: Mapping[str, Any]) -> str:
    nbgrader = cell["metadata"].get("nbgrader")
    return str(nbgrader.get("grade_id", "")) if isinstance(nbgrader, Mapping) else ""


def _verdict(root: Path, result: ExerciseResult, text: str) -> str:
    """Return the verdict on a letter, in the letters of the release that the text is from."""
    exercise = exercises_of(result.notebook)[result.exercise]
    reference = load_reference(result.notebook, root).functions[result.exercise]
    letter = letter_in(reference())
    letter = todays_letters(reference, exercise.earlier_letters).get(letter, letter)
    says_of = exercise.options[letter].says
    for docstring, todays in exercise.earlier_letters.items():
        if docstring in text:
            letter = next(earlier for earlier, today in todays.items() if today == letter)
    return says.revealed(result.exercise, result.points == result.max_points, letter, says_of)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        # A lone surrogate is valid JSON, but no text that can be written to a file.
        notebook: Any = json.loads(
            json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        )
    except (OSError, ValueError, RecursionError) as error:
        raise CourseError(says.unreadable_notebook(path.name, str(error))) from error
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise CourseError(says.unreadable_notebook(path.name, "it has no list of cells"))
    if not all(map(_is_cell, cells)):
        raise CourseError(says.unreadable_notebook(path.name, "a cell has no text or no metadata"))
    return dict(notebook)


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return isinstance(cell.get("cell_type"), str) and all(isinstance(line, str) for line in lines)


def _files_beside(path: Path) -> Iterator[Path]:
    """Yield what a notebook may import: modules, and the reader's other notebooks."""
    for each in sorted(path.parent.iterdir()):
        if each.is_file() and each.suffix in (".py", ".ipynb") and each != path:
            yield each
