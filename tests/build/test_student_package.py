"""What students are given: the wheel and the zip."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.build import BuildError, build_student_wheel, build_student_zip, package

SECRETS = (b"np.multiply(w, x)", b"np.mean((line", b"SOLUTION", b"HIDDEN TESTS")


@pytest.fixture(scope="module")
def wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_student_wheel(built, tmp_path_factory.mktemp("wheel"))


def contents(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_wheel_holds_the_students_part_and_no_more(wheel: Path) -> None:
    files = contents(wheel)
    assert wheel.name == "neural_notebooks_student-0.7.1-py3-none-any.whl"
    places = {"/".join(name.split("/")[:2]) for name in files}
    info = "neural_notebooks_student-0.7.1.dist-info"
    assert {place for place in places if not place.startswith(info)} == {
        "grader/__init__.py",
        "grader/student",
    }
    for name in (
        "grader/student/__init__.py",
        "grader/student/datasets/cats.h5",
        "grader/student/datasets/licenses/emoji.txt",
        "grader/student/public/week1/lines.json",
        f"{info}/licenses/LICENSE",
    ):
        assert name in files
    assert not any("make_cats" in name or "__pycache__" in name for name in files)


def test_the_wheel_asks_for_what_students_need_in_the_courses_versions(wheel: Path) -> None:
    [metadata] = [text for name, text in contents(wheel).items() if name.endswith("METADATA")]
    lines = metadata.decode().splitlines()
    assert [line for line in lines if line.startswith("Requires-Dist")] == [
        f"Requires-Dist: {requirement}"
        for requirement in (
            *("h5py>=3.11", "ipywidgets", "jupyterlab", "matplotlib", "numpy>=2.1", "pillow"),
        )
    ]
    assert "Requires-Python: <3.15,>=3.11" in lines
    assert "License-Expression: MIT" in lines


def test_the_wheels_record_is_right(wheel: Path) -> None:
    files = contents(wheel)
    [record] = [text for name, text in files.items() if name.endswith("RECORD")]
    rows = list(csv.reader(io.StringIO(record.decode())))
    assert {row[0] for row in rows} == set(files)
    for name, digest, _ in rows:
        if digest:
            expected = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest())
            assert digest == "sha256=" + expected.decode().rstrip("=")


def test_the_unpacked_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    # What an installer does with a wheel of pure Python is to unpack it.
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path)
    code = (
        "import importlib.util, sys, grader.student, importlib.metadata as m\n"
        "print(grader.student.__file__, m.version('neural-notebooks-student'))\n"
        "assert importlib.util.find_spec('grader.exercises') is None\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [str(tmp_path / "grader/student/__init__.py"), "0.7.1"]


def test_the_zip_unpacks_into_a_folder_of_its_own(built: Path, tmp_path: Path) -> None:
    archive = build_student_zip(built, "week1", tmp_path / "out")
    assert archive == tmp_path / "out/week1.zip"
    release = (built / "release/week1/lines.ipynb").read_bytes()
    assert contents(archive) == {"week1/lines.ipynb": release}


def test_package_makes_everything(built: Path, tmp_path: Path) -> None:
    names = [path.name for path in package(built, None, tmp_path)]
    assert names[0].endswith(".whl")
    assert names[1:] == ["week1.zip", "week2.zip"]
    assert [path.name for path in package(built, "week2", tmp_path)][1:] == ["week2.zip"]


def test_no_file_for_students_has_a_solution(built: Path, tmp_path: Path) -> None:
    for archive in package(built, None, tmp_path):
        for name, content in contents(archive).items():
            assert not any(secret in content for secret in SECRETS), name


def test_a_solution_on_its_way_out_is_stopped(fresh: Path, tmp_path: Path) -> None:
    (fresh / "grader/student/answers.py").write_text(
        "def f(x, w, b):\n    scaled = np.multiply(w, x)\n    y = scaled + b\n    return y\n"
    )
    with pytest.raises(BuildError, match=r"answers\.py may not go to students"):
        build_student_wheel(fresh, tmp_path / "out")
    source = (fresh / "source/week1/lines.ipynb").read_bytes()
    (fresh / "release/week1/lines.ipynb").write_bytes(source)
    with pytest.raises(BuildError, match=r"week1/lines\.ipynb may not go to students"):
        build_student_zip(fresh, "week1", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["week9", "", "../source/week1"])
def test_an_assignment_that_is_not_there_is_refused(built: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BuildError, match="week1, week2"):
        build_student_zip(built, name, tmp_path)
    assert not list(tmp_path.iterdir())
