"""A verdict: what counts, what it is worth, and what the student reads."""

import dataclasses

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.checking.comparison import Contract
from grader.student.checking.judging import judge
from grader.student.checking.question import KnownMistake, MistakeOutcome, Question, SolvedCase
from grader.student.text import wrap_lines


def mean_and_range(X):
    return {"mean": X.mean(axis=1, keepdims=True)}, float(X.max() - X.min())


def case(m, seed, rule=None):
    X = np.random.default_rng(seed).normal(size=(2, m))
    expected = mean_and_range(X)
    mistaken = {
        "sum": MistakeOutcome(({"mean": X.sum(axis=1, keepdims=True)}, expected[1])),
        "crash": MistakeOutcome(error="ValueError") if m > 1 else MistakeOutcome(expected),
    }
    return SolvedCase({"X": X}, expected, {"m": m}, rule, mistaken)


QUESTION = Question(
    name="statistics",
    number="1.1",
    contract=Contract(outputs=("means", "range")),
    rules=("unchanged", "vectorized"),
    uses=(),
    equations={"mean": "(1.2)"},
    mistakes=(
        KnownMistake("sum", "the mean is {m} times too large: divide by m."),
        KnownMistake("crash", "the axis is missing.", ("ValueError", "broadcast")),
    ),
    cases=(case(1, 1), case(7, 2), case(4, 3)),
)


def verdict(body, question=QUESTION):
    source = "def statistics(X):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    return judge(define(source, "statistics", {"np": np}), question)


RIGHT = "return {'mean': X.mean(axis=1, keepdims=True)}, X.max() - X.min()"


def test_right():
    found = verdict(RIGHT)
    assert (found.status, found.share) == ("right", 1.0)
    assert found.lines == ("statistics  right on 3 of 3 cases: mean, range.",)


def test_a_dictionary_may_have_other_keys_in_every_case():
    cases = [
        SolvedCase({"names": list(names)}, {n: len(n) for n in names}, {}, None, {})
        for names in (("a", "bb"), ("bb", "ccc", "d"))
    ]
    question = dataclasses.replace(
        QUESTION, contract=Contract(outputs=("lengths",)), rules=(), mistakes=(), cases=tuple(cases)
    )
    found = verdict("return {name: len(name) for name in X}", question)
    assert found.lines == ("statistics  right on 2 of 2 cases: a, bb, ccc, d.",)
    found = verdict("return {name: len(name) - (name == 'd') for name in X}", question)
    assert found.lines[0] == "statistics  d is wrong (a, bb and ccc are right)."
    assert found.groups["value"] == 0.75


def test_a_case_that_is_told_at_length_has_a_line_of_its_own():
    facts = {"m": 3, "formula": "3(a + bc)" * 6}
    cases = [SolvedCase({"X": 2.0}, 2.0, facts, None, {})]
    question = dataclasses.replace(
        QUESTION, contract=Contract(outputs=("J",)), rules=(), mistakes=(), cases=tuple(cases)
    )
    found = verdict("return X + 1", question)
    assert found.lines[1:3] == (
        "  expected 2, got 3",
        f"  in the case m = 3, formula = {facts['formula']}",
    )
    longer = dataclasses.replace(cases[0], facts={"m": 3, "formula": "3(a + bc) " * 30})
    found = verdict("return X + 1", dataclasses.replace(question, cases=(longer,)))
    assert found.lines[1] == "  expected 2, got 3"
    assert "in the case" not in "".join(found.lines)


def test_a_known_mistake_is_named_with_the_facts_of_the_case_shown():
    found = verdict(RIGHT.replace("mean(", "sum(", 1))
    assert (found.status, found.mistake) == ("wrong", "sum")
    assert found.lines[0] == "statistics  mean is wrong (range is right). See equation (1.2)."
    assert found.lines[1].endswith("   (m = 7)")
    assert found.lines[2] == "  the mean is 7 times too large: divide by m."


def test_a_mistake_is_named_in_every_form_of_a_number_that_counts_as_right():
    def solved(x):
        return SolvedCase({"x": x}, 2 * x, {}, None, {"half": MistakeOutcome(x / 2)})

    question = Question(
        name="twice",
        number="1.2",
        contract=Contract(outputs=("y",), scalars=frozenset({"y"})),
        rules=(),
        uses=(),
        equations={},
        mistakes=(KnownMistake("half", "this is half of x."),),
        cases=(solved(3.0), solved(-1.0)),
    )
    strict = dataclasses.replace(question, contract=Contract(outputs=("y",)))
    for body in ("return x / 2", "return np.array([[x / 2]])", "return np.array([x / 2])"):
        function = define(f"def twice(x):\n    {body}\n", "twice", {"np": np})
        assert judge(function, question).mistake == "half"
        assert judge(function, strict).mistake == ("half" if body == "return x / 2" else None)


