"""A call of a student's function is noted in full, and nothing of it escapes."""

import sys
import warnings

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.calling import SeededGenerator, arguments_for, call, decode, encode, same


def student(source, name="f", **namespace):
    return define(source, name, {"np": np, **namespace})


def test_a_value_comes_back():
    made = call(student("def f(a, b):\n    return a - b\n"), {"a": 5, "b": 3})
    assert (made.value, made.failure, made.changed, made.printed) == (2, None, (), "")


def test_arguments_are_copies_and_changes_are_named():
    x = np.zeros(3)
    made = call(
        student("def f(x, y):\n    x += 1\n    return y\n"), {"x": x, "y": {"k": np.zeros(3)}}
    )
    assert made.changed == ("x",)
    assert not x.any()


def test_an_exception_names_the_student_s_line():
    made = call(student("def f(x):\n    y = x + 1\n    return y @ x\n"), {"x": np.ones((2, 3))})
    assert made.failure.kind == "ValueError"
    assert str(made.failure.location) == "line 3 of f:  return y @ x"


def test_an_exception_in_a_helper_of_the_same_notebook_names_the_helper():
    namespace = {"np": np}
    define("def helper(x):\n    return x / undefined\n", "helper", namespace)
    f = define("def f(x):\n    return helper(x)\n", "f", namespace)
    assert str(call(f, {"x": 1}).failure.location) == "line 2 of helper:  return x / undefined"


def test_a_library_s_inner_lines_are_not_shown():
    made = call(student("def f(x):\n    return np.linalg.inv(x)\n"), {"x": np.zeros((2, 2))})
    assert made.failure.kind == "LinAlgError"
    assert made.failure.location.source == "return np.linalg.inv(x)"


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import sys; sys.exit()", "1 / 0"])
def test_nothing_escapes(code):
    made = call(student(f"def f(x):\n    {code}\n"), {"x": 1})
    assert made.failure is not None


def test_the_student_can_stop_an_endless_loop():
    with pytest.raises(KeyboardInterrupt):
        call(student("def f(x):\n    raise KeyboardInterrupt\n"), {"x": 1})


