"""Exercise `xor_tree`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n: int, m: int) -> Case:
        # Drawn again until both parities occur, and ones beyond the first two bits decide.
        while True:
            bits = rng.integers(0, 2, size=(n, m)).astype(float)
            parity = bits.sum(axis=0) % 2
            first = (bits[:2].sum(axis=0) % 2 == parity).all()
            both = 0 < parity.sum() < m
            if both and (n == 2 or not first):
                return Case({"bits": bits}, {"n": n, "m": m})

    return [case(5, 6), case(2, 5), case(3, 4), case(8, 7), case(7, 3)]


_ODD_ONE = "        if n % 2 == 1:\n            rows.append(A[n - 1 :])\n"

EXERCISE = Exercise(
    name="xor_tree",
    cases=_cases,
    contract=Contract(outputs=("parity", "nets")),
    uses=("linear_activation_forward",),
    equations={"parity": "(4.1)", "nets": "(4.3)"},
    mistakes=(
        Mistake(
            "odd_one_lost",
            Edit(_ODD_ONE, ""),
            says="A bit that has no partner is lost. It goes on to the next round as it is.",
            raises=("ValueError", "at least one array"),
        ),
        Mistake(
            "odd_one_always",
            Edit("if n % 2 == 1:", "if True:"),
            says="The last bit goes on to the next round even where it has had a partner.",
        ),
        Mistake(
            "rounds_counted",
            Edit("nets + len(rows)", "nets + 1"),
            says="The parity is right. nets counts the rounds; in one round there are as many "
            "small networks as pairs.",
        ),
        Mistake(
            "units_counted",
            Edit("nets + len(rows)", "nets + 3 * len(rows)"),
            says="The parity is right. nets counts the units, three for each small network; the "
            "exercise asks for the networks.",
        ),
        Mistake(
            "only_the_last_round_counted",
            Edit("nets + len(rows)", "len(rows)"),
            says="The parity is right. nets holds the last round alone; each round has to add to "
            "it.",
        ),
        Mistake(
            "leftover_counted",
            (
                Edit("        nets = nets + len(rows)\n", ""),
                Edit(
                    "        A = np.vstack(rows)",
                    "        nets = nets + len(rows)\n        A = np.vstack(rows)",
                ),
            ),
            says="The parity is right. nets is too large: a bit that has no partner takes no "
            "network.",
        ),
        Mistake(
            "overlapping_pairs",
            Edit("range(0, n - 1, 2)", "range(n - 1)"),
            says="The pairs overlap: rows 0 and 1, then rows 1 and 2. Each bit meets only one "
            "other in a round.",
            raises=("ValueError", "."),
        ),
        Mistake(
            "one_pair_in_a_round",
            (
                Edit("range(0, n - 1, 2)", "range(0, 1)"),
                Edit(_ODD_ONE, "        rows.append(A[2:])\n"),
            ),
            says="Only the first two rows are combined in each round. That is a chain, and it is "
            "not finished after the rounds of a tree.",
        ),
        Mistake(
            "ones_added_up",
            Edit("xor_net(A[i : i + 2])", "A[i : i + 2].sum(axis=0, keepdims=True)"),
            says="The ones are added up: 1 and 1 give 2. xor_net gives 0 for them.",
        ),
        Mistake(
            "or_in_place_of_xor",
            Edit("xor_net(A[i : i + 2])", "A[i : i + 2].max(axis=0, keepdims=True)"),
            says='This is "or": 1 and 1 give 1. For the parity they must give 0.',
        ),
        Mistake(
            "everything_at_once",
            Edit("xor_net(A[i : i + 2])", "xor_net(A)"),
            says="xor_net gets all rows at once; it takes two.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "single_rows",
            Edit("A[i : i + 2]", "A[i]"),
            says="xor_net gets one row; it takes two, as an array of shape (2, m).",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "list_not_stacked",
            Edit("np.vstack(rows)", "np.array(rows)"),
            says="np.array makes a third axis of the list. Rows of shape (1, m), one below the "
            "other, have the shape (number of rows, m).",
            raises=("ValueError", "."),
        ),
        Mistake(
            "nothing_counted",
            Edit("        nets = nets + len(rows)\n", ""),
            says="The parity is right. nets is 0: nothing is counted.",
        ),
        Mistake(
            "first_row_goes_through",
            Edit("A[n - 1 :]", "A[:1]"),
            says="nets is right. Where a row has no partner, row 0 is appended, which has had one; "
            "the row left over is the last.",
        ),
        Mistake(
            "side_by_side",
            Edit("np.vstack", "np.hstack"),
            says="The results are put side by side, as if they were more examples. They belong "
            "below one another, one row for each.",
            raises=("ValueError", "."),
        ),
        Mistake(
            "bits_in_every_round",
            Edit("n = A.shape[0]", "A = bits\n        n = A.shape[0]"),
            says="Every round begins with bits again. It has to go on with what the round before "
            "has left, A.",
        ),
        Mistake(
            "last_pair_without_partner",
            Edit("range(0, n - 1, 2)", "range(0, n, 2)"),
            says="Where n is odd, the last pair that is taken has only one row. That row has no "
            "partner, and goes on without a network.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "result_not_stored",
            Edit("A = np.vstack(rows)", "np.vstack(rows)"),
            says="A stays as it is from round to round: the rows that are put together need to "
            "become the new A.",
        ),
        Mistake(
            "only_the_last_pair_goes_on",
            Edit("np.vstack(rows)", "rows[-1]"),
            says="Only the last row of each round goes on; all of them have to.",
            raises=("IndexError", "."),
        ),
        Mistake(
            "bits_counted",
            Edit("nets + len(rows)", "nets + n"),
            says="The parity is right. nets counts the bits of each round; two of them share one "
            "network.",
        ),
    ),
    variants=(
        Variant(
            "pairs_of_rows",
            "pairs, n = [], len(A)\n"
            "for first, second in zip(A[0 : n - 1 : 2], A[1:n:2]):\n"
            "    pairs.append(xor_net(np.stack([first, second])))\n    nets += 1\n"
            "if n % 2:\n    pairs.append(A[-1:])\nA = np.concatenate(pairs, axis=0)",
        ),
        Variant(
            "filled_array",
            "n = A.shape[0]\nB = np.zeros(((n + 1) // 2, A.shape[1]))\n"
            "for k in range(n // 2):\n    B[k] = xor_net(A[2 * k : 2 * k + 2])\n"
            "    nets = nets + 1\nif n % 2 == 1:\n    B[-1] = A[-1]\nA = B",
        ),
        Variant(
            "loop_written_out",
            "rows, n = [], A.shape[0]\n"
            "for i in range(0, n, 2):\n"
            "    if i + 1 < n:\n        rows += [xor_net(np.array([A[i], A[i + 1]]))]\n"
            "        nets += 1\n"
            "    else:\n        rows += [A[[i]]]\n"
            "A = np.concatenate(rows, axis=0)",
        ),
        Variant(
            "side_by_side",
            "n = A.shape[0] - A.shape[0] % 2\n"
            "pair = np.vstack([A[0:n:2].reshape(1, -1), A[1:n:2].reshape(1, -1)])\n"
            "A = np.vstack([xor_net(pair).reshape(n // 2, -1), A[n:]])\n"
            "nets += n // 2",
        ),
        Variant("leftover_first", Edit("rows.append(A[n - 1 :])", "rows.insert(0, A[[n - 1]])")),
    ),
)
