"""Exercise `sigmoid`, which other notebooks have as well."""

from dataclasses import replace

from grader.exercises.content.sigmoid import SIGMOID

EXERCISE = replace(SIGMOID, equations={"a": "(2.2)"})