def test_a_case_that_says_nothing_of_a_mistake_does_not_contradict_it():
    silent = dataclasses.replace(QUESTION.cases[0], mistaken={})
    question = dataclasses.replace(QUESTION, cases=(silent, *QUESTION.cases[1:]))
    body = "return {'mean': X.sum(axis=1, keepdims=True)}, X.max() - X.min()"
    assert verdict(body, question).mistake == "sum"

    all_silent = [dataclasses.replace(case, mistaken={}) for case in QUESTION.cases]
    question = dataclasses.replace(QUESTION, cases=tuple(all_silent))
    assert verdict(body, question).mistake is None


def test_a_mistake_is_not_named_if_one_case_contradicts_it():
    wrong = "s = X.sum(axis=1, keepdims=True)\nif X.shape[1] == 4: s = s + 1\n"
    found = verdict(wrong + "return {'mean': s}, X.max() - X.min()")
    assert (found.status, found.mistake) == ("wrong", None)


def label(arguments, facts=None):
    return SolvedCase(arguments, None, facts or {}, None, {}).label


def test_a_case_is_told_by_its_facts_or_by_arguments_that_are_short():
    assert label({"X": np.ones(3)}, {"m": 3, "n_x": 1}) == "m = 3, n_x = 1"
    assert label({"s": (3, 1), "t": ()}) == "s = (3, 1), t = ()"
    assert label({"z": 0.123456789, "n": 2}) == "z = 0.1235, n = 2"
    assert label({"z": 1.0, "X": np.ones(3)}) == ""


def test_each_right_output_earns_its_part():
    found = verdict("return {'mean': 0 * X[:, :1]}, X.max() - X.min()")
    assert found.groups == {"shape": 1.0, "value": 0.5, "rule": 0.0}
    assert found.share == pytest.approx(0.2 + 0.6 / 2)


def test_right_numbers_in_another_form_lose_the_shape_alone():
    found = verdict("return {'mean': X.mean(axis=1)}, X.max() - X.min()")
    assert found.groups == {"shape": 0.0, "value": 1.0, "rule": 1.0}
    assert "mean is an array of shape (2,), expected (2, 1)" in found.lines[1]


def test_a_broken_rule_loses_the_rule_alone_and_says_why():
    body = "means = np.array([[sum(x) / len(x)] for x in X])\n"
    found = verdict(body + "return {'mean': means}, X.max() - X.min()")
    assert found.status == "rule"
    assert found.groups == {"shape": 1.0, "value": 1.0, "rule": 0.0}
    assert "comprehension" in found.lines[1]


def test_wrong_values_earn_nothing_for_rules():
    assert verdict("return {'mean': X[:, :1]}, 0.0").groups["rule"] == 0.0


def test_a_case_of_a_rule_does_not_touch_the_values():
    question = QUESTION.__class__(
        **{
            **QUESTION.__dict__,
            "rules": (),
            "cases": (case(1, 1), case(4, 3), case(9, 4, rule="finite")),
            "rule_says": {"finite": "That was the large one."},
        }
    )
    found = verdict("m = X.shape[1]\n" + RIGHT + " + (np.nan if m == 9 else 0)", question)
    assert found.status == "rule"
    assert found.groups == {"shape": 1.0, "value": 1.0, "rule": 0.0}
    assert "That was the large one." in found.lines[1]


def test_an_error_shows_the_line_and_an_explanation():
    found = verdict("Z = X @ X\n" + RIGHT)
    assert (found.status, found.share) == ("error", 0.0)
    assert found.lines[0] == "statistics  line 2 of your function stops:  Z = X @ X"
    assert found.lines[2].startswith("  Line 2: with other transposes in `X @ X`, all 3 cases")


def test_a_mistake_that_always_stops_is_named_by_its_error_alone():
    body = "if X.shape[1] > 1: np.ones(2) + np.ones(3)\n" + RIGHT
    assert verdict(body).mistake == "crash"
    other = "if X.shape[1] > 1: np.ones(2).reshape(3)\n" + RIGHT
    assert verdict(other).mistake is None


def test_an_error_proves_a_mistake_only_if_its_text_fits_in_every_case():
    body = (
        "if X.shape[1] == 7: np.ones(2) + np.ones(3)\nif X.shape[1] == 4: np.ones(2).reshape(3)\n"
    )
    assert verdict(body + RIGHT).mistake is None
    sized = dataclasses.replace(
        QUESTION,
        mistakes=(KnownMistake("crash", "the axis is missing.", ("ValueError", r"size {m} ")),),
    )
    by_size = "if X.shape[1] > 1: np.ones(X.shape[1]).reshape(2, 5)\n"
    assert verdict(by_size + RIGHT, sized).mistake == "crash"
    assert verdict("if X.shape[1] > 1: np.ones(8).reshape(3)\n" + RIGHT, sized).mistake is None


