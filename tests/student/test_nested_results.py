"""Results of many parts: caches, gradients of networks that have not all the same depth."""

import json

import numpy as np

from grader.exercises.reference import define
from grader.student.calling import RandomOutput, call
from grader.student.checking.comparison import Contract, compare, renumbered_like
from grader.student.checking.judging import judge
from grader.student.checking.question import (
    MistakeOutcome,
    Question,
    SolvedCase,
    question_from_data,
    question_to_data,
)

FORWARD = Contract(outputs=("Z", "cache"), whole=frozenset({"cache"}))
GRADS = Contract(outputs=("grads",), from_any=frozenset({"dA"}))
A, W = np.arange(6.0).reshape(2, 3), np.ones((1, 2))
RIGHT = (W @ A, ((A, W), 7.0))


def difference(got, contract=FORWARD, expected=RIGHT):
    found = compare(expected, got, contract)
    return {name: c.difference and c.difference.fact for name, c in found.items()}


def test_a_cache_counts_as_one_output_in_any_kind_of_sequence():
    assert difference(RIGHT) == {"Z": None, "cache": None}
    assert difference([RIGHT[0], [[A, W], 7]]) == {"Z": None, "cache": None}


def test_of_a_wrong_cache_the_worst_part_is_named():
    assert difference((RIGHT[0], ((W, A), 8.0)))["cache"].startswith("cache[0][0] is an array")
    assert difference((RIGHT[0], ((A, W), 8.0)))["cache"] == "cache[1]: expected 7, got 8"
    assert "should be a tuple of 2" in difference((RIGHT[0], (A, W, 7.0)))["cache"]
    assert "should return Z and cache" in difference(RIGHT[0])["cache"]


def test_a_list_that_holds_itself_is_only_wrong():
    caches = [A]
    caches.append(caches)
    assert "cache[0] should be a tuple of 2" in difference((RIGHT[0], caches))["cache"]
    contract = Contract(outputs=("A",))
    assert "is a list of 2" in difference(caches, contract, A)["A"]


def test_a_cache_in_another_form_has_the_right_numbers():
    found = compare(RIGHT, (RIGHT[0], ((A, W[0]), 7.0)), FORWARD)["cache"].difference
    assert (found.kind, found.values_right) == ("shape", True)


def test_numbered_keys_may_start_one_later():
    expected = {"dA0": A, "dA1": W, "dW1": W, "dW2": A}
    later = {"dA1": A, "dA2": W, "dW1": W, "dW2": A}
    more = {**expected, "dA2": np.zeros(3)}
    for got in (expected, later, more):
        assert renumbered_like(expected, got, GRADS).keys() == expected.keys()
        assert set(difference(renumbered_like(expected, got, GRADS), GRADS, expected).values()) == {
            None
        }
    partly = renumbered_like(expected, {"dA1": W, "dW1": W, "dW2": A}, GRADS)
    assert difference(partly, GRADS, expected)["dA0"].startswith('"dA0" is missing')
    assert renumbered_like(expected, None, GRADS) is None
    assert renumbered_like({"dW1": 1}, {"dW1": 1, "dA0": 2}, GRADS) == {"dW1": 1, "dA0": 2}


def test_a_long_list_of_keys_is_cut():
    fact = difference({f"dW{l}": A for l in range(9)}, GRADS, {"db": A})["db"]
    assert fact.endswith('it has "dW0", "dW1", "dW2", "dW3", ...')


def double_all(parameters):
    return {name: 2 * array for name, array in parameters.items()}


def case(L):
    parameters = {f"W{l}": np.full((1, l), 3.0) for l in range(1, L + 1)}
    return SolvedCase(
        {"parameters": parameters},
        double_all(parameters),
        {"L": L},
        None,
        {"off": MistakeOutcome(None)},
    )


QUESTION = Question(
    name="double_all",
    number="1.1",
    contract=Contract(outputs=("doubled",)),
    rules=(),
    uses=(),
    equations={"W3": "(1.1)"},
    mistakes=(),
    cases=(case(1), case(3), case(2)),
)


def test_cases_may_have_different_outputs():
    assert judge(double_all, QUESTION).lines[0].endswith("W1, W2, W3.")

    def without_last(parameters):
        return {**double_all(parameters), "W3": np.zeros((1, 3))}

    found = judge(without_last, QUESTION)
    assert found.groups["value"] == 2 / 3
    assert found.lines[0] == "double_all  W3 is wrong (W1 and W2 are right). See equation (1.1)."


def test_the_line_that_stops_is_cut_to_one_line():
    source = (
        "def double_all(parameters):\n    return undefined + " + " + ".join(40 * ["one"]) + "\n"
    )
    line = judge(define(source, "double_all", {}), QUESTION).lines[0]
    assert len(line) <= 96
    assert line.endswith(" ...")


def test_a_comprehension_that_stops_is_named_by_the_line_it_stands_in():
    source = "def f(x):\n\n    return [v / 0 for v in x]\n"
    place = call(define(source, "f", {}), {"x": [1, 2]}).failure.location
    assert (place.function, place.line) == ("f", 3)


def test_a_contract_travels_as_data():
    contract = Contract(
        outputs=("a", "b"),
        whole=frozenset({"b"}),
        from_any=frozenset({"dA"}),
        drawn={"W*": RandomOutput((0.01,), (1.0, 2.0), inputs_first=True)},
    )
    question = Question("q", "1", contract, (), (), {}, (), ())
    again = question_from_data(json.loads(json.dumps(question_to_data(question))))
    assert again.contract == contract


def test_a_draw_is_measured_by_what_its_message_speaks_of():
    W = np.random.default_rng(1).normal(size=(50, 100))
    by_inputs = RandomOutput((0.01,), (1.0,), inputs_first=True)
    assert by_inputs.fault(W) == "standard deviation 1, expected about 0.1"
    assert RandomOutput((0.01,), (1.0,)).fault(W) == "standard deviation 1, expected about 0.01"
    assert by_inputs.fault(W / 10) is by_inputs.fault(W / 100) is None
