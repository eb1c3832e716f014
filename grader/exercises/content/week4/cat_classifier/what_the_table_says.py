"""Exercise `what_the_table_says`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "what_the_table_says",
    right="a",
    rules=(),
    options={
        "a": (
            "a_gain_here",
            "A gain on these drawings needs means that differ by more than the runs scatter; at "
            "64 by 64 they are 78, 88 and 90, and the runs scatter by 4.",
        ),
        "b": (
            "nothing_learned",
            "Equally good models need means that differ by less than the runs scatter; at 64 by "
            "64 they are 78, 88 and 90, and the runs scatter by 4.",
        ),
        "c": (
            "best_run",
            "A best run that decides needs the same winner for other seeds; at 64 by 64 the runs "
            "reach 83 to 93 with two layers, and 82 to 93.5 with four.",
        ),
        "d": (
            "depth_always_wins",
            "A rule for every depth needs each run of four layers above each of two; at 64 by 64 "
            "the runs reach 83 to 93 with two layers, and 82 to 93.5 with four.",
        ),
    },
    earlier={
        "Say which sentence the measurements support.": {"a": "c", "b": "b", "c": "a", "d": "d"},
    },
)
