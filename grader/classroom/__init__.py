"""Judging a class: what was handed in, the grades, the feedback pages and the report."""
