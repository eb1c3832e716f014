"""What is asked, what people get wrong, what counts as right: never installed for students."""

from grader.exercises.catalog import built_on, exercises_of, notebooks
from grader.exercises.exercise import Exercise, mistaken_source
from grader.exercises.header import Header
from grader.exercises.hidden_test import score
from grader.exercises.public_data import public_cases
from grader.exercises.reference import course_root, load_reference

__all__ = [
    "Exercise",
    "Header",
    "built_on",
    "course_root",
    "exercises_of",
    "load_reference",
    "mistaken_source",
    "notebooks",
    "public_cases",
    "score",
]
