"""Judging one submission: ``grader.engine.stock.grade(submission, desk) -> Result``."""
