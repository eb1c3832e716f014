"""The generated trees on the disk: all new or all old."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.build import (
    BuildError,
    StaleError,
    build,
    build_course,
    check_course,
    differences,
    find_differences,
    require_up_to_date,
    write_tree,
)
from grader.student.text import CourseError
from tests.build.made_up import CHECKOUT, build_made_up, exercises_of, public_cases, snapshot

FAKES = {"exercises_of": exercises_of, "public_cases": public_cases}
GENERATED = [
    Path("grader/student/public/week1/lines.json"),
    Path("release/week1/lines.ipynb"),
    Path("release/week2/rest.ipynb"),
    Path("source/week1/lines.ipynb"),
    Path("source/week2/rest.ipynb"),
]

TREES = st.dictionaries(
    st.sampled_from(
        [
            PurePosixPath(f"{folder}/week{week}/{name}")
            for folder, name in [
                ("source", "a.ipynb"),
                ("source", "b.ipynb"),
                ("release", "a.ipynb"),
                ("grader/student/public", "a.json"),
            ]
            for week in (1, 2)
        ]
    ),
    st.sampled_from([b"one", b"two", b"\r\n\xff"]),
    max_size=8,
)


def test_a_build_makes_all_trees_and_a_second_one_changes_nothing(course: Path) -> None:
    assert check_course(course, **FAKES) == GENERATED
    assert build_made_up(course) == GENERATED
    before = {path: (course / path).stat().st_mtime_ns for path in GENERATED}
    assert build_made_up(course) == []
    assert {path: (course / path).stat().st_mtime_ns for path in GENERATED} == before
    assert check_course(course, **FAKES) == []
    require_up_to_date(course, **FAKES)
    assert sorted(course.iterdir()) == [
        course / name for name in ("grader", "nbgrader_config.py", "notebooks", "release", "source")
    ]


def test_public_cases_get_solutions_and_headers(built: Path) -> None:
    content = (built / "grader/student/public/week1/lines.json").read_text(encoding="utf-8")
    assert '"number": "1.1"' in content
    assert '"points": 2.5' in content


def test_check_names_each_file_its_state_and_the_command(fresh: Path) -> None:
    (fresh / "source/week1/lines.ipynb").write_bytes(b"{}")
    (fresh / "release/week2/rest.ipynb").unlink()
    (fresh / "release/week1/old.ipynb").write_bytes(b"{}")
    (fresh / "source/week1/lines.py").write_bytes(b"# would be released by nbgrader\n")
    before = snapshot(fresh)

    states = {str(difference) for difference in find_differences(fresh, **FAKES)}
    assert states == {
        "source/week1/lines.ipynb is stale",
        "release/week2/rest.ipynb is missing",
        "release/week1/old.ipynb is superfluous",
        "source/week1/lines.py is superfluous",
    }
    with pytest.raises(StaleError) as refusal:
        require_up_to_date(fresh, **FAKES)
    assert "course build" in str(refusal.value)
    assert all(state in str(refusal.value) for state in states)
    assert snapshot(fresh) == before


def test_an_edit_of_the_text_makes_its_files_stale(fresh: Path) -> None:
    path = fresh / "notebooks/week2/rest.py"
    path.write_text(path.read_text().replace("Nothing", "Something"))
    assert check_course(fresh, **FAKES) == [
        Path("release/week2/rest.ipynb"),
        Path("source/week2/rest.ipynb"),
    ]


def test_public_cases_of_another_processor_are_up_to_date_and_stay(fresh: Path) -> None:
    path = PurePosixPath("grader/student/public/week1/lines.json")

    def states(new: bytes) -> list[str]:
        return [str(found) for found in differences(fresh, {path: new}) if found.path == Path(path)]

    (fresh / path).write_bytes(b'{"expected": 0.12345678}')
    assert states(b'{"expected": 0.12345679}') == []
    write_tree(fresh, {path: b'{"expected": 0.12345679}'})
    assert (fresh / path).read_bytes() == b'{"expected": 0.12345678}'
    assert states(b'{"expected": 0.1235}') == [f"{path} is stale"]


def test_a_lesson_that_is_gone_takes_its_files_along(fresh: Path) -> None:
    (fresh / "notebooks/week2/rest.py").unlink()
    (fresh / "source/week1/.ipynb_checkpoints").mkdir()
    (fresh / "source/week1/.ipynb_checkpoints/lines.ipynb").write_text("{}")
    assert build_made_up(fresh) == [
        Path("release/week2/rest.ipynb"),
        Path("source/week2/rest.ipynb"),
    ]
    assert not (fresh / "source/week2").exists()
    assert (fresh / "source/week1/.ipynb_checkpoints/lines.ipynb").exists()


@given(old=TREES, new=TREES, fails_at=st.integers(0, 9))
def test_writing_is_all_or_nothing(
    old: dict[PurePosixPath, bytes], new: dict[PurePosixPath, bytes], fails_at: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source").mkdir()
        (root / "source/notes.txt").write_text("of the instructor")
        write_tree(root, old)
        before = snapshot(root)
        assert before == {"source/notes.txt": b"of the instructor"} | {
            str(path): content for path, content in old.items()
        }
        folders = sorted(path for path in root.rglob("*") if path.is_dir())

        replace, unlink, calls = os.replace, Path.unlink, iter(range(100))

        def fail_once() -> None:
            if next(calls) == fails_at:
                raise OSError("the disk is full")

        def failing_replace(source: Path, target: Path) -> None:
            fail_once()
            replace(source, target)

        def failing_unlink(path: Path, missing_ok: bool = False) -> None:
            fail_once()
            unlink(path, missing_ok)

        with (
            mock.patch("os.replace", failing_replace),
            mock.patch.object(Path, "unlink", failing_unlink),
        ):
            try:
                write_tree(root, new)
            except OSError:
                assert snapshot(root) == before
                assert sorted(path for path in root.rglob("*") if path.is_dir()) == folders
                return
        assert snapshot(root) == {"source/notes.txt": b"of the instructor"} | {
            str(path): content for path, content in new.items()
        }


def test_a_build_that_fails_while_it_computes_writes_nothing(fresh: Path) -> None:
    (fresh / "notebooks/week2/rest.py").write_text('# %% locked="setup"\nx = 1\n')
    before = snapshot(fresh)

    def broken(*_: object) -> bytes:
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        build_course(fresh, exercises_of=exercises_of, public_cases=broken)
    assert snapshot(fresh) == before


def test_an_exercise_value_that_does_not_fit_is_named_with_its_lesson(fresh: Path) -> None:
    def refused(*_: object) -> bytes:
        raise CourseError("line: 'scaled' stands 2 times in the solution's cell, not once")

    with pytest.raises(BuildError, match=r"notebooks/week1/lines\.py: line: 'scaled' stands"):
        build_course(fresh, exercises_of=exercises_of, public_cases=refused)


def test_a_configuration_that_keeps_solutions_is_refused(fresh: Path) -> None:
    with (fresh / "nbgrader_config.py").open("a") as config:
        config.write('c.ClearSolutions.begin_solution_delimeter = "NO SUCH WORDS"\n')
        config.write('c.ClearSolutions.end_solution_delimeter = "NO SUCH WORDS"\n')
        config.write("c.ClearSolutions.code_stub = {'python': 'y = scaled + b'}\n")
    before = snapshot(fresh)
    with pytest.raises(BuildError, match="line of the solution"):
        build_made_up(fresh)
    assert snapshot(fresh) == before


def test_a_folder_without_lessons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="There is no lesson"):
        build(tmp_path, **FAKES)


DIGESTS = """
import hashlib, sys
from pathlib import Path
sys.modules["rfc3987_syntax"] = None  # seconds of import for a check of addresses
from grader.student.text import CourseError
from tests.build.made_up import build_made_up
from grader.build import package
root = Path(sys.argv[1])
build_made_up(root)
package(root, None, root / "dist")
for folder in ("source", "release", "grader/student/public", "dist"):
    for path in sorted((root / folder).rglob("*")):
        if path.is_file():
            print(path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_same_bytes_in_every_process_folder_and_time(built: Path, tmp_path: Path) -> None:
    runs = []
    for seed in ("1", "2"):
        root = tmp_path / f"course{seed}"
        for path, content in snapshot(built).items():
            if path.startswith(("source", "release", "grader/student/public")):
                continue
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        runs.append(
            subprocess.Popen(
                [sys.executable, "-c", DIGESTS, str(root)],
                env={
                    **os.environ,
                    "PYTHONHASHSEED": seed,
                    "TZ": f"UTC{seed}",
                    "PYTHONPATH": os.pathsep.join([str(CHECKOUT), *sys.path]),
                },
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    first, second = (run.communicate()[0] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first == second
    assert len(first.splitlines()) == len(GENERATED) + 3


@pytest.mark.parametrize(
    "path",
    ["source/week1/notes.txt", "source/week1/.notes", "release/week1/data/old.ipynb.bak"],
)
def test_a_file_with_a_solution_beside_the_notebooks_is_refused(fresh: Path, path: str) -> None:
    (fresh / path).parent.mkdir(parents=True, exist_ok=True)
    (fresh / path).write_text("    scaled = np.multiply(w, x)\n    y = scaled + b\n")
    with pytest.raises(BuildError, match=f"{path} may not go to students"):
        build_made_up(fresh)
    (fresh / path).write_text("Only the names of the variables: scaled, y.\n")
    build_made_up(fresh)


def test_no_text_of_a_lesson_stays_beside_the_notebooks(fresh: Path) -> None:
    lesson = (fresh / "notebooks/week1/lines.py").read_bytes()
    stray = [fresh / "source/week1/lines.py", fresh / "release/week1/lines.py"]
    for path in stray:
        path.write_bytes(lesson)
    build_made_up(fresh)
    assert not any(path.exists() for path in stray)
