"""What the two training exercises share."""

from grader.exercises.content.labels import random_labels
from grader.exercises.content.week4.cat_classifier.cases import random_parameters
from grader.exercises.exercise import Case, Rng
from grader.student.calling.plain_data import Plain
from grader.student.checking.comparison import Contract


def training_case(
    rng: Rng, dims: list[int], m: int, iterations: int, rate: float, with_start: bool
) -> Case:
    """Draw a small training: with first parameters of its own, or so that they must be drawn."""
    arguments: dict[str, Plain] = {
        "X": rng.normal(size=(dims[0], m)),
        "Y": random_labels(rng, m),
        "layers_dims": dims,
        "learning_rate": rate,
        "num_iterations": iterations,
        "print_cost": False,
        "parameters": random_parameters(rng, dims) if with_start else None,
    }
    return Case(arguments, {"num_iterations": iterations, "L": len(dims) - 1, "m": m})


TRAINED = Contract(
    outputs=("parameters", "costs"),
    tolerance={"costs": 1e-5, **{f"{p}{n}": 1e-5 for p in "Wb" for n in range(1, 6)}},
    first_alone=True,
)


REPLACED_HELPERS = ("initialize_parameters_deep",)


UPDATE = "parameters = update_parameters(parameters, grads, learning_rate)"
