"""Exercise `gradient_check`: its cases, known mistakes and right variants."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.exercises.content.gradients import gradient
from grader.exercises.content.labels import random_labels
from grader.exercises.content.sentences import COST_ARGUMENTS_SWAPPED
from grader.exercises.content.week4.deep_network.layers import size_facts
from grader.exercises.content.week4.deep_network.networks import forward, random_network
from grader.exercises.exercise import Array, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cost(X: Array, Y: Array, parameters: Mapping[str, Array]) -> float:
    Z = forward(X, parameters)[1][-1][1]
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))


def _gaps(
    parameters: Mapping[str, Array],
    grads: Mapping[str, Array],
    X: Array,
    Y: Array,
    epsilon: float,
    sides: tuple[int, int] = (1, -1),
    in_place_of_the_entry: bool = False,
) -> Iterator[float]:
    """Yield the measured slope minus the given one, for every entry of every parameter."""
    right, left = sides
    for name, array in parameters.items():
        for entry in np.ndindex(array.shape):
            step = np.zeros(array.shape)
            step[entry] = epsilon
            start = np.where(step > 0, 0, array) if in_place_of_the_entry else array
            above = _cost(X, Y, {**parameters, name: start + right * step})
            below = _cost(X, Y, {**parameters, name: start + left * step})
            slope = (above - below) / ((right - left) * epsilon)
            yield slope - float(grads[f"d{name}"][entry])


Arguments = dict[str, Plain]


def _worst_to_all_sides(given: Arguments) -> int | None:
    """Return the number of the worst entry, None if the slopes to one side find another.

    One-sided slopes are a mistake that shows in the error alone.
    """
    sides = ((1, -1), (1, 0), (0, -1))
    found = {int(np.abs(list(_gaps(**given, sides=each))).argmax()) for each in sides}
    return found.pop() if len(found) == 1 else None


def _places(given: Mapping[str, Plain]) -> list[tuple[str, tuple[int, ...]]]:
    return [(name, at) for name, of in given["parameters"].items() for at in np.ndindex(of.shape)]


def _wrong_places(given: Mapping[str, Plain]) -> list[tuple[bool, bool]]:
    """Return, for each wrong way to look for the worst entry, what it misses: parameter, entry."""
    gaps = np.array(list(_gaps(**given)))
    places = _places(given)
    backprop = np.array([given["grads"][f"d{name}"][at] for name, at in places])
    others = (
        gaps,  # without absolute values
        np.abs((gaps + backprop) / 2 - backprop),  # half the slope
        np.abs(backprop),
        np.abs(list(_gaps(**given, in_place_of_the_entry=True))),
    )
    name, at = places[np.abs(gaps).argmax()]
    found = [places[other.argmax()] for other in others]
    return [(other_name != name, other_at != at) for other_name, other_at in found]


def _drawn_network(rng: Rng, dims: Sequence[int], m: int, epsilon: float) -> Arguments:
    """Draw the arguments, with the right gradient in `grads`."""
    X, parameters = random_network(rng, dims, m)
    Y = random_labels(rng, m)
    AL, caches = forward(X, parameters)
    grads = gradient(AL, Y, caches)
    return {"parameters": parameters, "grads": grads, "X": X, "Y": Y, "epsilon": epsilon}


def _cases(rng: Rng) -> Sequence[Case]:
    # No wrong way to look finds the right parameter, or the right entry, in all cases by luck.
    while True:
        cases = _drawn_cases(rng)
        missed = np.zeros((4, 2), dtype=bool)
        for case in cases:
            missed |= _wrong_places(case.arguments)
            if missed.all():
                return cases


def _drawn_cases(rng: Rng) -> Sequence[Case]:
    def case(dims: Sequence[int], m: int, spoil: str, sign: int) -> Case:
        # The worst entry has to be clear. A large epsilon makes the error of the method itself
        # larger than rounding, so that it is the same number on every computer.
        while True:
            given = _drawn_network(rng, dims, m, 0.01)
            if spoil:
                array = given["grads"][spoil].copy()
                # In dW2 an entry that W1 does not have.
                column = array.shape[1] - 1 if spoil == "dW2" else rng.integers(array.shape[1])
                entry = int(rng.integers(array.shape[0])), int(column)
                array[entry] += sign * rng.uniform(0.4, 0.8)
                given["grads"][spoil] = array
            gaps = np.array(list(_gaps(**given)))
            largest = np.sort(np.abs(gaps))
            clear = largest[-1] > 1.3 * largest[-2] and largest[-1] > 3e-6
            clear = clear and _worst_to_all_sides(given) is not None
            if clear and (sign < 0) == (gaps[np.abs(gaps).argmax()] > 0):
                return Case(given, size_facts(dims, m))

    return [
        case([3, 2, 1], 4, "dW1", +1),
        case([2, 1], 5, "", +1),
        case([2, 3, 2, 1], 3, "db2", +1),
        case([2, 3, 3, 2, 1], 2, "dW2", -1),
        *(_one_bad_entry_beside_a_bad_layer(rng) for _ in range(3)),
        *(_large_epsilon(rng, dims) for dims in ([3, 2, 1], [2, 3, 1], [3, 3, 1])),
    ]


def _large_epsilon(rng: Rng, dims: Sequence[int]) -> Case:
    """Draw a case in which a smaller epsilon finds another worst entry, in another parameter."""
    m = 4
    while True:
        given = _drawn_network(rng, dims, m, 0.5)
        grads, entries = given["grads"], _places(given)
        name, entry = entries[int(rng.integers(len(entries)))]
        grads[f"d{name}"] = grads[f"d{name}"].copy()
        grads[f"d{name}"][entry] += 0.03
        gaps = np.abs(list(_gaps(**given)))
        worst_name, worst_entry = entries[gaps.argmax()]
        clear = np.sum(gaps > 0.8 * gaps.max()) == 1 and gaps.max() > 0.04
        other = worst_name != name and worst_entry != entry
        if clear and other and _worst_to_all_sides(given) is not None:
            return Case(given, size_facts(dims, m))


def _one_bad_entry_beside_a_bad_layer(rng: Rng) -> Case:
    """Draw a case whose worst entry is worst in no other sense.

    Another parameter is off in all its entries, so that sums, means and lengths are larger there;
    the slope itself is largest in another place, and so is the difference relative to it.
    """
    dims, m = [3, 4, 3, 1], 4
    while True:
        given = _drawn_network(rng, dims, m, 0.01)
        right = given["grads"]
        off = {name: np.zeros(array.shape) for name, array in given["parameters"].items()}
        # Row and column differ: to turn them about is wrong.
        row = int(rng.integers(4))
        worst = row, int(rng.choice([column for column in range(3) if column != row]))
        off["W1"][worst] = 0.4 * rng.choice([-1.0, 1.0])
        off["W2"] = 0.25 * rng.choice([-1.0, 1.0], size=(3, 4))
        spoiled = {f"d{name}": right[f"d{name}"] + array for name, array in off.items()}
        given["grads"] = {**right, **spoiled}
        largest = max(np.abs(array).max() for array in spoiled.values())
        slope = abs(right["dW1"][worst])
        other_worst = 0.25 / np.abs(right["dW2"]).clip(1e-9).min() > 1.5 * 0.4 / max(slope, 1e-9)
        other_worst = other_worst and 0.25 / np.abs(right["dW2"]).max() > 1.2 * (
            0.4 / np.abs(right["dW1"]).max()
        )
        if not other_worst or abs(spoiled["dW1"][worst]) > 0.9 * largest or slope < 0.01:
            continue
        # Where a nudge crosses a bend of ReLU, another entry can be worse.
        gaps = np.abs(list(_gaps(**given)))
        clear = np.sum(gaps > 0.9 * gaps.max()) == 1
        if clear and _worst_to_all_sides(given) == np.ravel_multi_index(worst, (4, 3)):
            return Case(given, size_facts(dims, m))


_NUDGES = "for step in (epsilon, -epsilon):"
_COSTS = (
    "            costs = []\n"
    f"            {_NUDGES}\n"
    "                nudged = array.astype(float)\n"
    "                nudged[entry] += step\n"
    "                AL, _ = L_model_forward(X, {**parameters, name: nudged})\n"
    "                costs.append(compute_cost(AL, Y))\n"
)
_QUOTIENT = "(costs[0] - costs[1]) / (2 * epsilon)"
_NOT_HALVED = Edit.within(_QUOTIENT, "(2 * epsilon)", "epsilon")
_ERROR = "lengths[2] / (lengths[0] + lengths[1])"
_LENGTH = "np.sqrt(sum(np.sum(a**2) for a in each.values()))"
_GAP = 'np.abs(numeric[name] - grads[f"d{name}"])'
_WORST = "max(gaps, key=lambda name: gaps[name].max())"
_ENTRY = "np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)"

EXERCISE = Exercise(
    name="gradient_check",
    cases=_cases,
    contract=Contract(outputs=("error", "parameter", "entry"), tolerance={"error": 1e-4}),
    uses=("L_model_forward", "compute_cost"),
    equations={"error": "(9.2)", "parameter": "(9.1)", "entry": "(9.1)"},
    mistakes=(
        Mistake(
            "one_side",
            (
                Edit(_NUDGES, "for step in (epsilon, 0.0):"),
                _NOT_HALVED,
            ),
            says="The slope is measured on one side only, and is less exact. (9.1) nudges to both "
            "sides.",
        ),
        Mistake(
            "not_divided_by_two",
            _NOT_HALVED,
            says="The measured slopes are twice too large: from one side to the other the way is "
            "two epsilon.",
        ),
        Mistake(
            "no_parentheses",
            Edit.within(_QUOTIENT, "(2 * epsilon)", "2 * epsilon"),
            says="x / 2 * epsilon divides by 2 and then multiplies by epsilon: parentheses around "
            "the denominator are missing.",
        ),
        Mistake(
            "not_divided",
            Edit(_QUOTIENT, "costs[0] - costs[1]"),
            says="The difference of the two costs is not divided by the way between them.",
        ),
        Mistake(
            "sign",
            Edit(_QUOTIENT, "(costs[1] - costs[0]) / (2 * epsilon)"),
            says="The measured slopes have the wrong sign: the cost after the step up comes first.",
        ),
        Mistake(
            "whole_array_nudged",
            Edit("nudged[entry] += step", "nudged += step"),
            says="All entries of the parameter are nudged at once; only parameters[name][entry] "
            "may move.",
        ),
        Mistake(
            "nudge_not_put_back",
            Edit("array.astype(float)", "parameters[name]"),
            says="The second nudge starts where the first one ended, so the array is not on the "
            "other side but back in the middle. Nudge a fresh copy.",
        ),
        Mistake(
            "absolute",
            Edit(_ERROR, "lengths[2]"),
            says="This is the length of the difference. (9.2) divides it by the two lengths, so "
            "that the size of the gradient does not matter.",
        ),
        Mistake(
            "divided_by_one_length",
            Edit(_ERROR, "lengths[2] / lengths[1]"),
            says="It is divided by the length of one of the two gradients; (9.2) has the sum of "
            "both below the line.",
        ),
        Mistake(
            "divided_by_numeric_length",
            Edit(_ERROR, "lengths[2] / lengths[0]"),
            says="It is divided by the length of numeric alone; (9.2) has the sum of both lengths "
            "below the line.",
        ),
        Mistake(
            "division_before_sum",
            Edit(_ERROR, "lengths[2] / lengths[0] + lengths[1]"),
            says="Python divides before it adds: the sum of the two lengths needs parentheses.",
        ),
        Mistake(
            "no_roots",
            Edit(_ERROR, "lengths[2] ** 2 / (lengths[0] ** 2 + lengths[1] ** 2)"),
            says="These are squared lengths: the square roots are missing.",
        ),
        Mistake(
            "largest_difference",
            Edit(_ERROR, "max(gaps[name].max() for name in gaps)"),
            says="This is the largest single difference; (9.2) takes all entries together, and "
            "divides.",
        ),
        Mistake(
            "last_parameter_only",
            Edit(_WORST, "list(gaps)[-1]"),
            says="The error is right. The worst entry is looked for in the last parameter only.",
        ),
        Mistake(
            "first_parameter_only",
            Edit(_WORST, "list(gaps)[0]"),
            says="The error is right. The worst entry is looked for in the first parameter only.",
        ),
        Mistake(
            "largest_slope",
            (
                Edit(_WORST, "max(numeric, key=lambda name: np.abs(numeric[name]).max())"),
                Edit(
                    "gaps[parameter].argmax()",
                    "np.abs(numeric[parameter]).argmax()",
                ),
            ),
            says="The error is right. The place is that of the largest slope; the exercise asks "
            "for the largest difference of the two.",
        ),
        Mistake(
            "smallest_difference",
            (
                Edit(_WORST, "min(gaps, key=lambda name: gaps[name].min())"),
                Edit("gaps[parameter].argmax()", "gaps[parameter].argmin()"),
            ),
            says="The error is right. The place is where the two agree best; the exercise asks for "
            "the worst.",
        ),
        Mistake(
            "sign_of_difference",
            Edit(_GAP, 'numeric[name] - grads[f"d{name}"]'),
            says="The error is right. Large negative differences are not noticed: compare absolute "
            "values.",
        ),
        Mistake(
            "keys_without_d",
            (
                Edit(
                    _GAP,
                    "np.abs(numeric[name] - grads[name])",
                ),
            ),
            says="The derivative of W2 stands under the name dW2.",
            raises=("KeyError", "W1"),
        ),
        Mistake(
            "one_side_below",
            (
                Edit(_NUDGES, "for step in (0.0, -epsilon):"),
                _NOT_HALVED,
            ),
            says="The slope is measured on one side only, below, and is less exact. (9.1) nudges "
            "to both sides.",
        ),
        Mistake(
            "fixed_epsilon",
            (
                Edit(_NUDGES, "for step in (1e-7, -1e-7):"),
                Edit.within(_QUOTIENT, "epsilon", "1e-7"),
            ),
            says="The way to nudge is always 1e-7, whatever the argument epsilon says.",
        ),
        Mistake(
            "divided_by_epsilon_squared",
            Edit.within(_QUOTIENT, "2 * epsilon", "epsilon**2"),
            says="The difference is divided by epsilon squared; the way between the two points is "
            "two epsilon.",
        ),
        Mistake(
            "both_above",
            Edit(_NUDGES, "for step in (epsilon, epsilon):"),
            says="All measured slopes are 0. Do the two costs differ, with the entry once moved up "
            "and once down, and is the slope written to numeric[name][entry]?",
        ),
        Mistake(
            "nudged_twice_as_far",
            Edit("nudged[entry] += step", "nudged[entry] += 2 * step"),
            says="The measured slopes are twice too large: it nudges by two epsilon to each side, "
            "and divides by the way of one.",
        ),
        Mistake(
            "nudge_in_place_of_the_entry",
            Edit("nudged[entry] += step", "nudged[entry] = step"),
            says="The entry becomes epsilon. It should move by epsilon from where it is.",
        ),
        Mistake(
            "nudge_by_a_factor",
            Edit("nudged[entry] += step", "nudged[entry] *= 1 + step"),
            says="The entry is multiplied by 1 + epsilon; (9.1) adds epsilon to it.",
        ),
        Mistake(
            "zeros_nudged",
            Edit("array.astype(float)", "np.zeros(array.shape)"),
            says="The nudged array is zero but for one entry. All other entries have to keep "
            "still, so nudge a copy of the parameter.",
        ),
        Mistake(
            "whole_parameter_overwritten",
            Edit("numeric[name][entry] =", "numeric[name][...] ="),
            says="Each slope is written into all entries of numeric[name]; it belongs to the one "
            "entry.",
        ),
        Mistake(
            "nudged_parameter_alone",
            Edit("{**parameters, name: nudged}", "{name: nudged}"),
            says="The network gets the nudged parameter alone; it needs all the others too.",
            raises=("KeyError", "'[Wb]"),
        ),
        Mistake(
            "labels_for_predictions",
            Edit("compute_cost(AL, Y)", "compute_cost(Y, AL)"),
            says=COST_ARGUMENTS_SWAPPED,
        ),
        Mistake(
            "sum_of_lengths",
            Edit(
                _LENGTH,
                "sum(np.sqrt(np.sum(a**2)) for a in each.values())",
            ),
            says="The lengths of the parameters are added up one by one. All entries make one long "
            "list, and that has one length.",
        ),
        Mistake(
            "absolute_values_added",
            Edit(
                _LENGTH,
                "sum(np.sum(np.abs(a)) for a in each.values())",
            ),
            says="Absolute values are added up. The length of a list is the root of the sum of its "
            "squares.",
        ),
        Mistake(
            "lengths_multiplied",
            Edit(_ERROR, "lengths[2] / (lengths[0] * lengths[1])"),
            says="It is divided by the product of the two lengths; (9.2) has their sum below the "
            "line.",
        ),
        Mistake(
            "difference_of_lengths",
            Edit(_ERROR, "abs(lengths[0] - lengths[1]) / (lengths[0] + lengths[1])"),
            says="Above the line stands the difference of the two lengths. (9.2) has the length of "
            "the difference: subtract first.",
        ),
        Mistake(
            "last_parameter_alone_in_the_error",
            Edit(
                _LENGTH,
                "np.linalg.norm(list(each.values())[-1])",
            ),
            says="The error is that of the last parameter alone; (9.2) takes all entries of all "
            "parameters together.",
        ),
        Mistake(
            "activations_in_the_error",
            Edit(
                'lengths = [numeric, {name: grads[f"d{name}"] for name in numeric}, gaps]',
                "lengths = [numeric, grads, gaps]",
            ),
            says="The length of backprop contains all of grads, the dA too. Only dW and db are "
            "compared.",
        ),
        Mistake(
            "largest_of_backprop",
            (
                Edit(_WORST, 'max(gaps, key=lambda name: np.abs(grads[f"d{name}"]).max())'),
                Edit("gaps[parameter].argmax()", 'np.abs(grads[f"d{parameter}"]).argmax()'),
            ),
            says="The error is right. The place is that of the largest entry of backprop; the "
            "exercise asks for the largest difference of the two.",
        ),
        Mistake(
            "largest_sum_of_gaps",
            Edit(_WORST, "max(gaps, key=lambda name: gaps[name].sum())"),
            says="The error is right. The parameter is the one whose differences are largest as a "
            "sum, a mean or a length; the exercise asks for the worst single entry.",
        ),
        Mistake(
            "relative_gaps",
            (
                Edit(
                    _WORST,
                    "max(gaps, key=lambda name: (gaps[name] / np.abs(numeric[name])).max())",
                ),
                Edit(
                    "gaps[parameter].argmax()",
                    "(gaps[parameter] / np.abs(numeric[parameter])).argmax()",
                ),
            ),
            says="The error is right. The place is that of the largest difference relative to the "
            "slope; the exercise asks for the largest difference.",
        ),
        Mistake(
            "entry_turned",
            Edit(
                _ENTRY,
                _ENTRY + "[::-1]",
            ),
            says="Error and parameter are right. Column and row of the entry have changed places: "
            "the row comes first.",
        ),
        Mistake(
            "entry_as_one_number",
            Edit(
                _ENTRY,
                "(gaps[parameter].argmax(),)",
            ),
            says="Error and parameter are right. The entry is one number, the place in the list of "
            "all entries; the exercise asks for row and column.",
        ),
        Mistake(
            "entry_counted_from_one",
            Edit(
                _ENTRY,
                f"(i + 1 for i in {_ENTRY})",
            ),
            says="Error and parameter are right. Row and column of the entry are counted from 1; "
            "Python counts from 0.",
        ),
        Mistake(
            "name_of_the_derivative",
            Edit(
                "return error, parameter,",
                "parameter = 'd' + parameter\n    return error, parameter,",
            ),
            says="Error and entry are right. The name is that of the derivative; the exercise asks "
            "for that of the parameter, such as W2.",
        ),
    ),
    variants=(
        Variant(
            "sorted",
            (
                Edit(f"float({_ERROR})", "lengths[2] / sum(lengths[:2])"),
                Edit(
                    _WORST,
                    "sorted(gaps, key=lambda name: -np.max(gaps[name]))[0]",
                ),
            ),
        ),
        Variant(
            "step_in_one_direction",
            Edit(
                _COSTS,
                "            E = np.zeros(array.shape)\n"
                "            E[entry] = epsilon\n"
                "            ends = [parameters | {name: array + s * E} for s in (1, -1)]\n"
                "            costs = [compute_cost(L_model_forward(X, p)[0], Y) for p in ends]\n",
            ),
        ),
        Variant(
            "two_copies_and_norms",
            (
                Edit(
                    _COSTS + f"            numeric[name][entry] = {_QUOTIENT}\n",
                    "            import copy\n"
                    "            plus = copy.deepcopy(parameters)\n"
                    "            minus = copy.deepcopy(parameters)\n"
                    "            plus[name][entry] += epsilon\n"
                    "            minus[name][entry] -= epsilon\n"
                    "            J_plus = compute_cost(AL=L_model_forward(X, plus)[0], Y=Y)\n"
                    "            J_minus = compute_cost(L_model_forward(X, minus)[0], Y)\n"
                    "            numeric[name][entry] = (J_plus - J_minus) / 2 / epsilon\n",
                ),
            ),
        ),
        Variant(
            "put_back",
            Edit(
                _COSTS,
                "            old = array[entry]\n"
                "            costs = []\n"
                "            for moved in (old + epsilon, old - epsilon):\n"
                "                array[entry] = moved\n"
                "                costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))\n"
                "            array[entry] = old\n",
            ),
        ),
        Variant(
            "long_lists",
            (
                Edit(
                    f"    lengths = [{_LENGTH} for each in lengths]\n",
                    "    flat = [np.concatenate([a.ravel() for a in e.values()])\n"
                    "            for e in lengths]\n"
                    "    lengths = [np.linalg.norm(each) for each in flat]\n",
                ),
            ),
        ),
    ),
)
