"""Exercise `measured_gradients`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs import sentences
from grader.exercises.content.week2.derivatives_and_graphs.graphs import cases_with_setting
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    # None so large that the argument of a logarithm could become negative.
    return cases_with_setting(rng, "eps", (0.1, 0.2, 0.25, 0.1, 0.2, 0.1, 0.05))


_RIGHT = "run_forward(nodes, {**values, name: values[name] + eps})[final]"
_LEFT = "run_forward(nodes, {**values, name: values[name] - eps})[final]"
_RATIO = "(right - left) / (2 * eps)"

EXERCISE = Exercise(
    name="measured_gradients",
    cases=_cases,
    contract=Contract(outputs=("gradients",)),
    uses=("run_forward",),
    mistakes=(
        Mistake(
            "half_the_width",
            Edit(_RATIO, "(right - left) / eps"),
            says="every derivative is twice too large: from the left end to the right end it is "
            "two nudges.",
        ),
        Mistake(
            "no_brackets",
            Edit(_RATIO, "(right - left) / 2 * eps"),
            says="Python divides by 2 and then multiplies by eps; the width needs brackets.",
        ),
        Mistake(
            "one_sided",
            (Edit(_LEFT, "run_forward(nodes, values)[final]"), Edit("(2 * eps)", "eps")),
            says="this nudges to the right only. (9.1) nudges to both sides, which is more exact.",
        ),
        Mistake(
            "sides_swapped",
            Edit("(right - left)", "(left - right)"),
            says="the sign is wrong: the right end minus the left end.",
        ),
        Mistake(
            "nudges_stay",
            "values = dict(values)\nfor name in names:\n    old = values[name]\n"
            "    values[name] = old + eps\n    right = run_forward(nodes, values)[final]\n"
            "    values[name] = old - eps\n    left = run_forward(nodes, values)[final]\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)',
            says="the first derivative is right and the later ones are not: an input that was "
            "nudged has to go back to its old value before the next one is nudged.",
        ),
        Mistake(
            "all_at_once",
            "for name in names:\n"
            "    right = run_forward(nodes, {n: v + eps for n, v in values.items()})[final]\n"
            "    left = run_forward(nodes, {n: v - eps for n, v in values.items()})[final]\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)',
            says="all inputs are nudged together. One at a time; the others keep their values.",
        ),
        Mistake(
            "first_output",
            (
                Edit.within(_RIGHT, "final", "nodes[0][0]"),
                Edit.within(_LEFT, "final", "nodes[0][0]"),
            ),
            says="the output of the first node is watched. The final output is that of the last.",
        ),
        Mistake(
            "no_letter_d",
            Edit('grads[f"d{name}"]', "grads[name]"),
            says="the derivatives stand under the names of the inputs. The derivative of a is "
            'stored under "da".',
        ),
        Mistake(
            "first_name_only",
            Edit(_RATIO, _RATIO + "\n        break"),
            says="only the first of the names is treated: does the loop end, or return, too early?",
        ),
        Mistake(
            "nudge_in_proportion",
            (
                Edit("values[name] + eps", "values[name] * (1 + eps)"),
                Edit("values[name] - eps", "values[name] * (1 - eps)"),
            ),
            says="the nudge is eps times the value, so it is not eps wide. Add eps to the value.",
        ),
        Mistake(
            "fixed_nudge",
            (
                Edit("values[name] + eps", "values[name] + 1e-5"),
                Edit("values[name] - eps", "values[name] - 1e-5"),
                Edit("(2 * eps)", "2e-5"),
            ),
            says=sentences.FIXED_EPS,
        ),
        Mistake(
            "callers_dictionary",
            "for name in names:\n    old = values[name]\n"
            f"    right = {_RIGHT}\n    left = {_LEFT}\n"
            '    grads[f"d{name}"] = (right - left) / (2 * eps)\n    values[name] = old + 1e-9',
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "difference_first",
            "J = lambda name, x: run_forward(nodes, values | {name: x})[final]\n"
            "grads = {\n"
            "    'd' + name: (J(name, values[name] + eps) - J(name, values[name] - eps)) "
            "/ eps / 2\n    for name in names\n}",
        ),
        Variant(
            "all_inputs",
            "for name in values:\n"
            "    ends = [run_forward(nodes=nodes, values={**values, name: values[name] + "
            "s * eps})[final] for s in (-1, 1)]\n"
            "    grads['d' + name] = np.diff(ends)[0] / (2 * eps)",
        ),
        Variant(
            "two_sided_slope",
            "for name in names:\n"
            "    def output(x):\n        return run_forward(nodes, {**values, name: x})[final]\n"
            '    grads[f"d{name}"] = two_sided_slope(output, values[name], eps)',
        ),
        Variant(
            "copies",
            "for name in names:\n    high, low = dict(values), values.copy()\n"
            "    high[name] += eps\n    low[name] -= eps\n"
            "    height = run_forward(nodes, high)[final] - run_forward(nodes, low)[final]\n"
            '    grads["d" + name] = height / eps / 2',
        ),
        Variant(
            "put_back",
            "for name in names:\n    old = values[name]\n    values[name] = old + eps\n"
            "    J = run_forward(nodes, values)[final]\n    values[name] = old - eps\n"
            '    grads["d" + name] = (J - run_forward(nodes, values)[final]) / (2 * eps)\n'
            "    values[name] = old",
        ),
    ),
)
