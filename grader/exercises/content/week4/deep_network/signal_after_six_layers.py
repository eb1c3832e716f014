"""Exercise `signal_after_six_layers`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "signal_after_six_layers",
    right="c",
    wrong={
        "a": (
            "unchanged",
            "ReLU keeps positive numbers, but between two ReLU stands a product with small "
            "weights. What does that do to the size?",
        ),
        "b": (
            "one_layer_only",
            "That would be about right after one layer. Every further layer multiplies by small "
            "weights once more.",
        ),
        "d": (
            "explosion",
            "Each unit does add up 50 inputs, but each of them first shrinks to a hundredth, and "
            "positive and negative ones partly cancel.",
        ),
    },
)
