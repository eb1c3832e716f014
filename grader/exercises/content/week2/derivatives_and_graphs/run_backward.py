"""Exercise `run_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs.graphs import (
    all_values,
    graph_facts,
    random_graphs,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for graph in random_graphs(rng):
        values = all_values(graph.nodes, graph.values)
        arguments: dict[str, Plain] = {"nodes": graph.nodes, "values": values}
        cases.append(Case(arguments, graph_facts(graph), part=graph.part))
    return cases


_ADDED = "d[i] = d[i] + part"
_COLLECT = (
    "d = {name: 0.0 for name in values}\nd[nodes[-1][0]] = 1.0\n"
    "for name, operation, inputs in reversed(nodes):\n"
    "    parts = node_backward(operation, [values[i] for i in inputs], d[name])\n"
    "    for i, part in zip(inputs, parts):\n        d[i] += part\n"
)

EXERCISE = Exercise(
    name="run_backward",
    cases=_cases,
    contract=Contract(outputs=("gradients",)),
    uses=("node_backward",),
    mistakes=(
        Mistake(
            "replaced",
            Edit(_ADDED, "d[i] = part"),
            says="where a number goes into several boxes, the last part replaces the others. Where "
            "paths meet, their parts are added.",
        ),
        Mistake(
            "left_to_right",
            Edit("reversed(nodes)", "nodes"),
            says="only the last box has passed anything on. Either the loop ends too early, or it "
            "runs from left to right: then a box is opened before its derivative has arrived.",
        ),
        Mistake(
            "never_started",
            Edit("    d[nodes[-1][0]] = 1.0\n", ""),
            says="every derivative is 0, because the first one is: how far does the final output "
            "move, when it moves by 0.001?",
        ),
        Mistake(
            "no_zeros_to_add_to",
            Edit("d = dict.fromkeys(values, 0.0)", "d = {}"),
            says="a part is added to an entry that does not exist yet. Where nothing has been "
            "collected so far, the entry is 0.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "all_start_at_one",
            Edit("dict.fromkeys(values, 0.0)", "dict.fromkeys(values, 1.0)"),
            says="every derivative starts at 1, and the parts are added to that. Only the final "
            "output starts at 1.",
        ),
        Mistake(
            "starts_with_value",
            Edit("d[nodes[-1][0]] = 1.0", "d[nodes[-1][0]] = values[nodes[-1][0]]"),
            says="the sweep starts with the value of the final output. Its derivative with respect "
            "to itself is another number.",
        ),
        Mistake(
            "starts_at_the_first_node",
            Edit("d[nodes[-1][0]] = 1.0", "d[nodes[0][0]] = 1.0"),
            says="the 1 is given to the first node. The final output is that of the last one.",
        ),
        Mistake(
            "starts_at_j",
            Edit("d[nodes[-1][0]] = 1.0", 'd["J"] = 1.0'),
            says="the sweep starts at the name J. Not every final output has this name; it is the "
            "output of the last node.",
        ),
        Mistake(
            "local_slopes_only",
            Edit("numbers, d[name])", "numbers, 1.0)"),
            says="each box is told that 1 arrives from the right. What arrives is what has been "
            "collected for its output.",
        ),
        Mistake(
            "values_flow_back",
            Edit("numbers, d[name])", "numbers, values[name])"),
            says="each box is handed the value of its output. What flows back is the derivative "
            "collected for it.",
        ),
        Mistake(
            "names_for_numbers",
            Edit("[values[i] for i in inputs]", "inputs"),
            says="node_backward is given names in place of numbers. It computes with the values of "
            "the inputs.",
            raises=(
                "TypeError",
                "can't multiply sequence|must be real number|ufunc|unsupported|bad operand",
            ),
        ),
        Mistake(
            "derivatives_as_inputs",
            Edit("[values[i] for i in inputs]", "[d[i] if d[i] else 0.1 for i in inputs]"),
            says="the local slopes are computed from derivatives. They depend on the values of the "
            "inputs.",
        ),
        Mistake(
            "first_input_only",
            Edit("zip(inputs, parts, strict=True)", "zip(inputs[:1], parts)"),
            says="only the first input of each box gets its part.",
        ),
        Mistake(
            "parts_swapped",
            Edit("zip(inputs, parts, strict=True)", "zip(inputs, reversed(parts))"),
            says="the parts of a box's two inputs have changed places.",
        ),
        Mistake(
            "multiplied",
            Edit(_ADDED, "d[i] = d[i] * part"),
            says="each part is multiplied by what was collected, and that is 0 at first. Where "
            "paths meet, the parts are added.",
        ),
        Mistake(
            "first_box_missing",
            Edit("reversed(nodes)", "reversed(nodes[1:])"),
            says="the first box on the left is never opened.",
        ),
        Mistake(
            "written_into_values",
            _COLLECT + "for name in d:\n    values['d' + name] = d[name]",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "get_with_default",
            "d = {nodes[-1][0]: 1.0}\n"
            "for name, operation, inputs in reversed(nodes):\n"
            "    parts = node_backward(operation, [values[i] for i in inputs], "
            "d.get(name, 0.0))\n    for k in range(len(inputs)):\n"
            "        d[inputs[k]] = d.get(inputs[k], 0.0) + parts[k]\n"
            "d = {name: d.get(name, 0.0) for name in values}",
        ),
        Variant(
            "defaultdict",
            "from collections import defaultdict\n"
            "d = defaultdict(float, {name: 0.0 for name in values})\n"
            "d[nodes[-1][0]] += 1\nfor name, operation, inputs in list(nodes)[::-1]:\n"
            "    given = tuple(values[i] for i in inputs)\n"
            "    for i, part in zip(inputs, node_backward(operation=operation, "
            "inputs=given, dout=d[name])):\n        d[i] += part",
        ),
        Variant("plus_equals", _COLLECT),
        Variant(
            "by_index",
            "d = dict.fromkeys(values, 0.0)\nd[nodes[-1][0]] = 1\nfor k in range(len(nodes)):\n"
            "    name, operation, inputs = nodes[-1 - k]\n"
            "    numbers = [values[i] for i in inputs]\n"
            "    parts = node_backward(operation, numbers, d[name])\n"
            "    for j in range(len(inputs)):\n        d[inputs[j]] += parts[j]",
        ),
        Variant(
            "collected_when_needed",
            "d = {nodes[-1][0]: 1.0}\nfor name, operation, inputs in nodes[::-1]:\n"
            "    numbers = list(map(values.get, inputs))\n"
            "    for i, part in zip(inputs, node_backward(operation, numbers, d.get(name, 0.0))):\n"
            "        d[i] = d.get(i, 0.0) + part",
        ),
    ),
)
