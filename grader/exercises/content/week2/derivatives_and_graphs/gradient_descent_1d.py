"""Exercise `gradient_descent_1d`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs import sentences
from grader.exercises.content.week2.derivatives_and_graphs.cases import as_formula, random_number
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Polynomial
from grader.student.checking import Contract, Fact


def _cases(rng: Rng) -> Sequence[Case]:
    def case(dJ: Polynomial, w0: float, alpha: float, steps: int) -> Case:
        facts: dict[str, Fact] = {
            "dJ": as_formula(dJ, "w"),
            "w0": w0,
            "alpha": alpha,
            "steps": steps,
        }
        return Case({"dJ": dJ, "w0": w0, "alpha": alpha, "steps": steps}, facts)

    def bowl() -> Polynomial:
        bend = abs(random_number(rng, 0.6, 1.6))
        return Polynomial((round(-bend * random_number(rng), 2), bend))

    def start(dJ: Polynomial, side: int) -> float:
        """Draw a start on the right (1) or left (-1), with a way to go."""
        while True:
            w0 = random_number(rng, 0.5, 4.5)
            if side * dJ(w0) > 0.5:
                return w0

    one, few, many = bowl(), bowl(), bowl()
    uphill_and_down = Polynomial((random_number(rng, 0.2, 0.4), -1.0, 0.0, 1.0))
    return [
        case(one, start(one, 1), 0.4, 1),
        case(few, start(few, -1), 0.1, 3),
        case(many, start(many, 1), 1.2, 6),
        case(uphill_and_down, random_number(rng, 1.3, 1.6), 0.05, 5),
    ]


_STEP = "w = w - alpha * dJ(w)"

EXERCISE = Exercise(
    name="gradient_descent_1d",
    cases=_cases,
    contract=Contract(outputs=("path",)),
    equations={"path": "(5.2)"},
    mistakes=(
        Mistake(
            "uphill",
            Edit(_STEP, "w = w + alpha * dJ(w)"),
            says="this walks up the hill. The slope points to where J grows, so it is subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            Edit(_STEP, "w = w - dJ(w)"),
            says=sentences.NO_ALPHA,
        ),
        Mistake(
            "slope_of_the_start",
            Edit(_STEP, "w = w - alpha * dJ(w0)"),
            says="every step uses the slope at w0. Evaluate dJ where you are now.",
        ),
        Mistake(
            "always_from_the_start",
            Edit(_STEP, "w = w0 - alpha * dJ(w)"),
            says="every step begins at w0 again. It should begin where the one before it ended.",
        ),
        Mistake(
            "never_moves",
            (Edit(_STEP, "new = w - alpha * dJ(w)"), Edit("path.append(w)", "path.append(new)")),
            says="all places after the first are equal: the new place is kept in the list, but the "
            "next step starts at the old one.",
        ),
        Mistake(
            "one_step_short",
            Edit("range(steps)", "range(1, steps)"),
            says="one step is missing: range(1, steps) begins to count at 1 and ends before steps.",
        ),
        Mistake(
            "one_step_more",
            Edit("range(steps)", "range(steps + 1)"),
            says="there is a step too many. The start is in the list already.",
        ),
        Mistake(
            "start_twice",
            (
                Edit(_STEP, "path.append(w)"),
                Edit("        path.append(w)\n    ###", "        w = w - alpha * dJ(w)\n    ###"),
            ),
            says="the start is in the list twice, and the last place is missing: each place is "
            "kept before the step instead of after it.",
        ),
        Mistake(
            "last_place_only",
            (Edit("        path.append(w)", "    path.append(w)"),),
            says="the list holds the start and the end only: each step has to add its place.",
        ),
        Mistake(
            "return_in_loop",
            Edit("        path.append(w)", "        path.append(w)\n        return path"),
            says="only the first step is made: does a return line stand inside the loop?",
        ),
        Mistake(
            "slope_assigned",
            Edit(_STEP, "w = alpha * dJ(w)"),
            says="w becomes the step itself. The step is subtracted from w.",
        ),
        Mistake(
            "size_of_the_slope",
            Edit(_STEP, "w = w - alpha * abs(dJ(w))"),
            says="it always walks to the left: the sign of the slope is lost. The sign is what "
            "tells the direction.",
        ),
    ),
    variants=(
        Variant(
            "accumulate",
            "from itertools import accumulate\n"
            "path = list(accumulate(range(steps), lambda w, _: w - alpha * dJ(w), "
            "initial=w0))",
        ),
        Variant(
            "recursion",
            "if steps > 0:\n"
            "    path = path + gradient_descent_1d(dJ, w0 - alpha * dJ(w0), alpha, steps "
            "- 1)",
        ),
        Variant(
            "from_the_list",
            "for _ in range(steps):\n    path.append(path[-1] - alpha * dJ(path[-1]))",
        ),
        Variant(
            "while_loop",
            "dw = dJ(w0)\nwhile len(path) <= steps:\n    w0 -= alpha * dw\n    path += [w0]\n"
            "    dw = dJ(w0)",
        ),
        Variant(
            "array",
            "path = np.zeros(steps + 1)\npath[0] = w0\nfor k in range(steps):\n"
            "    path[k + 1] = path[k] - alpha * dJ(path[k])",
        ),
    ),
)
