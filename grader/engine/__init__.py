"""Judging one submission: ``grader.engine.judge.judge_one(job, course_root) -> Judged``."""
