"""Notebooks for tests, made in memory."""

from collections.abc import Sequence
from typing import Any


def cell(source: str, **marks: Any) -> dict[str, Any]:
    """A code cell; marks are nbgrader's, and without any it is none of nbgrader's cells."""
    full = {"schema_version": 3, "grade": False, "solution": False, "locked": False, **marks}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": marks.get("grade_id", "plain"),
        "metadata": {"nbgrader": full} if marks else {},
        "outputs": [],
        "source": source,
    }


def notebook_of(cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A notebook of these cells, as JupyterLab writes it."""
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": [*cells],
        "metadata": {"kernelspec": spec, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
