"""All that the record uses of the package `grader`: for older code only this module changes."""

from pathlib import Path

import grader
from grader.engine.judging.cell.autograder_tests import hidden, run_test
from grader.exercises import hidden_test
from grader.exercises.catalog import exercises_of, notebooks
from grader.exercises.exercise import changed_source
from grader.exercises.reference import Function, Reference, load_reference, variant_of
from grader.student import notebook as lesson

MIME = hidden_test.MIME

ROOT = Path(grader.__file__).parents[1]
"""The checkout whose code is imported."""

PUBLIC = ROOT / "grader" / "student" / "public"
"""Where the public cases of the notebooks are."""

__all__ = [
    "MIME",
    "PUBLIC",
    "ROOT",
    "Function",
    "Reference",
    "changed_source",
    "exercises_of",
    "hidden",
    "hidden_test",
    "lesson",
    "load_reference",
    "notebooks",
    "run_test",
    "variant_of",
]