def test_warnings_are_noted_with_their_line_and_not_shown():
    f = student("def f(z):\n    e = np.exp(-z)\n    return 1 / (1 + e)\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = call(f, {"z": np.array([-1000.0, 0.0])})
    assert made.value == pytest.approx([0, 0.5])
    assert [w.text for w in made.warnings] == ["overflow encountered in exp"]
    assert made.warnings[0].location.line == 2


def test_output_is_kept_and_not_shown(capsys):
    code = "def f(x):\n    print('one')\n    print('two', file=sys.stderr)\n"
    made = call(student(code, sys=sys), {"x": 1})
    assert made.printed == "one\ntwo\n"
    assert capsys.readouterr() == ("", "")


def test_the_stub_counts_as_not_implemented_even_through_a_subclass():
    code = "class Mine(NotImplementedError): ...\n\ndef f(x):\n    raise Mine\n"
    assert call(student(code), {"x": 1}).failure.kind == "NotImplementedError"


def test_a_warning_in_a_helper_names_the_helper_s_line():
    namespace = {"np": np}
    define("def helper(x):\n    y = x\n    return np.log(y)\n", "helper", namespace)
    f = define("def f(x):\n    return helper(x)\n", "f", namespace)
    (warned,) = call(f, {"x": np.zeros(3)}).warnings
    assert str(warned.location) == "line 3 of helper:  return np.log(y)"


def test_a_warning_inside_numpy_names_the_student_s_line():
    made = call(student("def f(x):\n    y = x\n    return np.mean(y)\n"), {"x": np.ones(0)})
    assert "Mean of empty slice" in made.warnings[0].text
    assert str(made.warnings[0].location) == "line 3 of f:  return np.mean(y)"


def test_warnings_come_in_order_and_each_once():
    source = (
        "def f(x):\n    for _ in range(9):\n        y = x * np.log(x)\n    return np.sqrt(-x - 1)\n"
    )
    texts = [(w.text, w.location.line) for w in call(student(source), {"x": np.zeros(3)}).warnings]
    assert texts == [
        ("divide by zero encountered in log", 3),
        ("invalid value encountered in multiply", 3),
        ("invalid value encountered in sqrt", 4),
    ]


def test_errstate_of_the_student_holds_and_does_not_leak():
    quiet = student("def f(x):\n    with np.errstate(all='ignore'):\n        return np.log(x)\n")
    assert call(quiet, {"x": np.zeros(3)}).warnings == ()
    before = np.geterr()
    strict = student("def f(x):\n    np.seterr(all='raise')\n    return np.log(x)\n")
    assert call(strict, {"x": np.zeros(3)}).failure.kind == "FloatingPointError"
    assert np.geterr() == before
    with np.errstate(all="raise"):
        loud = call(student("def f(x):\n    return np.log(x)\n"), {"x": np.zeros(3)})
    assert len(loud.warnings) == 1


def test_the_filters_and_the_display_of_warnings_are_as_before():
    filters, show = list(warnings.filters), warnings.showwarning
    call(student("def f(x):\n    warnings.simplefilter('ignore')\n", warnings=warnings), {"x": 1})
    call(student("def f(x):\n    1 / 0\n"), {"x": 1})
    assert (list(warnings.filters), warnings.showwarning) == (filters, show)


def test_a_warning_of_what_is_no_python_function_has_no_line():
    (warned,) = call(np.log, {"x": np.zeros(3)}).warnings
    assert warned.location is None


def test_new_arrays_in_the_callers_dictionary_are_told_from_changed_arrays():
    arguments = {"p": {"w": np.ones(2), "b": np.zeros(1)}}

    def rebinds(p):
        p["w"] = p["w"] - 1

    def changes(p):
        p["w"] -= 1

    def both(p):
        p["b"] += 1
        p["w"] = p["w"] - 1

    found = [call(f, arguments) for f in (rebinds, changes, both)]
    assert [made.rebound for made in found] == [("p",), (), ()]
    assert [made.changed for made in found] == [(), ("p",), ("p",)]


RNG = SeededGenerator(1)


@pytest.mark.parametrize(
    ("function", "arguments", "bound"),
    [
        (lambda a, b: 0, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        (lambda b, a: 0, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        (lambda p, q, m: 0, {"a": 1, "b": 2}, {"p": 1, "q": 2, "m": 7}),
        (lambda b, y, a: 0, {"a": 1, "b": 2}, {"b": 2, "y": 9, "a": 1}),
        (lambda a, b, m=3: 0, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        (lambda a, b, other: 0, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        (lambda a: 0, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        (lambda a: 0, {"a": 1, "rng": RNG}, {"a": 1}),
        (lambda a, rng=None: 0, {"a": 1, "rng": RNG}, {"a": 1, "rng": RNG}),
        (lambda *a: 0, {"a": 1, "rng": RNG}, {"a": 1, "rng": RNG}),
        (max, {"a": 1, "b": 2}, {"a": 1, "b": 2}),
    ],
)
def test_a_function_of_another_course_gets_what_its_parameters_are_called(
    function, arguments, bound
):
    found = arguments_for(function, arguments, {"m": 7, "Y": 9})
    assert list(found.items()) == list(bound.items())


def test_a_seed_is_given_as_a_generator_and_it_shows_whether_one_draws_from_it():
    draws = call(lambda rng: rng.normal(size=3), {"rng": SeededGenerator(5)})
    assert draws.value.tolist() == np.random.default_rng(5).normal(size=3).tolist()
    assert (draws.changed, draws.changed_types) == (("rng",), {"rng": "SeededGenerator"})
    assert call(lambda rng: np.random.default_rng(rng), {"rng": SeededGenerator(5)}).changed == ()
    assert (
        call(lambda rng: np.random.default_rng(5).normal(), {"rng": SeededGenerator(5)}).changed
        == ()
    )
    assert same(decode(encode([SeededGenerator(5)])), [SeededGenerator(5)]) and not same(
        SeededGenerator(5), SeededGenerator(6)
    )
