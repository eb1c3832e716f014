"""Exercise `run_forward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs.graphs import (
    graph_facts,
    random_graphs,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for graph in random_graphs(rng):
        arguments: dict[str, Plain] = {"nodes": graph.nodes, "values": graph.values}
        cases.append(Case(arguments, graph_facts(graph), part=graph.part))
    return cases


EXERCISE = Exercise(
    name="run_forward",
    cases=_cases,
    contract=Contract(outputs=("values",)),
    uses=("node_forward",),
    mistakes=(
        Mistake(
            "names_for_numbers",
            Edit("[values[i] for i in inputs]", "inputs"),
            says="node_forward is given the names of the inputs. It computes with numbers: look "
            "them up in values.",
            raises=(
                "TypeError",
                "can't multiply sequence|must be real number|ufunc|unsupported|bad operand",
            ),
        ),
        Mistake(
            "all_names_at_once",
            Edit("[values[i] for i in inputs]", "values[inputs]"),
            says="the dictionary is asked for a whole list of names. It knows one name at a time: "
            "make a list of the numbers, one for each name.",
            raises=("TypeError", "unhashable"),
        ),
        Mistake(
            "right_to_left",
            Edit("in nodes:", "in reversed(nodes):"),
            says="the nodes are visited from right to left, so a node asks for values that do not "
            "exist yet.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "stored_elsewhere",
            (
                Edit("    values = dict(values)\n", "    values = dict(values)\n    found = {}\n"),
                Edit("values[name] =", "found[name] ="),
            ),
            says="outputs are stored in one dictionary and looked up in another. Later nodes need "
            "them where the inputs are.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "stored_under_operation",
            Edit("values[name] =", "values[operation] ="),
            says="outputs are stored under the operation. The next node asks for them by the name "
            "of the node.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "inputs_turned",
            Edit("for i in inputs]", "for i in reversed(inputs)]"),
            says="the inputs of a node are handed over in reverse order. For a difference the "
            "order matters.",
        ),
        Mistake(
            "first_input_only",
            Edit("[values[i] for i in inputs]", "[values[inputs[0]]]"),
            says="only the first input of a node is handed over.",
        ),
        Mistake(
            "first_node_only",
            Edit(
                "values[name] = node_forward(operation, numbers)",
                "values[name] = node_forward(operation, numbers)\n        return values",
            ),
            says="only the first node is computed: does a return line stand inside the loop?",
        ),
        Mistake(
            "last_node_missing",
            Edit("in nodes:", "in nodes[:-1]:"),
            says="the last node, J, is not computed.",
        ),
        Mistake(
            "callers_dictionary",
            Edit("    values = dict(values)\n", ""),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "numbers_by_comprehension_of_pairs",
            "for k in range(len(nodes)):\n    name, operation, inputs = nodes[k]\n"
            "    values |= {name: node_forward(operation=operation, inputs=[values[n] "
            "for n in inputs])}",
        ),
        Variant(
            "popped",
            "waiting = list(nodes)\nwhile waiting:\n"
            "    name, operation, inputs = waiting.pop(0)\n"
            "    values[name] = float(node_forward(operation, tuple(values[i] for i in "
            "inputs)))",
        ),
        Variant(
            "by_index",
            "for node in nodes:\n    numbers = []\n    for i in node[2]:\n"
            "        numbers.append(values[i])\n"
            "    values[node[0]] = node_forward(node[1], numbers)",
        ),
        Variant(
            "update",
            "for name, operation, inputs in nodes:\n    values.update({name: node_forward("
            "operation, list(map(values.get, inputs)))})",
        ),
        Variant(
            "recursion",
            "if nodes:\n    name, operation, inputs = nodes[0]\n"
            "    values[name] = node_forward(operation, [values[i] for i in inputs])\n"
            "    return run_forward(nodes[1:], values)",
        ),
    ),
)
