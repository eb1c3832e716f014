"""A function with nearly the expected name is found, and no other."""

import pytest

from grader.exercises.reference import define
from grader.student.calling import renamed_function


def notebook_of(*names, body="return 1"):
    space = {}
    for name in names:
        define(f"def {name}(z):\n    {body}\n", name, space)
    return space


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("relu", "Relu"),
        ("relu", "ReLU"),
        ("sigmoid", "sigmoid_fn"),
        ("sigmoid", "my_sigmoid"),
        ("sigmoid", "sigmoid2"),
        ("sigmoid", "sigmoid_"),
        ("sigmoid", "sigmiod"),
        ("L_model_forward", "LModelForward"),
        ("update_parameters", "update_paramters"),
        ("l1_loss", "L1_loss"),
    ],
)
def test_a_name_nearly_the_same_is_found(name, other):
    assert renamed_function(name, notebook_of(other, "predict")) == other


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("relu", "leaky_relu"),
        ("relu", "relu_backward"),
        ("l1_loss", "l2_loss"),
        ("tanh", "sigmoid"),
        ("L_model_forward", "L_model_backward"),
        ("node_forward", "node_backward"),
    ],
)
def test_another_name_is_not(name, other):
    assert renamed_function(name, notebook_of(other)) is None


def test_a_stub_and_two_of_them_do_not_count():
    assert renamed_function("relu", notebook_of("Relu", body="raise NotImplementedError")) is None
    assert renamed_function("relu", notebook_of("Relu", "relu2")) is None
    assert renamed_function("relu", {"Relu": 3, "relu": max}) is None
