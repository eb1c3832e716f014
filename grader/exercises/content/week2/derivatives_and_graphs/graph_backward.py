"""Exercise `graph_backward`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.derivatives_and_graphs.graphs import abc_cases
from grader.exercises.exercise import Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="graph_backward",
    cases=abc_cases,
    contract=Contract(outputs=("gradients",)),
    equations={"dv": "(7.1)", "du": "(7.2)", "da": "(7.2)", "db": "(7.3)", "dc": "(7.3)"},
    mistakes=(
        Mistake(
            "factors_swapped",
            (Edit("db = du * c", "db = du * b"), Edit("dc = du * b", "dc = du * c")),
            says="db and dc have changed places: in a product, each factor's slope is the other "
            "factor.",
        ),
        Mistake(
            "example_numbers",
            (Edit("db = du * c", "db = 6"), Edit("dc = du * b", "dc = 9")),
            says="6 and 9 belong to b = 3 and c = 2. With other arguments they are others.",
        ),
        Mistake(
            "no_chain",
            (Edit("db = du * c", "db = c"), Edit("dc = du * b", "dc = b")),
            says="db and dc are the slopes of u alone. From u the way goes on to J, and along a "
            "path slopes are multiplied.",
        ),
        Mistake(
            "starts_at_one",
            Edit("dv = 3", "dv = 1"),
            says="dv is 1. When v moves a little, J = 3v moves more than that.",
        ),
        Mistake(
            "value_of_j",
            Edit("dv = 3", "dv = 3 * (a + b * c)"),
            says="dv is the value of J. It should say how many times as far J moves when v moves.",
        ),
        Mistake(
            "values_for_slopes",
            (Edit("da = dv * 1", "da = dv * a"), Edit("du = dv * 1", "du = dv * b * c")),
            says="the slope of a sum is multiplied by a value. If a moves by 0.001, v moves just "
            "as far, however large a is.",
        ),
        Mistake(
            "a_and_u_share",
            (Edit("da = dv * 1", "da = dv / 2"), Edit("du = dv * 1", "du = dv / 2")),
            says="da and du share dv between them. A sum passes the whole of it to each of its two "
            "inputs.",
        ),
        Mistake(
            "added_along_the_path",
            (Edit("db = du * c", "db = du + c"), Edit("dc = du * b", "dc = du + b")),
            says="along a path the slopes are added here. They are multiplied.",
        ),
        Mistake(
            "divided",
            (Edit("db = du * c", "db = du / c"), Edit("dc = du * b", "dc = du / (b or 1)")),
            says="du is divided by the other factor. If b moves, u moves c times as far, not the "
            "c-th part.",
        ),
        Mistake(
            "u_skipped",
            Edit("du = dv * 1", "du = 1"),
            says="du is 1: that is how far v moves when u moves. Then comes the way from v to J.",
        ),
    ),
    variants=(
        Variant(
            "two_paths_by_name",
            "dJ = 1.0\ndv = dJ * 3\nda = du = dv\ndb, dc = c * du, b * du",
        ),
        Variant(
            "numpy",
            "dv = np.float64(3)\nda, du = np.multiply(dv, 1), np.multiply(dv, 1)\n"
            "db, dc = du * np.array([c, b])",
        ),
        Variant("worked_out", "dv, du, da, db, dc = 3, 3, 3, 3 * c, 3 * b"),
        Variant(
            "local_slopes_named",
            "dJ_dv = 3\ndv_du = dv_da = 1\ndu_db, du_dc = c, b\ndv = dJ_dv\nda = dv * dv_da\n"
            "du = dv * dv_du\ndb = du * du_db\ndc = du * du_dc",
        ),
        Variant(
            "by_a_wide_nudge",
            "J = lambda a, b, c: graph_forward(a, b, c)['J']\nda = J(a + 1, b, c) - J(a, b, c)\n"
            "db = J(a, b + 1, c) - J(a, b, c)\ndc = J(a, b, c + 1) - J(a, b, c)\n"
            "dv = du = 3.0",
        ),
    ),
)
