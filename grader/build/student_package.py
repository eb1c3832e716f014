"""What students are given: their package as a wheel, and an assignment as a zip."""

from __future__ import annotations

import re
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from grader.build.errors import BuildError
from grader.build.generated_tree import read_lessons
from grader.build.leaks import assert_holds_no_solution

DISTRIBUTION = "neural-notebooks-student"

# What the student's part imports, or a student needs to open a notebook; the versions are those
# of the course's pyproject.toml.
RUNTIME = ("numpy", "matplotlib", "h5py", "pillow", "ipywidgets", "jupyterlab")

# The earliest time that a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def package(root: Path, assignment: str | None, out: Path) -> list[Path]:
    """Make all that students get: the package that the notebooks import, and the notebooks.

    Parameters
    ----------
    root : Path
        Folder of the course.
    assignment : str or None
        Such as "week2"; all assignments if None.
    out : Path
        Folder for the files; made if missing.

    Returns
    -------
    list of Path
        The wheel and one zip for each assignment.
    """
    wanted = [assignment] if assignment is not None else _assignments(root)
    zips = [build_student_zip(root, name, out) for name in wanted]
    return [build_student_wheel(root, out), *zips]


def build_student_wheel(root: Path, out: Path) -> Path:
    """Pack `grader.student` with its public cases and data sets, and nothing else of the course.

    Parameters
    ----------
    root : Path
        Folder of the course.
    out : Path
        Folder for the wheel; made if missing.

    Returns
    -------
    Path
        The wheel. The same course gives the same bytes.

    Raises
    ------
    BuildError
        If a file in it would give a solution away, or hatchling is not installed.
    """
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError:
        raise BuildError(
            "The student package is made with hatchling, which is not installed.\n"
            "Install the development extra: pip install -e .[dev]"
        ) from None

    files = _student_files(root)
    assert_holds_no_solution(files, read_lessons(root))
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="course-wheel-") as folder:
        for name, content in files.items():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(0o644)
        # hatchling sorts the files and, with `reproducible`, gives all the same time.
        built = list(WheelBuilder(folder).build(directory=str(out), versions=["standard"]))
    return Path(built[0])


def build_student_zip(root: Path, assignment: str, out: Path) -> Path:
    """Pack the student notebooks of one assignment.

    Parameters
    ----------
    root : Path
        Folder of the course.
    assignment : str
        Such as "week2".
    out : Path
        Folder for the zip; made if missing.

    Returns
    -------
    Path
        The zip, `out/week2.zip`, with the folder `week2` in it. The same notebooks give the
        same bytes.

    Raises
    ------
    BuildError
        If there is no such assignment in `release/`, or a notebook would give a solution away.
    """
    folder = root / "release" / assignment
    if assignment not in _assignments(root):
        raise BuildError(
            f'There is no assignment "{assignment}" in {root / "release"}; there is: '
            f"{', '.join(_assignments(root)) or 'none'}.\n"
            "Write one of these, or run `course build` first."
        )
    files = {
        f"{assignment}/{path.relative_to(folder).as_posix()}": path for path in _files_below(folder)
    }
    contents = {name: path.read_bytes() for name, path in sorted(files.items())}
    assert_holds_no_solution(contents, read_lessons(root))
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{assignment}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same on Windows
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return target


def _assignments(root: Path) -> list[str]:
    return sorted({path.parent.name for path in (root / "release").glob("*/*.ipynb")})


def _student_files(root: Path) -> dict[str, bytes]:
    """Gather the files of the student package's source, by their place in it."""
    student = root / "grader" / "student"
    paths = {"grader/__init__.py": root / "grader" / "__init__.py"}
    for path in _files_below(student):
        paths[f"grader/student/{path.relative_to(student).as_posix()}"] = path
    for path in _files_below(root / "datasets"):
        if path.suffix != ".py":  # the makers stay with the course
            place = path.relative_to(root / "datasets").as_posix()
            paths[f"grader/student/datasets/{place}"] = path
    for license_file in ("LICENSE", "LICENSE-CONTENT"):
        if (root / license_file).is_file():
            paths[license_file] = root / license_file
    files = {name: path.read_bytes() for name, path in sorted(paths.items())}
    licenses = [name for name in files if name.startswith("LICENSE")]
    files["pyproject.toml"] = _project(root, licenses).encode()
    return files


def _project(root: Path, licenses: list[str]) -> str:
    """Write the package's pyproject.toml, with the course's own version and requirements."""
    course: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower(): line
        for line in course.get("dependencies", [])
    }
    requirements = [wanted.get(name, name) for name in RUNTIME]
    lines = [
        "[build-system]",
        'requires = ["hatchling"]',
        'build-backend = "hatchling.build"',
        "[project]",
        f"name = {_quoted(DISTRIBUTION)}",
        f"version = {_quoted(course['version'])}",
        'description = "What a student of the course needs: checks, figures and data"',
        f"requires-python = {_quoted(course['requires-python'])}",
        f"dependencies = [{', '.join(map(_quoted, requirements))}]",
    ]
    if "license" in course:
        lines.append(f"license = {_quoted(course['license'])}")
    lines += [
        f"license-files = [{', '.join(map(_quoted, licenses))}]",
        "[tool.hatch.build]",
        "reproducible = true",
        "ignore-vcs = true",
        "[tool.hatch.build.targets.wheel]",
        'core-metadata-version = "2.4"',  # what a student's older pip can read as well
        'packages = ["grader"]',
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _files_below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix != ".pyc"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
