"""How this lesson writes numbers."""

from __future__ import annotations


def format_number(value: float) -> str:
    """Write a number with at most four digits, and no sign on zero."""
    return f"{value + 0.0:.4g}"
