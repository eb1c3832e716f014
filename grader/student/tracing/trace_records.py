"""What is recorded of a traced call."""

from dataclasses import dataclass, field
from typing import Any

from grader.student.calling import Location
from grader.student.tracing.findings import Finding
from grader.student.tracing.shape_text import Observed
from grader.student.tracing.syntax import Statement


@dataclass
class TracedStatement:
    """A statement that was executed.

    Attributes
    ----------
    shape_texts : list of str
        Its shapes in the first execution, and those of later ones that differ.
    has_arrays : bool
        Whether any of its values was an array.
    executions : int
        How often it was executed.
    iterations : int
        For a loop, the number of iterations.
    findings : list of RankOne and GrowingBroadcast
    helper_statements : list of TracedStatement
        For a call of a helper, the helper's statements that have findings.
    observed_shapes : set
        All combinations of shapes that were observed.
    """

    statement: Statement
    shape_texts: list[str] = field(default_factory=list)
    has_arrays: bool = False
    executions: int = 0
    iterations: int = 0
    findings: list[Finding] = field(default_factory=list)
    helper_statements: "list[TracedStatement]" = field(default_factory=list)
    observed_shapes: set[tuple[tuple[int, Observed], ...]] = field(default_factory=set)


@dataclass(frozen=True)
class TracedError:
    """The exception that ended a traced call.

    Attributes
    ----------
    statement : TracedStatement or None
        The statement that raised it, with the shapes of its operands.
    iteration : int
        In which iteration of a loop that was, 1 outside of loops.
    caller : TracedStatement or None
        If that statement is in a helper: the function's own statement that called the helper.
    earlier : tuple of TracedStatement
        The helper's statements before it.
    """

    kind: str
    text: str
    location: Location | None
    statement: TracedStatement | None = None
    iteration: int = 1
    caller: TracedStatement | None = None
    earlier: tuple[TracedStatement, ...] = ()


@dataclass(frozen=True)
class Trace:
    """What was observed of one call.

    Attributes
    ----------
    name : str
        Name of the function.
    value : object
        What it returned, None if it raised an exception.
    arguments : str
        Its arguments with their shapes.
    statements : tuple of TracedStatement
        The function's own statements that were executed, in the order of the lines.
    findings : tuple of RankOne and GrowingBroadcast
        In the order in which they were found, those of helpers included.
    error : TracedError or None
        The exception, if one was raised.
    is_generator : bool
        Whether the function's lines run only when something iterates over its result.
    tracer_error : Exception or None
        An error of the tracer itself; the function continued without being traced.
    """

    name: str
    value: Any
    arguments: str
    statements: tuple[TracedStatement, ...]
    findings: tuple[Finding, ...]
    error: TracedError | None = None
    is_generator: bool = False
    tracer_error: Exception | None = None
