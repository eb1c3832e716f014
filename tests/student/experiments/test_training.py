"""Trainings with a bar, the table of trials, and the tables of measured results."""

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from grader.student.experiments.training import Trials, load_results, train_with_bar
from grader.student.text import DataError


def counting_model(X, Y, dims, rate, iterations, print_cost, parameters):
    """Count iterations in place of learning; the cost falls by one each time."""
    done = 0 if parameters is None else parameters["done"]
    return {"done": done + iterations, "sizes": dims}, [100.0 - done]


@pytest.fixture
def shown():
    """Return a function that calls something and returns its result and the lines on the page."""
    InteractiveShell.instance()

    def call(function, *args, **kwargs):
        with capture_output() as captured:
            result = function(*args, **kwargs)
        return result, [output.data["text/plain"] for output in captured.outputs]

    yield call
    InteractiveShell.clear_instance()


def test_a_training_goes_on_from_part_to_part_and_shows_how_far_it_is(shown):
    (found, costs), lines = shown(
        train_with_bar, counting_model, None, None, (4, 1), num_iterations=250
    )
    assert found == {"done": 250, "sizes": [4, 1]}
    assert costs == [100.0, 0.0, -100.0]
    assert [line.split("iterations")[0].split()[-3:] for line in lines] == [
        [str(n), "of", "250"] for n in (0, 100, 200, 250)
    ]
    assert "cost 0.0000" in lines[2]
    assert lines[1].endswith(" s left")
    assert lines[-1].endswith(" s")
    assert "·" not in lines[-1]


def test_a_model_may_return_the_parameters_alone(shown):
    def model(*args):
        return counting_model(*args)[0]

    (found, costs), lines = shown(train_with_bar, model, None, None, [4, 1], num_iterations=30)
    assert (found["done"], costs) == (30, [])
    assert "cost" not in lines[-1]


def test_a_start_is_used(shown):
    start = {"done": 7}
    (found, _), _ = shown(
        train_with_bar, counting_model, None, None, [4, 1], num_iterations=3, parameters=start
    )
    assert (found["done"], start) == (10, {"done": 7})


def test_an_interrupted_training_keeps_what_it_has(shown):
    def model(*args):
        if args[-1] is not None and args[-1]["done"] >= 200:
            raise KeyboardInterrupt
        return counting_model(*args)

    (found, costs), lines = shown(train_with_bar, model, None, None, [4, 1], num_iterations=900)
    assert (found["done"], len(costs)) == (200, 2)
    assert lines[-1] == "stopped after 200 of 900 iterations"


def perceptron(X, Y, dims, rate, iterations, print_cost, parameters):
    W1, costs = parameters["W1"], []
    for i in range(iterations):
        A = 1 / (1 + np.exp(-W1 @ X))
        if i == 0:
            costs.append(float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))))
        W1 = W1 - rate * (A - Y) @ X.T / X.shape[1]
    return {"W1": W1}, costs


def test_a_trial_is_judged_by_the_other_pictures_with_weights_for_their_pixels(shown):
    rng = np.random.default_rng(0)
    w = rng.normal(size=(1, 9))
    X, X_judge = rng.normal(size=(9, 7)), rng.normal(size=(9, 40))
    Y, Y_judge = ((w @ x > 0).astype(int) for x in (X, X_judge))
    start = rng.normal(size=(1, 9))
    trials = Trials(
        perceptron,
        lambda parameters, x: (parameters["W1"] @ x > 0).astype(int),
        lambda dims, rng: {"W1": start},
        X,
        Y,
        X_judge,
        Y_judge,
    )
    assert str(trials) == "no trials yet"
    shown(trials.add, hidden=[], learning_rate=0.5, num_iterations=60)
    shown(trials.add, hidden=[3, 2], learning_rate=1e6, num_iterations=100, seed=5)
    direct, _ = perceptron(X, Y, [9, 1], 0.5, 60, False, {"W1": start})
    expected = np.mean((direct["W1"] @ X_judge > 0) == Y_judge)
    assert trials.rows[0]["held out"] == f"{expected:.1%}"
    head, first, second = str(trials).splitlines()
    names = "hidden units, learning rate, iterations, seed, seconds, training, held out"
    assert head.split() == names.replace(",", "").split()
    assert first.split()[:4] == ["none", "0.5", "60", "1"]
    assert second.split()[:5] == ["3", "2", "1e+06", "100", "5"]
    assert len({len(line) for line in (head, first, second)}) == 1


def test_measured_tables_are_found_and_others_are_not():
    assert load_results("depth")[0].keys() == {
        *("pictures", "size", "model", "hidden", "seed", "train", "test")
    }
    with pytest.raises(DataError, match=r"nothing\.csv is in none of the folders"):
        load_results("nothing")
