"""What a student reads about one implementation: the visible check, and the hidden test."""

import contextlib
import functools
import io
import itertools
import json
import os
import re
import signal
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tests.mutation.operators import mutants
from tests.record import project

SEED = "record"
"""Of the hidden cases."""

SECONDS = 10
"""Of processor time, after which an implementation counts as endless."""

MUTATED = {
    "week1/first_neuron": ("neuron", "house_price"),
    "week2/logistic_regression": ("propagate",),
    "week2/vectorization_and_broadcasting": ("broadcast_shape",),
    "week3/activations": ("sigmoid_chain", "fifty_linear_units"),
    "week3/planar_classifier": ("backward_propagation",),
    "week4/deep_network": ("L_model_forward", "linear_backward", "which_loop"),
}
"""Exercises of which every mutant is recorded: two of each week and two choice questions."""


class EndlessError(BaseException):  # so that no judge mistakes it for the implementation's own
    """An implementation does not end."""


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise EndlessError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


_STUDENT = {"COURSE_ROOT": str(project.ROOT), "COURSE_SEED": None, "COURSE_GRADING": None}
_JUDGE = {"COURSE_ROOT": str(project.ROOT), "COURSE_SEED": SEED, "COURSE_GRADING": "1"}


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str | None]) -> Iterator[None]:
    """Set the variables that a judge sets, or that a student's notebook does not have."""
    before = {name: os.environ.pop(name, None) for name in wanted}
    os.environ.update({name: value for name, value in wanted.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextlib.contextmanager
def _seeded() -> Iterator[None]:
    """Let an implementation that draws random numbers without a seed draw the same ones again."""
    state, default_rng, seeds = np.random.get_state(), np.random.default_rng, itertools.count(1)
    np.random.seed(1)
    np.random.default_rng = lambda seed=None: default_rng(next(seeds) if seed is None else seed)
    try:
        yield
    finally:
        np.random.default_rng = default_rng
        np.random.set_state(state)


def without_volatile(text: str) -> str:
    """Return a message without what differs from run to run, and from machine to machine.

    Folders, the running numbers of compiled texts, addresses in memory, digests, and measured
    seconds.
    """
    for folder, name in ((project.ROOT, "COURSE"), (tempfile.gettempdir(), "TEMP")):
        text = text.replace(f"{folder}/", f"{name}/")
    text = re.sub(r"TEMP/[^\s'\":,]+", "TEMP/...", text)
    text = re.sub(r"<(kept reference |test )?([\w-]+) \d+>", r"<\2>", text)
    text = re.sub(r"\b0x[0-9a-f]{6,}\b", "0x...", text)
    # The decimals of a float look like a digest, but for the letters.
    digest = r"(?<![\w.])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{16,128}\b"
    text = re.sub(digest, "<digest>", text)
    return re.sub(r"\b\d+\.\d+ (?=(?:ms|s|seconds)\b)", "... ", text)


@contextlib.contextmanager
def _solved_once() -> Iterator[None]:
    """Let hidden tests remember their questions: equal generators give equal questions."""
    solve = project.hidden_test.solve
    questions: dict[str, Any] = {}

    def solved(exercise: Any, reference: Any, rng: Any, **options: Any) -> Any:
        key = repr((exercise.name, rng.bit_generator.state, options))
        if key not in questions:
            questions[key] = solve(exercise, reference, rng, **options)
        return questions[key]

    project.hidden_test.solve = solved
    try:
        yield
    finally:
        project.hidden_test.solve = solve


@functools.cache
def marked_cells(notebook: str, tree: str = "source") -> dict[str, dict[str, Any]]:
    """Return the cells of a notebook that nbgrader knows, by their grade ids."""
    path = project.ROOT / tree / f"{notebook}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    marked = (cell for cell in cells if "nbgrader" in cell["metadata"])
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in marked}


def visible_message(notebook: str, function: project.Function) -> str:
    """Return what `check(function)` prints, or the error that it stops with."""
    printed = io.StringIO()
    error = ""
    with contextlib.redirect_stdout(printed):
        try:
            with _environment(_STUDENT), _seeded(), _limited():
                project.lesson(notebook).check(function)
        except EndlessError:
            error = "The check does not end."
        except Exception as stopped:
            error = f"{type(stopped).__name__}: {stopped}"
    return without_volatile(printed.getvalue() + error).rstrip("\n")


def hidden_message(notebook: str, exercise: str, function: project.Function) -> str:
    """Return what the hidden test of the instructor's notebook gives: points, reasons, message."""
    cell = marked_cells(notebook)[f"check-{exercise}"]
    test = project.hidden("".join(cell["source"]))
    most = cell["metadata"]["nbgrader"]["points"]
    names = {"__name__": "__main__", exercise: function}
    try:
        with _environment(_JUDGE), _seeded(), _limited():
            ran = project.run_test(test, names, f"test check-{exercise}")
    except EndlessError:
        return "The hidden test does not end."
    lines = [f"points: {ran.value!r} of {most!r}"]
    if ran.error is not None:
        lines.append(f"{type(ran.error).__name__}: {ran.error}")
    for output in ran.outputs:
        data = output.get("data", {})
        verdict = data.get(project.MIME, {})
        if verdict:
            groups = {name: round(share, 4) for name, share in verdict["groups"].items()}
            lines += [f"groups: {groups}", f"mistake: {verdict['mistake']}"]
        lines += data.get("text/plain", output.get("text", "")).splitlines()
    return without_volatile("\n".join(lines))


def _mutated(source: str) -> Iterator[tuple[str, str]]:
    """Yield a name that does not depend on the mutants' order or wording, and the text."""
    seen: dict[str, int] = {}
    for mutant in mutants(source):
        line = mutant.what.partition(":")[0]
        name = f"mutant, {line}: {mutant.line}"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), mutant.source


def implementations(notebook: str, exercise: str) -> Iterator[tuple[str, str]]:
    """Yield each implementation of an exercise that is recorded: its name and its text."""
    value = project.exercises_of(notebook)[exercise]
    solution = project.load_reference(notebook, project.ROOT).sources[exercise]
    yield "reference", solution
    yield "stub", "".join(marked_cells(notebook, "release")[exercise]["source"])
    for kind, changes in (("mistake", value.mistakes), ("variant", value.variants)):
        for change in changes:
            text = project.changed_source(exercise, change.change, solution)
            yield f"{kind} {change.name}", text
    if exercise in MUTATED.get(notebook, ()):
        yield from _mutated(solution)


def messages_of(notebook: str, exercise: str) -> dict[str, str]:
    """Judge every implementation of an exercise both ways; return the messages by name."""
    reference = project.load_reference(notebook, project.ROOT)
    found = {}
    with _solved_once():
        for name, source in implementations(notebook, exercise):
            entry = f"{exercise} | {name}"
            try:
                function = project.variant_of(reference, exercise, source)
            except Exception as error:
                error_text = f"{type(error).__name__}: {error}"
                found[f"{entry} | definition"] = without_volatile(error_text)
                continue
            found[f"{entry} | visible"] = visible_message(notebook, function)
            found[f"{entry} | hidden"] = hidden_message(notebook, exercise, function)
    return found
