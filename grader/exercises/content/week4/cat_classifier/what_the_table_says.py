"""Exercise `what_the_table_says`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "what_the_table_says",
    right="c",
    rules=(),
    wrong={
        "a": (
            "best_run",
            "The best run is the luckiest one. Another eight seeds have another best run; "
            "compare means, and how far the runs scatter.",
        ),
        "b": (
            "nothing_learned",
            "All three are far above the 60 % of a blind answer, on drawings they have never "
            "seen. The gap to logistic regression is wider than the scatter.",
        ),
        "d": (
            "depth_always_wins",
            "On the photographs the two means are the same, and at 64 by 64 some runs with two "
            "layers beat some with four. The table does not say always.",
        ),
    },
)
