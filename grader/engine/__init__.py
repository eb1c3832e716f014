"""Judging one submission.

Other packages use `judging` (judges and results), `nbgrader_integration` (calling nbgrader) and
`doctor`; `own_check` judges a single notebook of a reader who learns alone. `nbgrader_config.py`
refers to `preprocessor.ExecuteAndJudge`. The parts of judging are `fork_server` (running a
notebook), `sandbox` (isolating it) and `remote` (a student's functions as functions of the judge).
"""
