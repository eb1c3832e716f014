"""Settings of nbgrader for this course; read by plain nbgrader commands and by `course` alike."""

from pathlib import Path

c = get_config()  # noqa: F821  # traitlets puts it into this file

c.CourseDirectory.course_id = "neural-notebooks"
# Modules beside a student's notebook come along. `course build` keeps the texts of lessons, and
# every other file with a solution, out of source/ and release/.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]

c.ClearSolutions.code_stub = {"python": "# write your code here\nraise NotImplementedError"}

# nbgrader's own list, with the trusted judge in the place of Execute: student code runs in a
# sandbox, and hidden tests outside of it. What could not be judged gets no automatic score.
c.ExecuteAndJudge.course_root = str(Path(__file__).parent)
c.Autograde.autograde_preprocessors = [
    "grader.engine.preprocessor.ExecuteAndJudge",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "grader.engine.preprocessor.SaveJudgedGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "grader.classroom.pages.hide_hidden_tests.HideHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# c.Exchange.root is not set here: students enter the exchange, so it must not lie beside source/
# and the gradebook. /etc/jupyter/nbgrader_config.py is the place; `course doctor` looks at it.
