"""Exercise `what_the_table_says`: its cases, known mistakes and right variants."""

from grader.exercises.content.choice_questions import choice, no_arguments
from grader.exercises.exercise import Exercise, Mistake
from grader.student.checking.comparison import Contract

EXERCISE = Exercise(
    name="what_the_table_says",
    cases=no_arguments,
    contract=Contract(outputs=("choice",)),
    rules=(),
    sealed=True,
    mistakes=(
        Mistake(
            "best_run",
            choice("a"),
            says="The best run is the luckiest one. Another eight seeds have another best run; "
            "compare means, and how far the runs scatter.",
        ),
        Mistake(
            "nothing_learned",
            choice("b"),
            says="All three are far above the 60 % of a blind answer, on drawings they have never "
            "seen. The gap to logistic regression is wider than the scatter.",
        ),
        Mistake(
            "depth_always_wins",
            choice("d"),
            says="On the photographs the two means are the same, and at 64 by 64 some runs with "
            "two layers beat some with four. The table does not say always.",
        ),
    ),
)
