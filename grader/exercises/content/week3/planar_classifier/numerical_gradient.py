"""Exercise `numerical_gradient`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.planar_classifier.cases import (
    random_label_rows,
    random_parameters,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, name: str, i: int, j: int, eps: float) -> Case:
        arguments: dict[str, Plain] = {"parameters": random_parameters(rng, n_x, n_h, 1)}
        arguments |= {"X": rng.normal(size=(n_x, m)), "Y": random_label_rows(rng, 1, m)}
        arguments |= {"name": name, "i": i, "j": j, "eps": eps}
        return Case(arguments, {"m": m, "n_x": n_x, "n_h": n_h})

    # The nudges are large, so that a slope to one side differs from the slope to both.
    return [
        case(3, 4, 6, "W1", 2, 1, 0.05),
        case(2, 3, 1, "W2", 0, 2, 0.1),
        case(2, 3, 5, "b1", 1, 0, 0.02),
        case(3, 2, 4, "b2", 0, 0, 0.1),
    ]


_UP, _DOWN = "up[name][i, j] += eps", "down[name][i, j] -= eps"
_SLOPE = "(cost_at(up) - cost_at(down)) / (2 * eps)"

EXERCISE = Exercise(
    name="numerical_gradient",
    cases=_cases,
    contract=Contract(outputs=("slope",), scalars=frozenset({"slope"}), tolerance={"slope": 1e-5}),
    uses=("forward_propagation", "compute_cost"),
    equations={"slope": "(8.1)"},
    mistakes=(
        Mistake(
            "half_the_width",
            Edit("(2 * eps)", "eps"),
            says="The slope is twice too large: from eps below to eps above, how wide is that?",
        ),
        Mistake(
            "no_parentheses",
            Edit("/ (2 * eps)", "/ 2 * eps"),
            says="Python goes from left to right: a / 2 * eps is (a / 2) * eps. The width needs "
            "parentheses.",
        ),
        Mistake(
            "one_side",
            Edit(_SLOPE, "(cost_at(up) - cost_at(parameters)) / eps"),
            says="The nudge goes to one side only. On a bent curve the slope to both sides is far "
            "more exact.",
        ),
        Mistake(
            "sign",
            Edit("cost_at(up) - cost_at(down)", "cost_at(down) - cost_at(up)"),
            says="The sign is wrong: height is the cost above minus the cost below.",
        ),
        Mistake(
            "no_width",
            Edit(" / (2 * eps)", ""),
            says="This is the height of the triangle alone. A slope is height over width.",
        ),
        Mistake(
            "whole_array",
            (Edit(_UP, "up[name] += eps"), Edit(_DOWN, "down[name] -= eps")),
            says="The whole array is nudged. The slope asked for belongs to one entry, [i, j].",
        ),
        Mistake(
            "first_value_undivided",
            Edit(
                _SLOPE,
                "cost_at(up) - cost_at(down) / (2 * eps)",
            ),
            says="Only the second cost is divided: the whole difference needs parentheses.",
        ),
        Mistake(
            "no_parentheses_at_all",
            Edit(_SLOPE, "cost_at(up) - cost_at(down) / 2 * eps"),
            says="Python divides and multiplies before it subtracts: both the difference and the "
            "width need parentheses.",
        ),
        Mistake(
            "sum",
            Edit("cost_at(up) - cost_at(down)", "cost_at(up) + cost_at(down)"),
            says="The two costs are added; the height is their difference.",
        ),
        Mistake(
            "one_side_over_two",
            Edit(_SLOPE, "(cost_at(up) - cost_at(parameters)) / (2 * eps)"),
            says="The second cost is that of the start, and the width is 2 eps. It should be the "
            "cost at eps below.",
        ),
        Mistake(
            "other_side_over_two",
            Edit(_SLOPE, "(cost_at(parameters) - cost_at(down)) / (2 * eps)"),
            says="The first cost is that of the start, and the width is 2 eps. It should be the "
            "cost at eps above.",
        ),
        Mistake(
            "other_side",
            Edit(_SLOPE, "(cost_at(parameters) - cost_at(down)) / eps"),
            says="The nudge goes downward only. On a bent curve the slope to both sides is far "
            "more exact.",
        ),
        Mistake(
            "replaced",
            (Edit(_UP, "up[name][i, j] = eps"), Edit(_DOWN, "down[name][i, j] = -eps")),
            says="The parameter is replaced by eps and -eps: this is the slope where it is 0. "
            "Add the nudge to the value that is there.",
        ),
        Mistake(
            "divided_by_two",
            Edit("(2 * eps)", "2"),
            says="The height is divided by 2 alone; the width is 2 eps.",
        ),
        Mistake(
            "multiplied",
            Edit("/ (2 * eps)", "* (2 * eps)"),
            says="The height is multiplied with the width; a slope is height over width.",
        ),
        Mistake(
            "multiplied_nudge",
            (
                Edit(_UP, "up[name][i, j] *= 1 + eps"),
                Edit(_DOWN, "down[name][i, j] *= 1 - eps"),
            ),
            says="The parameter is multiplied with 1 + eps and 1 - eps, so the nudge depends on "
            "it. Add eps and subtract it.",
        ),
        Mistake(
            "every_parameter",
            (
                Edit(_UP, "up = {key: value + eps for key, value in up.items()}"),
                Edit(_DOWN, "down = {key: value - eps for key, value in down.items()}"),
            ),
            says="All parameters are nudged at once. The slope asked for belongs to one entry of "
            "one array.",
        ),
        Mistake(
            "not_restored",
            "parameters[name][i, j] += eps\nabove = cost_at(parameters)\n"
            "parameters[name][i, j] -= 2 * eps\n"
            "slope = (above - cost_at(parameters)) / (2 * eps)",
            rule="unchanged",
        ),
        Mistake(
            "always_w1_at_the_place",
            (Edit(_UP, 'up["W1"][i, j] += eps'), Edit(_DOWN, 'down["W1"][i, j] -= eps')),
            says="It is always W1 that is nudged. The name of the array is the argument name, "
            "without quotes.",
            raises=("IndexError", "out of bounds"),
        ),
        Mistake(
            "name_in_quotes",
            (Edit(_UP, 'up["name"][i, j] += eps'), Edit(_DOWN, 'down["name"][i, j] -= eps')),
            says='In quotes, "name" is a key that no dictionary here has. Without quotes it is the '
            "argument, which holds the key.",
            raises=("KeyError", "name"),
        ),
        Mistake(
            "always_w1",
            (Edit(_UP, 'up["W1"][0, 0] += eps'), Edit(_DOWN, 'down["W1"][0, 0] -= eps')),
            says="W1[0, 0] is nudged, whatever name, i and j say.",
        ),
        Mistake(
            "transposed_position",
            (
                Edit("up[name][i, j]", "up[name].T[i, j]"),
                Edit("down[name][i, j]", "down[name].T[i, j]"),
            ),
            says="i and j have changed places: i is the row, j the column.",
            raises=("IndexError", "out of bounds"),
        ),
        Mistake(
            "position_ignored",
            (
                Edit("up[name][i, j]", "up[name][0, 0]"),
                Edit("down[name][i, j]", "down[name][0, 0]"),
            ),
            says="The first entry is nudged, whatever i and j say.",
        ),
        *(
            Mistake(
                f"fixed_nudge_{fixed}",
                (
                    Edit("[i, j] += eps", f"[i, j] += {fixed}"),
                    Edit("[i, j] -= eps", f"[i, j] -= {fixed}"),
                ),
                says=f"The nudge is always {fixed}, while the width is 2 eps. Nudge by the "
                "argument eps.",
            )
            for fixed in ("1e-5", "1e-6", "1e-7")
        ),
        *(
            Mistake(
                f"fixed_width_{fixed}",
                Edit("(2 * eps)", f"(2 * {fixed})"),
                says=f"The width is always 2 times {fixed}, while the nudge is eps. Divide by "
                "the width of the argument eps.",
            )
            for fixed in ("1e-5", "1e-6", "1e-7")
        ),
        Mistake(
            "fixed_eps",
            (
                Edit("[i, j] += eps", "[i, j] += 1e-6"),
                Edit("[i, j] -= eps", "[i, j] -= 1e-6"),
                Edit("(2 * eps)", "2e-6"),
            ),
            says="This is the slope for a tiny nudge, whatever the argument eps says.",
        ),
        Mistake(
            "shallow_copy",
            (
                Edit(
                    "up = {key: value.copy() for key, value in parameters.items()}",
                    "up = dict(parameters)",
                ),
                Edit(
                    "down = {key: value.copy() for key, value in parameters.items()}",
                    "down = dict(parameters)",
                ),
            ),
            says="up and down share their arrays, so the nudges cancel and the slope is 0. Copying "
            "a dictionary does not copy the arrays in it.",
        ),
        Mistake(
            "same_dictionary",
            (
                Edit(
                    "up = {key: value.copy() for key, value in parameters.items()}",
                    "up = parameters",
                ),
                Edit(
                    _SLOPE,
                    _SLOPE,
                ),
            ),
            rule="unchanged",
        ),
    ),
    variants=(
        Variant(
            "original_put_back",
            "mine = {key: np.array(value, dtype=float) for key, value in "
            "parameters.items()}\nold = mine[name][i, j]\ncosts = []\n"
            "for nudged in (old + eps, old - eps):\n    mine[name][i, j] = nudged\n"
            "    costs.append(cost_at(mine))\nslope = (costs[0] - costs[1]) / eps / 2",
        ),
        Variant(
            "one_hot",
            "E = np.zeros(parameters[name].shape)\nE[i, j] = 1\n"
            "J = lambda s: cost_at({**parameters, name: parameters[name] + s * eps * E})\n"
            "slope = np.array((J(1) - J(-1)) / (2 * eps))",
        ),
        Variant(
            "deepcopy",
            "import copy\nup, down = copy.deepcopy(parameters), copy.deepcopy(parameters)\n"
            "up[name][i, j] += eps\ndown[name][i, j] -= eps\n"
            "slope = (cost_at(up) - cost_at(down)) / 2 / eps",
        ),
        Variant(
            "nudge_array",
            "nudge = np.zeros_like(parameters[name])\nnudge[i, j] = eps\n"
            "above = cost_at(parameters | {name: parameters[name] + nudge})\n"
            "below = cost_at({**parameters, name: parameters[name] - nudge})\n"
            "slope = (above - below) / (2 * eps)",
        ),
        Variant(
            "one_copy",
            "nudged = {key: np.array(value) for key, value in parameters.items()}\n"
            "nudged[name][i, j] += eps\nabove = cost_at(nudged)\nnudged[name][i, j] -= 2 * eps\n"
            "slope = np.array((above - cost_at(nudged)) / (2 * eps))",
        ),
    ),
)
