"""Computation graphs and values for their inputs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from grader.exercises.content.week2.derivatives_and_graphs.cases import random_number
from grader.exercises.exercise import Case, Rng
from grader.student.calling import Plain
from grader.student.checking import Fact

Node = tuple[str, str, list[str]]


def abc_cases(rng: Rng) -> Sequence[Case]:
    """Draw a, b and c for the graph of the lesson."""

    def case(a: float, b: float, c: float) -> Case:
        return Case({"a": a, "b": b, "c": c}, {"a": a, "b": b, "c": c})

    drawn = [
        case(random_number(rng), random_number(rng), random_number(rng, 2.4, 4.0)) for _ in range(2)
    ]
    zero = case(random_number(rng), 0.0, random_number(rng))
    return [case(*(float(v) for v in rng.permutation([-1, 4, 7]))), *drawn, zero]


def random_inputs(rng: Rng, operation: str) -> list[float]:
    """Draw inputs for one node of an operation."""
    if operation == "log":
        return [abs(random_number(rng, 0.3, 3.0))]
    if operation == "sigmoid":
        return [random_number(rng)]
    return [random_number(rng), random_number(rng, 2.4, 4.0)]


OPERATIONS = ("subtract", "multiply", "log", "sigmoid", "add", "log", "sigmoid", "subtract")


def random_nodes(rng: Rng) -> list[Node]:
    """Draw a graph over a, b and c in which every input and every box has a way to the end.

    It always has a difference, a product and two sigmoids, and names that go into several boxes:
    so a mistake shows in every draw or in none.
    """
    first = rng.choice(["add", "subtract", "multiply"], size=2)
    operations = [*first, *rng.permutation(["subtract", "multiply", "sigmoid", "sigmoid"])]
    names = ["a", "b", "c"]
    unused = ["b", "a"]
    nodes: list[Node] = []
    for i, operation in enumerate(map(str, operations)):
        inputs = [names[-1]]
        if operation != "sigmoid":
            other = unused.pop() if unused else str(rng.choice(names[:-1]))
            inputs.insert(int(rng.integers(2)), other)
        name = "J" if i == len(operations) - 1 else f"n{i + 1}"
        nodes.append((name, operation, inputs))
        names.append(name)
    return nodes


def as_formulas(nodes: Sequence[Node]) -> str:
    """Write a graph as formulas, the last one first: "n1 - a, where n1 = sigma(b)"."""
    forms = {
        "add": "{0} + {1}",
        "subtract": "{0} - {1}",
        "multiply": "{0} * {1}",
        "sigmoid": "sigma({0})",
    }
    written = [f"{name} = {forms[op].format(*inputs)}" for name, op, inputs in nodes]
    return f"{written[-1].removeprefix('J = ')}, where {', '.join(written[:-1])}"


def all_values(nodes: Sequence[Node], inputs: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the values of the inputs and of all boxes."""
    found = dict(inputs)
    for name, operation, taken in nodes:
        x, y = found[taken[0]], found[taken[-1]]
        if operation == "log":
            found[name] = float(np.log(x))
        elif operation == "sigmoid":
            found[name] = float(0.5 + 0.5 * np.tanh(x / 2))
        else:
            found[name] = {"add": x + y, "subtract": x - y, "multiply": x * y}[operation]
    return found


def _derivatives(nodes: Sequence[Node], values: Mapping[str, Plain]) -> dict[str, float]:
    """Return the derivative of the output with respect to every name."""
    found = {**dict.fromkeys(values, 0.0), nodes[-1][0]: 1.0}
    for name, operation, taken in reversed(nodes):
        x, y, out = values[taken[0]], values[taken[-1]], values[name]
        slopes: tuple[float, ...] = (out * (1 - out),)
        if operation == "log":
            slopes = (1 / x,)
        elif operation != "sigmoid":
            slopes = {"add": (1.0, 1.0), "subtract": (1.0, -1.0), "multiply": (y, x)}[operation]
        for each, slope in zip(taken, slopes, strict=True):
            found[each] += found[name] * slope
    return found


def _shows_mistakes(nodes: Sequence[Node], values: Mapping[str, Plain]) -> bool:
    """Return whether no sigmoid is saturated, and no value or derivative right by chance.

    By chance are values close to 0, 1 or each other, and derivatives close to 0.
    """
    before_sigmoids = [values[taken[0]] for _, operation, taken in nodes if operation == "sigmoid"]
    sizes = np.sort([0.0, 1.0, *map(abs, values.values())])
    derivatives = np.abs([*_derivatives(nodes, values).values()])
    return bool(
        all(abs(z) < 3 for z in before_sigmoids)
        and np.diff(sizes).min() > 0.01
        and derivatives.min() > 0.02
    )


