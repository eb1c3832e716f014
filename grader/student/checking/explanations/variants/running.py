"""Run changed copies of a function, each within the steps that it may take."""

import ast
import contextlib
import io
import tracemalloc
import types
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.student.calling import Plain, arrays_of, changes_arguments, copies
from grader.student.checking.explanations.variants.changes import (
    Change,
    Outcome,
    is_small,
    made,
    undone,
)
from grader.student.checking.explanations.variants.expressions import name_called
from grader.student.checking.explanations.variants.listing import listed_changes, located

_STEP = "_neural_notebooks_step"
_STEPS = 20_000
"""Iterations of its own loops that a changed copy may take beyond those of the function."""

_MOST_MEMORY = 20 << 20
"""Bytes that a function may take on a case. A changed number, such as an exponent, can make ten
times as much of it."""
TOO_COSTLY = 2**62

_LOOPS = (ast.For, ast.comprehension)
_MOST = 100 * _STEPS
_CALL = 15
"""How many calls of NumPy's functions one of a helper is worth."""


class _TooLong(BaseException):
    """A changed copy takes too many steps."""


@dataclass
class _Steps:
    """Counts iterations."""

    left: int = 0

    def __call__(self, iterable: Iterable[Any]) -> Iterator[Any]:
        for each in iterable:
            self.left -= 1
            if self.left < 0:
                raise _TooLong
            yield each


class Variants:
    """The changed copies of a function.

    Parameters
    ----------
    function : function
        Whose globals the copies have. They must do no more than compute: see `is_harmless`.
    text : str
        Its source.
    functions, words : sequence of str
        See `all_changes`.
    """

    def __init__(
        self,
        function: types.FunctionType,
        text: str,
        functions: Sequence[str],
        words: Sequence[str],
    ) -> None:
        self.listed = (tuple(functions), tuple(words))
        self.tree, changes = listed_changes(text, functions, words)
        self.changes = _counted(self.tree, changes)
        self._steps = _Steps()
        self._namespace = {**function.__globals__, _STEP: self._steps}
        self._used = 0

    def run(self, chosen: Sequence[Sequence[int]], arguments: Mapping[str, Plain]) -> list[Outcome]:
        """Run copies on one case.

        Parameters
        ----------
        chosen : sequence of sequences of int
            For each copy the numbers of its changes; none for the function as it is.
        """
        with _quietly():
            return [self._outcome(numbers, arguments) for numbers in chosen]

    def cost(self, arguments: Mapping[str, Plain]) -> int:
        """Return a measure of what a call of the function takes: calls, times iterations.

        One that takes much memory costs more than anybody has.
        """
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        weights = [_CALL if name_called(node) in self.listed[0] else 1 for node in calls]
        with _quietly(), _memory_counted() as peak:
            self._called(self._compiled(()), arguments, _MOST)
            memory = peak()
        if memory > _MOST_MEMORY:
            return TOO_COSTLY
        self._used = _MOST - max(self._steps.left, 0)
        return (1 + self._used) * sum(weights)

    def _outcome(self, numbers: Sequence[int], arguments: Mapping[str, Plain]) -> Outcome:
        try:
            function = self._compiled([self.changes[number] for number in numbers])
        except (SyntaxError, ValueError, TypeError, RecursionError):
            return Outcome(False)
        return self._called(function, arguments, _STEPS + 2 * self._used)

    def _compiled(self, changes: Sequence[Change]) -> Any:
        made(changes)
        try:
            code = compile(ast.Module([self.tree], []), "<changed copy>", "exec")
        finally:
            undone(changes)
        exec(code, self._namespace)
        return self._namespace[self.tree.name]

    def _called(self, function: Any, arguments: Mapping[str, Plain], steps: int) -> Outcome:
        self._steps.left = steps
        copied = copies(arguments)
        before = arrays_of(copied)
        try:
            value = function(*copied.values())
            changed = changes_arguments(copied, arguments, before)
            return Outcome(True, value, changed) if is_small(value) else Outcome(False)
        except (Exception, SystemExit, _TooLong):
            return Outcome(False)


def _counting(iterable: Any) -> ast.expr:
    """Return an iterable that counts its iterations."""
    return located(ast.Call(ast.Name(_STEP, ast.Load()), [iterable], []))


def _counted(function: ast.FunctionDef, changes: Sequence[Change]) -> list[Change]:
    """Make the loops of a function, and of its changes, count their iterations.

    Returns
    -------
    list of Change
        The changes, of the tree as it is now.
    """
    own = [node for node in ast.walk(function) if isinstance(node, _LOOPS)]
    known = set(map(id, own))
    counted = []
    for change in changes:
        if isinstance(change.new, list):
            for node in change.new:
                if isinstance(node, ast.For) and id(node) not in known:
                    known.add(id(node))
                    node.iter = _counting(node.iter)
        elif isinstance(change.slot.owner, _LOOPS) and change.slot.key == "iter":
            change = replace(change, new=_counting(change.new))
        counted.append(change)
    for node in own:
        node.iter = _counting(node.iter)
    return [
        replace(change, old=change.slot.owner.iter)
        if isinstance(change.slot.owner, _LOOPS) and change.slot.key == "iter"
        else change
        for change in counted
    ]


@contextlib.contextmanager
def _memory_counted() -> Iterator[Callable[[], int]]:
    """Count the bytes that are allocated; the function given returns the most at one time."""
    is_on = tracemalloc.is_tracing()
    if not is_on:
        tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        if not is_on:
            tracemalloc.stop()


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Run without output and warnings, and leave NumPy's random numbers as they were."""
    ignored = io.StringIO()
    state = np.random.get_state()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(ignored),
        contextlib.redirect_stderr(ignored),
    ):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            np.random.set_state(state)
