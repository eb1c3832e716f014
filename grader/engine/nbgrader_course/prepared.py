"""An assignment of any nbgrader course, written as the grader reads it.

The files of the course are not changed: what has another form is written to another folder.
A course that has this form already is graded where it is.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from grader.engine.nbgrader_course.configuration import Configuration
from grader.engine.nbgrader_course.generated import generate, needs_generating
from grader.engine.nbgrader_course.notebook_form import (
    Notebook,
    gives_points,
    marks_of,
    read_notebook,
    require_python_tests,
    with_cell_magics,
    with_default_marks,
)
from grader.engine.nbgrader_course.settings import setting_of
from grader.student.text import CourseError

_VERSION: Final = 2
"""Of what is written; another number has every course written anew."""
_STAMP: Final = "stamp"
_OWN_TEXTS: Final = "notebooks"
"""The folder of a course that is made by ``course build``."""


def prepare(configuration: Configuration, assignment: str, target: Path) -> None:
    """Write an assignment to a folder, unless it can be graded where it is.

    Parameters
    ----------
    configuration : Configuration
    assignment : str
    target : Path
        Gets ``source/`` and ``release/``, or is removed if the course can be graded where it is.

    Raises
    ------
    CourseError
        If the course cannot be graded: one sentence with what to do.
    """
    _require_python(configuration)
    source, release = (configuration.step(name, assignment) for name in ("source", "release"))
    paths = _notebooks(configuration, assignment, source)
    _require_release(configuration, assignment, paths, release)
    stamp = target / f"{assignment}.{_STAMP}"
    digest = _digest(configuration, [*_files(source), *_files(release)])
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    sources = [read_notebook(path) for path in paths]
    releases = [read_notebook(release / path.name) for path in paths]
    if needs_generating(configuration, sources):
        sources = [
            generate(configuration, assignment, path, each)
            for path, each in zip(paths, sources, strict=True)
        ]
    sources = [_with_default_marks(configuration, each) for each in sources]
    for path, made, given in zip(paths, sources, releases, strict=True):
        require_python_tests(made, path)
        _require_same_cells(configuration, assignment, path, made, given)
    if not _has_others(target, assignment) and _is_usual(
        configuration, assignment, [*sources, *releases], [source, release]
    ):
        shutil.rmtree(target, ignore_errors=True)
        return
    for name, folder, notebooks in (("source", source, sources), ("release", release, releases)):
        written = target / name / assignment
        shutil.rmtree(written, ignore_errors=True)
        written.mkdir(parents=True)
        for path, each in zip(paths, notebooks, strict=True):
            text = json.dumps(each, ensure_ascii=False, indent=1) + "\n"
            (written / path.name).write_bytes(text.encode("utf-8", "replace"))
        for inner, path in configuration.files_in(folder) if name == "source" else ():
            (written / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, written / inner)
    stamp.write_text(digest, encoding="utf-8")


def _has_others(target: Path, assignment: str) -> bool:
    """Return whether other assignments of the course were written, so that this one must be."""
    return any(path.stem != assignment for path in target.glob(f"*.{_STAMP}"))


def _require_python(configuration: Configuration) -> None:
    kernel = str(configuration.value("Execute.kernel_name") or "python3")
    if "python" not in kernel.lower():
        raise CourseError(
            f"Execute.kernel_name in nbgrader_config.py is {kernel!r}, and only notebooks for "
            "Python can be graded. Grade this assignment with nbgrader itself."
        )


def _notebooks(configuration: Configuration, assignment: str, source: Path) -> list[Path]:
    paths = sorted(source.glob("*.ipynb"))
    if paths:
        return paths
    known = configuration.assignments()
    if known:
        raise CourseError(f"There is no assignment {assignment!r}. There is: {', '.join(known)}.")
    where = configuration.step("source", "ASSIGNMENT")
    made = " Run: course build" if _is_built(configuration) else ""
    raise CourseError(f"There is no assignment in {where.parent}.{made}")


def _require_release(
    configuration: Configuration, assignment: str, paths: Sequence[Path], release: Path
) -> None:
    missing = [path.name for path in paths if not (release / path.name).is_file()]
    if missing:
        raise CourseError(
            f"{release / missing[0]} is not there. Run: {_maker(configuration, assignment)}"
        )


def _require_same_cells(
    configuration: Configuration, assignment: str, path: Path, made: Notebook, given: Notebook
) -> None:
    """Raise a `CourseError` if a release lacks cells that give points."""
    there = {marks_of(cell).get("grade_id") for cell in given["cells"]}
    names = [marks_of(cell)["grade_id"] for cell in made["cells"] if gives_points(cell)]
    missing = [name for name in names if name not in there]
    if missing:
        raise CourseError(
            f"The release of {path.name} lacks the cells {', '.join(missing[:5])} of {path}. "
            f"Run: {_maker(configuration, assignment)}"
        )


def _maker(configuration: Configuration, assignment: str) -> str:
    if _is_built(configuration):
        return "course build"
    return f"nbgrader generate_assignment {assignment} --force, in {configuration.folder}"


def _is_built(configuration: Configuration) -> bool:
    return (configuration.root / _OWN_TEXTS).is_dir()


def _with_default_marks(configuration: Configuration, notebook: Notebook) -> Notebook:
    notebook = with_cell_magics(
        notebook,
        str(configuration.value("ClearSolutions.begin_solution_delimeter")),
        str(configuration.value("ClearSolutions.end_solution_delimeter")),
    )
    begin = configuration.value("ClearHiddenTests.begin_test_delimeter")
    end = configuration.value("ClearHiddenTests.end_test_delimeter")
    return with_default_marks(notebook, str(begin), str(end)) if _has_own_marks(begin) else notebook


def _has_own_marks(begin: object) -> bool:
    entry = setting_of("ClearHiddenTests.begin_test_delimeter")
    return entry is not None and begin != entry.default


def _is_usual(
    configuration: Configuration,
    assignment: str,
    notebooks: Sequence[Notebook],
    folders: Sequence[Path],
) -> bool:
    """Return whether the files of a course are what would be written."""
    source, release = folders
    root = configuration.root
    usual = [root / "source" / assignment, root / "release" / assignment]
    if [source.resolve(), release.resolve()] != [each.resolve() for each in usual]:
        return False
    paths = [*sorted(source.glob("*.ipynb"))]
    files = [*paths, *(release / path.name for path in paths)]
    if any(_parsed(path) != each for path, each in zip(files, notebooks, strict=True)):
        return False
    kept = {path for _, path in configuration.files_in(source)}
    return all(path in kept or path.suffix == ".ipynb" for path in _files(source))


def _parsed(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(configuration: Configuration, paths: Sequence[Path]) -> str:
    """Return a digest of the settings and of all files of an assignment."""
    digest = hashlib.sha256(f"{_VERSION} {configuration.root}\n".encode())
    more = [configuration.root / "nbgrader_config.py"]
    for name in ("header", "footer"):
        given = configuration.config.get("IncludeHeaderFooter", {}).get(name)
        more += [configuration.folder / str(given)] if given else []
    more.append(configuration.folder / "autotests.yml")
    for path in (*more, *paths):
        if path.is_file():
            content = path.read_bytes()
            digest.update(os.fsencode(path) + b"\0%d\0" % len(content) + content)
    return digest.hexdigest()
