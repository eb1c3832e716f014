"""Exercise `back_to_pixels`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import CANNOT_BROADCAST
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_h: int, n_x: int, m: int) -> Case:
        Q, _ = np.linalg.qr(rng.normal(size=(n_x, m)))
        arguments: dict[str, Plain] = {"W1": rng.normal(size=(n_h, n_x))}
        arguments |= {"V1": rng.normal(size=(n_h, m)), "Q": np.ascontiguousarray(Q)}
        return Case(arguments, {"n_h": n_h, "n_x": n_x, "m": m})

    return [case(3, 7, 4), case(2, 9, 5), case(1, 6, 2), case(4, 8, 6)]


EXERCISE = Exercise(
    name="back_to_pixels",
    cases=_cases,
    contract=Contract(outputs=("W1_trained",)),
    rules=VECTORIZED,
    equations={"W1_trained": "(6.4)"},
    mistakes=(
        Mistake(
            "outside_forgotten",
            "W1_trained = V1 @ Q.T",
            says="This is V1 turned back alone. The part of W1 that no training picture can see is "
            "lost; it stays as it was.",
        ),
        Mistake(
            "start_counted_twice",
            "W1_trained = W1 + V1 @ Q.T",
            says="V1 holds the start as well, seen in the new axes, so the start is added twice. "
            "Turn back only what V1 has learned.",
        ),
        Mistake(
            "untrained",
            "W1_trained = W1 + 0",
            says="This is the W1 from before the training.",
        ),
        Mistake(
            "wrong_sign",
            "W1_trained = W1 + (W1 @ Q - V1) @ Q.T",
            says="The change has the wrong sign: it is V1 now, minus V1 at the start.",
        ),
        Mistake(
            "change_alone",
            "W1_trained = (V1 - W1 @ Q) @ Q.T",
            says="This is what was learned, without the start that it is added to.",
        ),
        Mistake(
            "not_turned_back",
            "W1_trained = W1 + (V1 - W1 @ Q) @ Q",
            says="What is multiplied by Q has m columns, and Q has n_x rows. Which of Q and its "
            "transpose turns m numbers into n_x?",
            raises=("ValueError", "matmul"),
        ),
        Mistake(
            "projected_only",
            "W1_trained = W1 @ Q @ Q.T",
            says="This is the start, as far as the training pictures see it. What V1 has learned "
            "is missing.",
        ),
        Mistake(
            "start_subtracted",
            "W1_trained = (V1 - W1 @ Q) @ Q.T - W1",
            says="What was learned is right. The start is subtracted from it; (6.4) adds it.",
        ),
        Mistake(
            "start_inside_twice",
            "W1_trained = W1 + W1 @ Q @ Q.T + V1 @ Q.T",
            says="The start along the axes is added; (6.4) subtracts it from V1, since V1 holds it "
            "already.",
        ),
        Mistake(
            "first_columns_for_the_start",
            "W1_trained = W1 + (V1 - W1[:, : V1.shape[1]]) @ Q.T",
            says="The first columns of W1 are taken for the start along the axes. That is W1, "
            "measured along the axes by a product with Q.",
        ),
        Mistake(
            "along_the_axes",
            "W1_trained = W1 @ Q + (V1 - W1 @ Q)",
            says="The result is along the axes, with m columns: it is V1 again. It has to be "
            "turned back to n_x columns.",
        ),
        Mistake(
            "entry_by_entry",
            "W1_trained = W1 + (V1 - W1 @ Q) * Q.T",
            says="* multiplies entry by entry. To turn back is a matrix product.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "no_parentheses",
            "W1_trained = W1 + V1 - W1 @ Q @ Q.T",
            says="Only the second term of the difference is turned back: the parentheses of (6.4) "
            "are missing.",
            raises=CANNOT_BROADCAST,
        ),
        Mistake(
            "axes_turned_the_wrong_way",
            "W1_trained = W1 + (V1 - W1 @ Q.T) @ Q",
            says="Q and its transpose have changed places: Q leads from the pixels to the axes, "
            "its transpose back.",
            raises=("ValueError", "matmul"),
        ),
    ),
    variants=(
        Variant(
            "np_matmul", "W1_trained = W1 + np.matmul(V1, Q.T) - np.matmul(np.matmul(W1, Q), Q.T)"
        ),
        Variant("transposed", "W1_trained = (W1.T + Q @ (V1.T - Q.T @ W1.T)).T"),
        Variant("outside_plus_inside", "W1_trained = (W1 - W1 @ Q @ Q.T) + V1 @ Q.T"),
        Variant("np_dot", "W1_trained = W1 + np.dot(V1 - np.dot(W1, Q), Q.T)"),
        Variant(
            "einsum",
            'W1_trained = W1 + np.einsum("hm,xm->hx", V1 - np.einsum("hx,xm->hm", W1, Q), Q)',
        ),
    ),
)
