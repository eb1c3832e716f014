"""Which settings of an nbgrader course are obeyed when it is graded, and how.

Every setting that the grading reads is in `SETTINGS`; `Configuration.value` reads no other one, and
the table in the documentation is written from it.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True)
class Setting:
    """One setting, or all settings of a class.

    Parameters
    ----------
    name : str
        Such as ``CourseDirectory.ignore``, or a pattern such as ``Exchange*.*``.
    effect : str
        What it does when a class is graded: a sentence.
    is_obeyed : bool
        If not, the sentence is shown when a course sets it.
    default : object
        The value of a course that does not set it.
    agreed : object
        The value with which nbgrader does what is done here, if it is not obeyed.
    """

    name: str
    effect: str
    is_obeyed: bool = True
    default: Any = None
    agreed: Any = None


_BY_NBGRADER: Final = (
    "nbgrader's own class runs with it when the assignment is entered into the gradebook."
)
BASES: Final = MappingProxyType({"Execute": ("ExecutePreprocessor", "NotebookClient")})
"""The classes of which another one inherits settings; its own come first."""

_NO_KERNEL: Final = "No kernel is started: the cells run in a sandbox."

SETTINGS: Final = (
    Setting("CourseDirectory.course_id", "The course in the gradebook.", default=""),
    Setting("CourseDirectory.root", "Where the folders of the course are.", default=""),
    Setting(
        "CourseDirectory.directory_structure",
        "Where source and release are. Submissions are in DIR/STUDENT/ASSIGNMENT, and results in "
        "nbgrader's own order of folders.",
        default="{nbgrader_step}/{student_id}/{assignment_id}",
    ),
    Setting("CourseDirectory.source_directory", "The instructor's notebooks.", default="source"),
    Setting("CourseDirectory.release_directory", "The students' notebooks.", default="release"),
    Setting(
        "CourseDirectory.db_url",
        "The gradebook, unless --db or --into names another one.",
        default="",
    ),
    Setting(
        "CourseDirectory.ignore",
        "Files beside notebooks that are left out.",
        default=(".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"),
    ),
    *(
        Setting(
            f"CourseDirectory.{name}",
            "Not obeyed, as in nbgrader when it grades: only its exchange reads it.",
            is_obeyed=False,
        )
        for name in ("include", "max_file_size")
    ),
    Setting(
        "CourseDirectory.*_directory",
        "Not obeyed: submissions are in the folder of --submitted, and results in autograded/ and "
        "feedback/ of the folder of --into.",
        is_obeyed=False,
    ),
    Setting(
        "CourseDirectory.*",
        "Not obeyed: `course grade` is given its assignment and its submissions.",
        is_obeyed=False,
    ),
    Setting(
        "Autograde.exclude_overwriting",
        "Files of a student that are kept where the course has a file of the same name.",
        default=MappingProxyType({}),
    ),
    Setting(
        "Autograde.sanitize_preprocessors",
        "A course's own preprocessors change the submitted notebook before it runs, in this order. "
        "nbgrader's own are not needed: each submission is restored from the release.",
        default=(),
    ),
    Setting(
        "Autograde.autograde_preprocessors",
        "A course's own preprocessors above Execute change the notebook before it runs, and those "
        "below it the executed notebook, in this order.",
        default=(),
    ),
    Setting(
        "Autograde.*",
        "Not obeyed: every folder of a student is graded, and no earlier result is overwritten "
        "without need.",
        is_obeyed=False,
    ),
    Setting(
        "Execute.timeout",
        "Seconds of a cell, then it is interrupted and the next cell runs. All cells of a notebook "
        "together get at most 3 times as much, and at least 3 minutes.",
        default=None,
    ),
    Setting(
        "Execute.error_on_timeout",
        "Not obeyed: below a cell that took too long is a CellTimeout.",
        is_obeyed=False,
    ),
    Setting(
        "Execute.interrupt_on_timeout",
        "Not obeyed: a cell that takes too long is interrupted, and the next one runs.",
        is_obeyed=False,
        agreed=True,
    ),
    Setting(
        "Execute.kernel_name",
        "Must be a kernel of Python, or nothing is graded.",
        default="",
    ),
    Setting(
        "Execute.allow_errors",
        "Not obeyed, as in nbgrader: the cells below an error run.",
        is_obeyed=False,
        agreed=True,
    ),
    Setting("Execute.startup_timeout", f"Not obeyed: {_NO_KERNEL}", is_obeyed=False),
    Setting("Execute.*", f"Not obeyed: {_NO_KERNEL}", is_obeyed=False),
    *(
        setting
        for base in BASES["Execute"]
        for setting in (
            Setting(f"{base}.timeout", "The same, where Execute.timeout is not set."),
            Setting(f"{base}.kernel_name", "The same, where Execute.kernel_name is not set."),
            Setting(
                f"{base}.allow_errors",
                "Not obeyed, as in nbgrader: the cells below an error run.",
                is_obeyed=False,
                agreed=True,
            ),
            Setting(
                f"{base}.interrupt_on_timeout",
                "Not obeyed: a cell that takes too long is interrupted, and the next one runs.",
                is_obeyed=False,
                agreed=True,
            ),
            Setting(f"{base}.*", f"Not obeyed: {_NO_KERNEL}", is_obeyed=False),
        )
    ),
    Setting(
        "BaseConverter.*",
        "Not obeyed: a class is graded without nbgrader's converters, their hooks and permissions.",
        is_obeyed=False,
    ),
    *(
        Setting(
            f"{name}.*",
            "Not obeyed: outputs and metadata of a submission are left out in any case.",
            is_obeyed=False,
        )
        for name in ("ClearOutputPreprocessor", "ClearMetadataPreprocessor")
    ),
    Setting(
        "IgnorePattern.*",
        "Removes what matches on stderr from the graded notebooks.",
    ),
    Setting("LimitOutput.*", "Shortens the outputs of the graded notebooks."),
    Setting(
        "ClearSolutions.begin_solution_delimeter",
        "The line above a solution: a cell magic below it counts as the first line of its cell.",
        default="BEGIN SOLUTION",
    ),
    Setting(
        "ClearSolutions.end_solution_delimeter",
        "The line below a solution.",
        default="END SOLUTION",
    ),
    Setting(
        "ClearHiddenTests.begin_test_delimeter",
        "The line above a hidden test.",
        default="BEGIN HIDDEN TESTS",
    ),
    Setting(
        "ClearHiddenTests.end_test_delimeter",
        "The line below a hidden test.",
        default="END HIDDEN TESTS",
    ),
    Setting(
        "GenerateAssignment.preprocessors",
        "Those above SaveCells make the text of the tests.",
        default=None,
    ),
    *(
        Setting(f"{name}.*", _BY_NBGRADER)
        for name in (
            "GenerateAssignment",
            "IncludeHeaderFooter",
            "InstantiateTests",
            "ClearSolutions",
            "ClearHiddenTests",
            "ClearMarkScheme",
            "ClearOutput",
            "LockCells",
            "ComputeChecksums",
            "SaveCells",
            "CheckCellMetadata",
        )
    ),
    Setting("AssignLatePenalties.plugin_class", "Computes the penalty of late submissions."),
    Setting("AssignLatePenalties.*", "nbgrader's own class runs with it."),
    Setting("LateSubmissionPlugin.*", "Computes the penalty of late submissions."),
    Setting(
        "OverwriteCells.*",
        "Not obeyed: missing and changed cells are always restored from the release.",
        is_obeyed=False,
    ),
    Setting(
        "OverwriteKernelspec.*",
        "Not obeyed: the cells run in the Python of this grader.",
        is_obeyed=False,
    ),
    Setting("DeduplicateIds.*", "Not obeyed: no cell is judged twice.", is_obeyed=False),
    Setting("SaveAutoGrades.*", "Not obeyed: points are written by the grader.", is_obeyed=False),
    Setting("GenerateFeedback.*", "`course feedback` runs nbgrader's own class with it."),
)
"""The first one whose name matches is that of a setting."""


def setting_of(name: str) -> Setting | None:
    """Return the entry of a setting, None if it has nothing to do with grading."""
    return next((each for each in SETTINGS if fnmatchcase(name, each.name)), None)


def table() -> str:
    """Return the table in the documentation, as Markdown."""
    lines = ["| setting | when a class is graded |", "|---|---|"]
    lines += [f"| `{each.name}` | {each.effect} |" for each in SETTINGS]
    return "\n".join(lines) + "\n"