def test_a_list_is_called_a_list():
    found = verdict("return {'mean': list(X.mean(axis=1))}, X.max() - X.min()")
    assert "mean is a list, as an array of shape (2,), expected (2, 1)" in found.lines[1]


def test_the_headline_of_a_broken_rule_names_it_and_its_price():
    loop = verdict("means = np.array([[sum(x) / len(x)] for x in X])\n" + RIGHT)
    assert (
        loop.lines[0] == "statistics  right values, but with a loop; that costs 20% of its points."
    )
    changing = verdict(RIGHT.replace("return", "answer =") + "\nX[0, 0] = 9.0\nreturn answer")
    assert "right values, but it changes what it was given" in changing.lines[0]


def test_the_stub_is_unfinished():
    found = verdict("raise NotImplementedError")
    assert (found.status, found.share) == ("unfinished", 0.0)
    assert "not written yet" in found.lines[0]


def product_question():
    """Return a question whose known mistake stops at `b`, where (3, 4) meets (3, 1)."""
    says = "b is the wrong product."
    mistake = KnownMistake("order", says, ("ValueError", "matmul|not aligned"))
    outcome = MistakeOutcome(error="ValueError", about=(4, 3), target="b")
    X = np.ones((3, 4))
    solved = SolvedCase({"X": X}, X.sum(axis=1, keepdims=True), {}, None, {"order": outcome})
    return dataclasses.replace(
        QUESTION, contract=Contract(("b",)), rules=(), mistakes=(mistake,), cases=(solved,)
    )


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("b = X @ np.ones((3, 1))", True),
        ("b = np.dot(X, np.ones((3, 1)))", True),
        ("return X @ np.ones((3, 1))", True),
        ("a = X @ np.ones((3, 1))", False),
        ("b = X @ np.ones((5, 1))", False),
    ],
)
def test_an_error_proves_a_mistake_only_by_its_sizes_and_its_variable(body, same):
    found = verdict(f"{body}\nreturn X", product_question())
    assert found.status == "error"
    assert found.mistake == ("order" if same else None)


def test_a_name_in_brackets_behind_an_array_is_explained():
    found = verdict("return X['W1']")
    assert "X['W1'] picks an entry of a dictionary by its name" in found.lines[2]


def test_a_warning_is_explained_and_costs_nothing():
    found = verdict("e = np.exp(np.array([1000.0]))\n" + RIGHT)
    assert (found.status, found.share) == ("right", 1.0)
    assert "line 2 of statistics:  e = np.exp(" in found.lines[1]
    assert "no point is lost" in found.lines[2]


def test_a_warning_of_any_length_leaves_room_for_its_cure():
    long = "e = np.exp(np.array([1000.0])) + " + " + ".join(["np.zeros(1)"] * 9)
    found = verdict(f"{long}\n{RIGHT}")
    shown = wrap_lines(found.lines)
    assert len(shown) <= 4
    assert shown[-1].endswith("never sees a large positive number.")


def test_nan_in_a_wrong_result_is_traced_to_its_warning():
    found = verdict("s = np.log(X * 0)\nreturn {'mean': s[:, :1]}, X.max() - X.min()")
    assert found.status == "wrong"
    assert found.lines[-1].startswith(
        "  Line 2 of your function, divide by zero encountered in log: log(0) is minus infinity"
    )
    assert "See equation (1.2)" in found.lines[0]


def test_a_warning_that_did_no_harm_is_not_blamed():
    found = verdict("s = np.log(X * 0)\n" + RIGHT.replace("mean(", "sum(", 1))
    assert not any("log" in line for line in found.lines)


def test_a_warning_in_a_helper_is_traced_to_the_helper():
    namespace = {"np": np}
    define("def helper(X):\n    return np.sqrt(-1 - X * X)\n", "helper", namespace)
    source = "def statistics(X):\n    return {'mean': helper(X)[:, :1]}, X.max() - X.min()\n"
    found = judge(define(source, "statistics", namespace), QUESTION)
    assert any(line.startswith("  Line 2 of helper, invalid value") for line in found.lines)


def test_the_line_where_an_axis_was_lost_is_named():
    found = verdict("s = X.mean(axis=1)\nreturn {'mean': s}, X.max() - X.min()")
    assert found.lines[2] == (
        "  Line 2 of your function: s has shape (2,): one axis, neither a row nor a column; "
        "keepdims=True keeps both."
    )


