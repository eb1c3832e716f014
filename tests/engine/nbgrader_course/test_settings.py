import re
from pathlib import Path

import pytest
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Configurable

from grader.engine.nbgrader_course.configuration import read_configuration
from grader.engine.nbgrader_course.settings import BASES, SETTINGS, setting_of, table

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "nbgrader-settings.md"


def test_the_table_of_the_documentation_is_that_of_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.endswith(table()), "write the table of docs/nbgrader-settings.md anew"


def test_each_setting_with_a_default_is_read_by_the_code() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "grader").rglob("*.py")
        if path.name != "settings.py"
    )
    read = set(re.findall(r'"([A-Z]\w+\.\w+)"', code))
    # `Configuration.step` makes these two names.
    read |= {"CourseDirectory.source_directory", "CourseDirectory.release_directory"}
    exact = {each.name for each in SETTINGS if each.is_obeyed and "*" not in each.name}
    by_nbgrader: set[str] = set()
    inherited = {name for name in exact if any(name.partition(".")[0] in b for b in BASES.values())}
    assert exact - by_nbgrader - inherited <= read


@pytest.mark.parametrize(
    ("name", "is_obeyed"),
    [
        ("CourseDirectory.ignore", True),
        ("CourseDirectory.autograded_directory", False),
        ("CourseDirectory.student_id_exclude", False),
        ("Execute.timeout", True),
        ("Execute.startup_timeout", False),
        ("Execute.allow_errors", False),
        ("Execute.error_on_timeout", False),
        ("LimitOutput.max_lines", True),
        ("IgnorePattern.pattern", True),
        ("ClearSolutions.begin_solution_delimeter", True),
        ("AssignLatePenalties.plugin_class", True),
    ],
)
def test_what_a_setting_does_is_known(name: str, is_obeyed: bool) -> None:
    found = setting_of(name)
    assert found is not None and found.is_obeyed is is_obeyed


OF_NO_GRADING = {
    "Application": "the log",
    "JupyterApp": "the command line",
    "NbConvertBase": "nbconvert's formats",
    "NbGrader": "the log",
    "NbGraderPreprocessor": "of all preprocessors at once: only a course's own ones run",
    "Preprocessor": "the same",
}


def test_every_setting_that_nbgrader_reads_when_it_grades_is_known() -> None:
    grading = (AutogradeApp, Autograde, CourseDirectory)
    listed = [
        kind
        for name in ("sanitize_preprocessors", "autograde_preprocessors")
        for kind in getattr(Autograde(parent=None), name)
    ]
    kinds = {base for kind in (*grading, *listed) for base in kind.__mro__}
    sections = {
        f"{kind.__name__}.{name}"
        for kind in kinds
        if issubclass(kind, Configurable) and kind.__name__ not in OF_NO_GRADING
        for name in kind.class_own_traits(config=True)
    }
    assert len(sections) > 60
    assert sorted(name for name in sections if setting_of(name) is None) == []


@pytest.mark.parametrize(
    ("settings", "seconds"),
    [
        ("", None),
        ("c.ExecutePreprocessor.timeout = 7", 7),
        ("c.NotebookClient.timeout = 7", 7),
        ("c.NotebookClient.timeout = 7\nc.Execute.timeout = 3", 3),
    ],
)
def test_a_setting_is_inherited_as_in_nbgrader(
    tmp_path: Path, settings: str, seconds: int | None
) -> None:
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}\n", "utf-8")
    found = read_configuration(tmp_path)
    assert found.value("Execute.timeout") == seconds
    assert found.not_obeyed() == []


@pytest.mark.parametrize("name", ["Exchange.root", "FormgradeApp.ip", "NbGrader.logfile"])
def test_settings_of_other_parts_of_nbgrader_are_not_talked_of(name: str) -> None:
    assert setting_of(name) is None


SETTINGS_FILE = """
c = get_config()
c.CourseDirectory.source_directory = "quellen"
c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"
c.CourseDirectory.ignore.append("*.tmp")
c.CourseDirectory.autograded_directory = "elsewhere"
c.Exchange.root = "/srv"
c.Execute.allow_errors = True
"""


def test_a_course_is_found_where_its_settings_say(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(SETTINGS_FILE, encoding="utf-8")
    found = read_configuration(tmp_path)
    assert found.step("source", "ps1") == tmp_path / "quellen" / "ps1"
    assert found.keeps("a/b.txt") and not found.keeps("a/b.tmp") and not found.keeps("feedback/a")
    told = found.not_obeyed()
    assert len(told) == 1 and told[0].startswith("CourseDirectory.autograded_directory in")
    for name in ("x", "y"):
        (tmp_path / "quellen" / name).mkdir(parents=True)
    (tmp_path / "quellen" / "y" / "a.ipynb").touch()
    assert found.assignments() == ("y",)
    with pytest.raises(KeyError):
        found.value("Execute.startup_timeout")
