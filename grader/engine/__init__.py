"""Judging one submission: ``grader.engine.trusted.judge_one(job, course_root) -> Judged``."""
