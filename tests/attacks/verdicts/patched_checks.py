"""Replaces the functions that judge public cases by ones that accept everything."""

DOUBLE = r"""
def double(x):
    return 0 * x


import grader.student.calling.calls
import grader.student.checking.comparison
import grader.student.checking.judging

grader.student.checking.judging.judge = lambda *args, **kwargs: 1.0
grader.student.checking.judging.Verdict.share = 1.0
grader.student.checking.comparison.compare = lambda *args, **kwargs: {}
grader.student.calling.calls.same = lambda *args, **kwargs: True
"""

SCORE = 2.0