def test_the_line_where_an_array_grew_is_named():
    body = "s = X.sum(axis=1)\nt = np.zeros((2, 1)) + s\nreturn {'mean': t}, X.max() - X.min()"
    found = verdict(body)
    assert found.lines[1].startswith("  mean is an array of shape (2, 2), expected (2, 1)")
    assert any(
        line.startswith("  Line 3 of your function, np.zeros((2, 1)) + s: (2, 1) + (2,) gives")
        and line.endswith("It lost the other one in line 2: keepdims=True keeps both.")
        for line in found.lines
    )


def test_an_error_after_an_array_grew_names_that_line():
    body = "s = X.sum(axis=1)\nt = np.zeros((2, 1)) - s\nu = t @ np.ones((3, 1))\n"
    found = verdict(body + RIGHT)
    assert found.lines[0] == "statistics  line 4 of your function stops:  u = t @ np.ones((3, 1))"
    assert found.lines[2].startswith("  Line 3 of your function, np.zeros((2, 1)) - s: (2, 1) - ")


def test_the_shapes_on_the_line_of_an_error_are_shown():
    found = verdict("Z = X @ X\n" + RIGHT)
    assert found.lines[2].endswith("Shapes in line 2: (2, 7) @ (2, 7).") or found.lines[2].endswith(
        "Shapes in line 2: (2, 1) @ (2, 1)."
    )
    assert "gufunc" not in found.lines[1]


def test_a_function_without_source_is_judged_all_the_same():
    namespace = {"np": np}
    exec("def statistics(X):\n    return {'mean': X.mean(axis=1)}, X.max() - X.min()\n", namespace)
    assert judge(namespace["statistics"], QUESTION).groups["value"] == 1.0
    exec("def statistics(X):\n    return X @ X\n", namespace)
    assert judge(namespace["statistics"], QUESTION).status == "error"


def test_a_right_function_is_called_for_its_cases_and_counted_once_for_each_axis():
    calls = []
    source = "def statistics(X):\n    calls.append(1)\n    " + RIGHT + "\n"
    f = define(source, "statistics", {"np": np, "calls": calls})
    assert judge(f, QUESTION).groups["value"] == 1.0
    assert len(calls) <= len(QUESTION.cases) + 4


def test_no_more_than_four_lines():
    for body in [
        "return {'mean': np.log(X * 0)[:, :1]}, X.max() - X.min()",
        "s = X.sum(axis=1)\nreturn {'mean': np.zeros((2, 1)) - s}, X.max() - X.min()",
        "s = X.sum(axis=1)\nt = np.zeros((2, 1)) - s\nif X.shape[1] > 1: t = t @ np.ones((3, 1))\n"
        + RIGHT,
        RIGHT.replace("mean(", "sum(", 1),
        "return None",
        "Z = X @ X",
        "e = np.exp(np.array([1e9]))\n" + RIGHT,
        "X[:] = 0\nfor x in X: pass\n" + RIGHT,
    ]:
        assert len(verdict(body).lines) <= 4


@pytest.mark.parametrize("value", [None, 3, "text", np.ones(2)])
def test_what_is_not_a_function_is_said_to_be_none(value):
    found = judge(value, QUESTION)
    assert (found.status, found.share) == ("error", 0.0)
    assert "run the cell that defines it" in found.lines[0]


class Hostile:
    def __eq__(self, other):
        raise RuntimeError

    def __array__(self, *args, **kwargs):
        raise RuntimeError

    __hash__ = None


@pytest.mark.parametrize("value", [Hostile(), [Hostile()], {"mean": Hostile()}, (Hostile(), 1)])
def test_hostile_values_are_wrong_and_nothing_more(value):
    assert judge(lambda X: value, QUESTION).share == 0.0


def test_what_the_function_printed_is_kept():
    assert verdict("print('here', X.shape)\nreturn None").printed == "here (2, 7)\n"


def test_a_missing_function_of_another_notebook_is_no_open_exercise():
    text = "forward: it is not there; open earlier.ipynb, exercise 2.1"
    # A function of another notebook has other global names than this one, and no file.
    forward = define(f"def forward(X):\n    raise NotImplementedError({text!r})\n", "forward", {})
    source = "def statistics(X):\n    return forward(X)\n"
    found = judge(define(source, "statistics", {"forward": forward}), QUESTION)
    assert (found.status, found.share) == ("error", 0.0)
    assert found.lines[0].startswith("statistics  cannot be judged yet: line 2 of statistics:")
    assert found.lines[1] == "  forward: it is not there; open earlier.ipynb, exercise 2.1."
