"""The text of tests as ``nbgrader generate_assignment`` makes it: headers, footers, AUTOTEST.

nbgrader's autograder takes each test from its gradebook, where `SaveCells` puts what the
preprocessors above it made of the instructor's notebook. Here the same preprocessors run, without
those that remove the solutions.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from grader.engine.nbgrader_course.configuration import Configuration, importing_from
from grader.engine.nbgrader_course.notebook_form import Notebook, in_form, text_of
from grader.student.text import CourseError

_SAVE: Final = "SaveCells"
_KEEP_NOTHING: Final = frozenset(
    {"ClearSolutions", "ClearOutput", "LockCells", "ComputeChecksums", "CheckCellMetadata"}
)
"""Preprocessors that change no test and no cell that computes something."""
_DEFAULT: Final = ("IncludeHeaderFooter", "InstantiateTests")


def needs_generating(configuration: Configuration, notebooks: Sequence[Notebook]) -> bool:
    """Return whether the instructor's notebooks are not yet those that are graded by."""
    if configuration.sets("IncludeHeaderFooter") or configuration.value(
        "GenerateAssignment.preprocessors"
    ):
        return True
    settings = configuration.config.get("InstantiateTests", {})
    word = str(settings.get("autotest_delimiter", "AUTOTEST"))
    return any(word in text_of(cell) for each in notebooks for cell in each["cells"])


def generate(
    configuration: Configuration, assignment: str, path: Path, notebook: Notebook
) -> Notebook:
    """Return an instructor's notebook as the course's own preprocessors make it, with solutions.

    Raises
    ------
    CourseError
        If one of them fails.
    """
    import nbformat

    found = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    resources: dict[str, Any] = {
        "unique_key": path.stem,
        "metadata": {"path": str(path.parent), "name": path.stem},
        "nbgrader": {
            "notebook": path.stem,
            "assignment": assignment,
            "student": ".",
            "db_url": "sqlite://",
        },
    }
    try:
        with (
            _inside(configuration.folder),
            importing_from(configuration.root),
            _closing_kernels(),
        ):
            for each in _preprocessors(configuration):
                found, resources = each(found, resources)
    except Exception as error:
        raise CourseError(
            f"{path}: the tests of this notebook cannot be made ({type(error).__name__}: "
            f"{str(error)[:300]}). Run: nbgrader generate_assignment {assignment}. When it works, "
            "grade again."
        ) from error
    return in_form(json.loads(json.dumps(found)), path)


def _preprocessors(configuration: Configuration) -> Iterator[Any]:
    """Yield nbgrader's preprocessors, and the course's own, that come before the gradebook."""
    from nbgrader import preprocessors
    from traitlets.utils.importstring import import_item

    names = configuration.value("GenerateAssignment.preprocessors") or _DEFAULT
    for each in names:
        if isinstance(each, str):
            kind = import_item(each) if "." in each else getattr(preprocessors, each)
        else:
            kind = each
        if kind.__name__ == _SAVE:
            return
        if kind.__name__ not in _KEEP_NOTHING:
            yield kind(parent=None, config=configuration.config)


@contextlib.contextmanager
def _closing_kernels() -> Iterator[None]:
    """End the kernels for AUTOTEST and their connections, which nbgrader leaves open."""
    from nbgrader.preprocessors import instantiatetests as module

    start, started = module.start_new_kernel, []

    def start_new_kernel(**options: Any) -> Any:
        started.append(start(**options))
        return started[-1]

    module.start_new_kernel = start_new_kernel
    try:
        yield
    finally:
        module.start_new_kernel = start
        for manager, client in started:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in the folder of the course, to which paths in its settings are relative."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
