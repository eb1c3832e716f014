"""Judging one submission: see `grader.engine.judging.trusted_judge.TrustedJudge`."""
