"""Printed numbers count, whatever words stand around them."""

import pytest

from grader.student.checking.printed_numbers import printed_difference, printed_numbers_of

EXPECTED = [[0.0, 0.6931], [100.0, 0.4127]]


@pytest.mark.parametrize(
    "printed",
    [
        "cost after iteration 0: 0.693147\ncost after iteration 100: 0.412703\n",
        "Cost after iteration-0 is 0.69\nCost after iteration-100 is 0.41",
        "training ...\nstep 1: 6.931e-01\nstep 101: 4.127e-01\ndone",
        "0 np.float64(0.6931)\n100 np.float64(0.4127)\ntrain accuracy: 99.5 %\ntest: 70 %",
    ],
)
def test_any_words_will_do(printed):
    assert printed_difference(EXPECTED, printed_numbers_of(printed)) is None


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("", "a line with the numbers 0 and 0.6931, and does not"),
        ("0: 0.6931\n99: 0.4127", "numbers 100 and 0.4127"),
        ("0: 0.6931\n100: 0.6931", "numbers 100 and 0.4127"),
        ("100: 0.4127\n0: 0.6931", "numbers 100 and 0.4127"),
        ("\n".join(f"{i}: {0.6931 - i / 1000}" for i in range(9)), "9 lines with numbers"),
    ],
)
def test_what_is_missing_is_said(printed, says):
    assert says in printed_difference(EXPECTED, printed_numbers_of(printed))


def test_where_nothing_is_asked_nothing_may_be_printed():
    assert printed_difference([], printed_numbers_of("ready\n")) is None
    assert "should print none" in printed_difference([], printed_numbers_of("cost 0.7"))
