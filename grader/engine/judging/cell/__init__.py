"""Judging one graded cell: its test runs in the judge, with the student's functions as arguments.

Other packages use `cell_judge.CellJudge`, `outcome.CellOutcome`, and the parts of a cell in
`autograder_tests`. `static_analysis` is for the rules about code; `reference_notebook` and
`reference_comparison` are for tests that do not use `grader.exercises`.
"""
