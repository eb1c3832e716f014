"""Judging one graded cell: its test runs in the judge, with the student's functions as arguments.

Other packages use `cell_judge.CellJudge`, `outcome.Outcome`, `static_analysis` and the parts of a
cell in `test_cell`. `reference_notebook` and `reference_guard` are for tests of other courses.
"""
