"""Trace a student's function: the shapes on its lines, and the loops in its source."""

from grader.student.tracing.findings import (
    Finding,
    GrowingBroadcast,
    RankOne,
    explain_finding,
)
from grader.student.tracing.instrumentation import NotTraceable
from grader.student.tracing.loops import (
    AMBIGUOUS,
    PATCHED,
    TOO_LONG,
    FunctionSource,
    SourceFinding,
    first_loop,
    first_ready_made,
    first_unresolved,
    has_loop,
    read_sources,
)
from grader.student.tracing.shape_report import trace_shapes
from grader.student.tracing.syntax import Statement
from grader.student.tracing.trace_records import Trace, TracedError, TracedStatement
from grader.student.tracing.tracer import TraceableOutOfProcessFunction, trace_silently

__all__ = [
    "AMBIGUOUS",
    "PATCHED",
    "TOO_LONG",
    "Finding",
    "FunctionSource",
    "GrowingBroadcast",
    "NotTraceable",
    "RankOne",
    "SourceFinding",
    "Statement",
    "Trace",
    "TraceableOutOfProcessFunction",
    "TracedError",
    "TracedStatement",
    "explain_finding",
    "first_loop",
    "first_ready_made",
    "first_unresolved",
    "has_loop",
    "read_sources",
    "trace_shapes",
    "trace_silently",
]