def _random_inputs(rng: Rng, nodes: Sequence[Node]) -> dict[str, Plain]:
    made = {name for name, _, _ in nodes}
    logged = {inputs[0] for _, operation, inputs in nodes if operation == "log"}
    values: dict[str, Plain] = {}
    for name in sorted({taken for _, _, inputs in nodes for taken in inputs} - made):
        drawn = random_number(rng)
        value = abs(drawn) if name in logged else drawn
        values[name] = float(name) if name.isdigit() else value
    return values


def _inputs_that_show_mistakes(
    rng: Rng, nodes: Sequence[Node], draws: int
) -> dict[str, Plain] | None:
    """Draw the inputs of a graph until mistakes show; None if they show in none of the draws."""
    drawn = (_random_inputs(rng, nodes) for _ in range(draws))
    return next((v for v in drawn if _shows_mistakes(nodes, all_values(nodes, v))), None)


class Graph(NamedTuple):
    """A graph, values of its inputs, those that are its parameters, and what its names count as.

    Names of a drawn graph are one part of an exercise; those of the others are parts themselves.
    """

    formula: str
    nodes: list[Node]
    values: dict[str, Plain]
    parameters: list[str]
    part: str | None = None


def random_graphs(rng: Rng) -> list[Graph]:
    """Return some graphs, one of them drawn at random."""
    plain: list[Node] = [
        ("u", "multiply", ["b", "c"]),
        ("v", "add", ["a", "u"]),
        ("J", "multiply", ["3", "v"]),
    ]
    one_box: list[Node] = [("J", "subtract", ["a", "b"])]
    twice: list[Node] = [("s", "add", ["a", "b"]), ("J", "multiply", ["a", "s"])]
    early_and_late: list[Node] = [
        ("u", "multiply", ["a", "b"]),
        ("v", "subtract", ["c", "u"]),
        ("J", "multiply", ["u", "v"]),
    ]
    square: list[Node] = [
        ("p", "multiply", ["w", "x"]),
        ("z", "add", ["p", "b"]),
        ("a", "sigmoid", ["z"]),
        ("e", "subtract", ["a", "y"]),
        ("J", "multiply", ["e", "e"]),
    ]
    logs: list[Node] = [
        ("u", "log", ["a"]),
        ("v", "sigmoid", ["b"]),
        ("p", "multiply", ["u", "v"]),
        ("L", "subtract", ["p", "b"]),
    ]
    fixed: list[tuple[str, list[Node], list[str]]] = [
        ("3(a + bc)", plain, ["a", "b"]),
        ("a - b", one_box, ["b"]),
        ("a(a + b)", twice, ["a", "b"]),
        ("ab(c - ab)", early_and_late, ["b", "a"]),
        ("(sigma(wx + b) - y)^2", square, ["w", "b"]),
        ("sigma(b) ln(a) - b", logs, ["a", "b"]),
    ]
    graphs = []
    for formula, nodes, parameters in fixed:
        values = _inputs_that_show_mistakes(rng, nodes, draws=10_000)
        assert values is not None, formula
        graphs.append(Graph(formula, nodes, values, parameters))
    # In some graphs mistakes never show: a - (b + a) does not depend on a.
    drawn = random_nodes(rng)
    while (values := _inputs_that_show_mistakes(rng, drawn, draws=20)) is None:
        drawn = random_nodes(rng)
    return [*graphs, Graph(as_formulas(drawn), drawn, values, ["c", "a", "b"], "drawn graph")]


def graph_facts(graph: Graph, **more: Fact) -> dict[str, Fact]:
    """Return what a student needs to repeat a case by hand."""
    values = {name: value for name, value in graph.values.items() if not name.isdigit()}
    return {"formula": graph.formula, **values, **more}


def cases_with_setting(rng: Rng, name: str, settings: Sequence[float]) -> Sequence[Case]:
    """Make a case of every graph: its inputs, its parameters, and one number more."""
    cases = []
    for graph, setting in zip(random_graphs(rng), settings, strict=True):
        arguments: dict[str, Plain] = {
            "nodes": graph.nodes,
            "values": graph.values,
            "names": graph.parameters,
        }
        facts = graph_facts(graph, **{name: setting})
        cases.append(Case(arguments | {name: setting}, facts, part=graph.part))
    return cases
