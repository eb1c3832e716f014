"""Computation graphs and values for their inputs."""

from collections.abc import Mapping, Sequence

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


def random_nodes(rng: Rng, boxes: int) -> list[Node]:
    """Draw a graph over a, b and c in which every input and every box has a way to the end."""
    names = ["a", "b", "c"]
    unused = ["b", "a"]
    nodes: list[Node] = []
    for i in range(boxes):
        choices = ["add", "subtract", "multiply"] if unused else ["subtract", "multiply", "sigmoid"]
        operation = str(rng.choice(choices))
        inputs = [names[-1]]
        if operation != "sigmoid":
            other = unused.pop() if unused else str(rng.choice(names[:-1]))
            inputs.insert(int(rng.integers(2)), other)
        name = "J" if i == boxes - 1 else f"n{i + 1}"
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


def graph_facts(formula: str, values: Mapping[str, Plain], **more: Fact) -> dict[str, Fact]:
    """Return what a student needs to repeat a case by hand."""
    return {"formula": formula, **{n: v for n, v in values.items() if not n.isdigit()}, **more}


def random_graphs(rng: Rng) -> list[tuple[str, list[Node], list[str]]]:
    """Return formula, nodes and parameters of some graphs, one of them drawn at random."""
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
    drawn = random_nodes(rng, 6)
    return [
        ("3(a + bc)", plain, ["a", "b"]),
        ("a - b", one_box, ["b"]),
        ("a(a + b)", twice, ["a", "b"]),
        ("ab(c - ab)", early_and_late, ["b", "c"]),
        ("(sigma(wx + b) - y)^2", square, ["w", "b"]),
        ("sigma(b) ln(a) - b", logs, ["a", "b"]),
        (as_formulas(drawn), drawn, ["c", "a", "b"]),
    ]


def random_values(rng: Rng, nodes: Sequence[Node]) -> dict[str, Plain]:
    """Draw values for the inputs of a graph; a constant is its own name."""
    made = {name for name, _, _ in nodes}
    logged = {inputs[0] for _, operation, inputs in nodes if operation == "log"}
    values: dict[str, Plain] = {}
    for name in sorted({taken for _, _, inputs in nodes for taken in inputs} - made):
        value = random_number(rng)
        values[name] = float(name) if name.isdigit() else abs(value) if name in logged else value
    return values


def cases_with_setting(rng: Rng, name: str, settings: Sequence[float]) -> Sequence[Case]:
    """Make a case of every graph: its inputs, its parameters, and one number more."""
    cases = []
    for (formula, nodes, names), setting in zip(random_graphs(rng), settings, strict=True):
        values = random_values(rng, nodes)
        arguments: dict[str, Plain] = {"nodes": nodes, "values": values, "names": names}
        facts = graph_facts(formula, values, **{name: setting})
        cases.append(Case(arguments | {name: setting}, facts))
    return cases
