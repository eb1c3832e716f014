"""Names of what judges, as results carry them; another number where other verdicts may come out."""

IN_PROCESS = "in-process 1"
"""In the process that asks, as where an exercise is tried out."""

TRUSTED = "trusted 1"
"""Outside of the student's process."""
