"""Exercise `fifty_linear_units`: a question of choice."""

from grader.exercises.content.choice_questions import choice_question

EXERCISE = choice_question(
    "fifty_linear_units",
    right="a",
    options={
        "a": (
            "one_line",
            "A straight line needs a single equation w.T x + b = 0; folding by (1.3) and (1.4) "
            "leaves one w and one b.",
        ),
        "b": (
            "a_bend_for_each_unit",
            "A curve with 50 bends needs units whose slope changes with z; the slope of g(z) = z "
            "is 1 at every z.",
        ),
        "c": (
            "a_bend_for_each_layer",
            "Three bends need a change of slope in each hidden layer; (1.3) and (1.4) fold two "
            "linear layers into one.",
        ),
        "d": (
            "patience",
            "Any curve needs a family of functions that contains it; training moves the numbers "
            "of w.T x + b, which stays linear in x.",
        ),
    },
    earlier={
        "The form of the boundary.": {"a": "b", "b": "a", "c": "c", "d": "d"},
    },
)
