"""Exercise `signal_after_six_layers`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import wrong_choices
from grader.exercises.exercise import Case, Exercise
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="signal_after_six_layers",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=wrong_choices(
        {
            "a": (
                "unchanged",
                "ReLU keeps positive numbers, but between two ReLU stands a product with small "
                "weights. What does that do to the size?",
            ),
            "b": (
                "one_layer_only",
                "That would be about right after one layer. Every further layer multiplies by "
                "small weights once more.",
            ),
            "d": (
                "explosion",
                "Each unit does add up 50 inputs, but each of them first shrinks to a hundredth, "
                "and positive and negative ones partly cancel.",
            ),
        },
        "c",
    ),
)
