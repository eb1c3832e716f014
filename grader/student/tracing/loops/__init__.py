"""Read the source of a student's functions: its loops, and what its text does not show."""

from grader.student.tracing.loops.findings import (
    first_loop,
    first_ready_made,
    has_loop,
)
from grader.student.tracing.loops.source import (
    AMBIGUOUS,
    PATCHED,
    TOO_LONG,
    FunctionSource,
    SourceFinding,
    read_sources,
)
from grader.student.tracing.loops.unresolved import first_unresolved

__all__ = [
    "AMBIGUOUS",
    "PATCHED",
    "TOO_LONG",
    "FunctionSource",
    "SourceFinding",
    "first_loop",
    "first_ready_made",
    "first_unresolved",
    "has_loop",
    "read_sources",
]
