"""Judging one graded cell: its test runs in the judge, with the student's functions as arguments.

Other packages use `cell_judge.CellJudge`, `outcome.Outcome`, and the parts of a cell in
`test_cell`. `static_analysis` is for the rules about code; `reference_notebook` and
`reference_guard` are for tests that do not use `grader.exercises`.
"""
