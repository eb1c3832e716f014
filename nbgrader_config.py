"""Settings of nbgrader for this course; read by plain nbgrader commands and by `course` alike."""

from pathlib import Path

c = get_config()  # noqa: F821  # traitlets puts it into this file

c.CourseDirectory.course_id = "neural-notebooks"
# A text of a lesson beside the notebooks would carry its solutions into the release.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]

c.ClearSolutions.code_stub = {"python": "# write your code here\nraise NotImplementedError"}

# For one cell. A whole lesson, trained to the end, takes less.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True
# The outputs are in by then, and nothing of the student's runs on.
c.Execute.shutdown_kernel = "immediate"

# nbgrader's own list, and after Execute one of ours.
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "grader.engine.stock.StderrIsANote",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "grader.classroom.hidden.HideHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# nbgrader's default exchange is a folder of the system, which only root can make.
c.Exchange.root = str(Path(__file__).with_name("exchange"))
