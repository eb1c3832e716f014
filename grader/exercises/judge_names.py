"""Names of the judges, which each result records; a new number means that verdicts may differ."""

IN_PROCESS = "in-process 1"
"""Tests and student code in one process, for trying an exercise out."""

TRUSTED = "trusted 1"
"""Tests in a process that the student's code cannot reach."""
