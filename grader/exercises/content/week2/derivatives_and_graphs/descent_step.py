"""Exercise `descent_step`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs import sentences
from grader.exercises.content.week2.derivatives_and_graphs.graphs import cases_with_setting
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return cases_with_setting(rng, "alpha", (0.1, 0.5, 0.2, 0.4, 0.7, 0.3, 0.6))


_BACKWARD = "run_backward(nodes, run_forward(nodes, values))"
_MOVED = "new_values[name] = values[name] - step"

EXERCISE = Exercise(
    name="descent_step",
    cases=_cases,
    contract=Contract(outputs=("new_values",)),
    uses=("run_forward", "run_backward"),
    mistakes=(
        Mistake(
            "uphill",
            Edit("values[name] - step", "values[name] + step"),
            says="the parameters move up the hill: the step is subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            Edit('alpha * grads[f"d{name}"]', 'grads[f"d{name}"]'),
            says=sentences.NO_ALPHA,
        ),
        Mistake(
            "everything_moves",
            Edit("for name in names:", "for name in values:"),
            says="all inputs move, data and constants as well. Only those in names are parameters.",
        ),
        Mistake(
            "one_after_the_other",
            "new_values = dict(values)\nfor name in names:\n"
            "    grads = run_backward(nodes, run_forward(nodes, new_values))\n"
            '    new_values[name] = new_values[name] - alpha * grads[f"d{name}"]',
            says="the derivatives are computed again after the first parameter has moved. All of "
            "them belong to the old values; then all parameters move.",
        ),
        Mistake(
            "nothing_moves",
            Edit(_MOVED, "pass"),
            says="the new values are the old ones: the step is computed and never made.",
        ),
        Mistake(
            "step_assigned",
            Edit("values[name] - step", "step"),
            says="each parameter becomes the step itself. The step is subtracted from it.",
        ),
        Mistake(
            "shrinks",
            Edit('alpha * grads[f"d{name}"]', "alpha * values[name]"),
            says="each parameter loses a part of itself; the derivatives take no part.",
        ),
        Mistake(
            "parameters_only",
            Edit("new_values = dict(values)", "new_values = {}"),
            says="only the parameters come back. The graph needs all its inputs for the next step, "
            "those that stay as well.",
        ),
        Mistake(
            "first_parameter_only",
            Edit("    return new_values", "        break\n    return new_values"),
            says="only the first of the names moves: does the loop end, or return, too early?",
        ),
        Mistake(
            "no_forward_pass",
            Edit(_BACKWARD, "run_backward(nodes, values)"),
            says="the backward pass is given the inputs alone. It needs the values of all names, "
            "and a forward pass computes them.",
            raises=("KeyError", "."),
        ),
        Mistake(
            "callers_dictionary",
            Edit("new_values = dict(values)", "new_values = values"),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "update",
            "new_values = values.copy()\n"
            "grads = run_backward(nodes=nodes, values=run_forward(nodes=nodes, "
            "values=values))\n"
            "new_values.update((n, values[n] - alpha * grads['d' + n]) for n in names)",
        ),
        Variant(
            "deepcopy",
            "import copy\nnew_values = copy.deepcopy(values)\n"
            "grads = run_backward(nodes, run_forward(nodes, new_values))\n"
            "for name in names:\n    new_values[name] += -alpha * grads['d' + name]",
        ),
        Variant(
            "comprehension",
            "grads = run_backward(nodes, run_forward(nodes, values))\n"
            "new_values = {n: v - alpha * grads['d' + n] if n in names else v "
            "for n, v in values.items()}",
        ),
        Variant(
            "merged",
            "every = run_forward(nodes, values)\ngrads = run_backward(nodes, every)\n"
            "moved = {n: values[n] - alpha * grads[f'd{n}'] for n in names}\n"
            "new_values = {**values, **moved}",
        ),
        Variant(
            "all_values_come_back",
            "new_values = run_forward(nodes, values)\n"
            "grads = run_backward(nodes=nodes, values=new_values)\n"
            "for name in names:\n    new_values[name] -= alpha * grads['d' + name]",
        ),
    ),
)
