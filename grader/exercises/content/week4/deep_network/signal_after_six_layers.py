"""Exercise `signal_after_six_layers`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "signal_after_six_layers",
    right="d",
    options={
        "a": (
            "explosion",
            "Entries of about 100000000 need a factor of about 20 in each layer; 50 products of "
            "size 0.01 add up to about 0.07.",
        ),
        "b": (
            "unchanged",
            "Entries of about 1 need a factor of about 1 in each layer; 50 products of size 0.01 "
            "add up to about 0.07.",
        ),
        "c": (
            "one_layer_only",
            "Entries of about 0.01 need a factor of about 0.5 in each layer; 50 products of size "
            "0.01 add up to about 0.07.",
        ),
        "d": (
            "a_power_of_the_factor",
            "Entries of about 0.00000001 need a factor of about 0.05 in each layer; 50 products "
            "of size 0.01 add up to about 0.07.",
        ),
    },
    earlier={
        "Say how large the activations of layer 6 are.": {"a": "b", "b": "c", "c": "d", "d": "a"},
    },
)
