from pathlib import Path

import pytest

from grader.engine.nbgrader_course.configuration import read_configuration
from grader.engine.nbgrader_course.own_preprocessors import (
    Preprocessors,
    not_run,
    preprocessors_of,
)
from grader.student.text import CourseError
from tests.nbgrader_courses import exercise, notebook

OWN = """
from nbconvert.preprocessors import ExecutePreprocessor, Preprocessor


class First(Preprocessor):
    enabled = True

    def preprocess(self, nb, resources):
        nb.cells[0].source += " # " + resources["nbgrader"]["student"]
        return nb, resources


class Second(First):
    def preprocess(self, nb, resources):
        nb.cells[0].source += "!"
        return nb, resources


class Runs(ExecutePreprocessor):
    enabled = True


class Fails(First):
    def preprocess(self, nb, resources):
        raise ValueError("no")
"""
TASK = {"student": "amy", "assignment": "ps1", "notebook": "a", "db_url": "sqlite://"}


def read(folder: Path, settings: str) -> Preprocessors:
    module = f"own_{folder.name}"
    (folder / f"{module}.py").write_text(OWN, encoding="utf-8")
    text = f"c = get_config()\n{settings.replace('own.', f'{module}.')}\n"
    (folder / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return preprocessors_of(read_configuration(folder))


def names(found: Preprocessors) -> tuple[list[str], list[str]]:
    return [each.__name__ for each in found.before], [each.__name__ for each in found.after]


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("", ([], [])),
        ("c.LimitOutput.max_lines = 5", ([], ["LimitOutput"])),
        (
            'c.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.ClearOutput", '
            '"own.First", "ClearOutput", "own.Second"]',
            (["First", "Second"], []),
        ),
        (
            'c.Autograde.autograde_preprocessors = ["own.Second", "nbgrader.preprocessors.Execute",'
            ' "nbgrader.preprocessors.LimitOutput", "own.First"]\nc.IgnorePattern.pattern = "x"',
            (["Second"], ["First"]),
        ),
    ],
)
def test_those_of_the_course_run_in_their_order(
    tmp_path: Path, settings: str, wanted: tuple[list[str], list[str]]
) -> None:
    assert names(read(tmp_path, settings)) == wanted


def test_what_does_not_run_is_named_and_no_kernel_runs_without_the_sandbox(
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path,
        'c.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.ClearOutput", "own.Runs", '
        '"nbconvert.preprocessors.RegexRemovePreprocessor", "nbgrader.preprocessors.LockCells"]\n'
        'c.Autograde.autograde_preprocessors = ["own.First", "own.Runs", "own.Second", '
        '"nbconvert.preprocessors.ExecutePreprocessor"]',
    )
    assert names(found) == (["First"], ["Second"])
    told = not_run(found.configuration)
    for name, sentence in zip(
        ("Runs", "RegexRemovePreprocessor", "LockCells", "Runs", "ExecutePreprocessor"),
        told,
        strict=True,
    ):
        assert f"nbgrader_config.py: {name} " in sentence and "not run" in sentence
    for settings in ("", 'c.Autograde.sanitize_preprocessors = ["own.First"]'):
        assert not_run(read(tmp_path, settings).configuration) == []
    assert not_run(read_configuration(Path(__file__).parents[3])) == []


def test_they_change_a_notebook_and_an_error_names_the_one_that_failed(tmp_path: Path) -> None:
    settings = 'c.Autograde.sanitize_preprocessors = ["own.First", "own.Second", "own.Fails"]'
    found = read(tmp_path, settings)
    content = notebook([exercise("x = 1")], 5)
    made = found.run(found.before[:2], content, TASK, tmp_path)
    assert made["cells"][0]["source"] == "x = 1 # amy!"
    assert found.run((), content, TASK, tmp_path) is content
    with pytest.raises(CourseError, match=r"preprocessor Fails failed \(ValueError: no\)"):
        found.run(found.before, content, TASK, tmp_path)


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"gone\.Gone .* cannot be imported"):
        read(tmp_path, 'c.Autograde.sanitize_preprocessors = ["gone.Gone"]')
