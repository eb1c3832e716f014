"""What made mistakes are told, on a few in CI; `make diagnosis` measures it."""

import itertools

import pytest

from grader.exercises import load_reference
from tests.diagnosis.causes import HELD_OUT, OPERATORS, WORDS
from tests.diagnosis.made_mistakes import MAKERS, MadeMistake, changed_lines, edited, plain
from tests.diagnosis.told import DOORS, Posed, measured, operators_of, pairs, told


def test_a_third_of_the_operators_is_held_out_one_of_each_family():
    assert sorted(HELD_OUT) == [
        "activation left out",
        "another axis",
        "another key",
        "assigned in place",
        "factors swapped",
        "integer division",
        "lines in another order",
        "position off by one",
        "term left out",
        "transpose left out",
    ]
    assert {o.family for o in OPERATORS} == {o.family for o in OPERATORS if o.name in HELD_OUT}
    assert list(MAKERS) == [o.name for o in OPERATORS]
    assert {cause for o in OPERATORS for cause in o.causes} <= set(WORDS)


CELL = '''def f(X, Y):
    """Docstring."""
    m = X.shape[1]
    dZ = X - Y
    A = np.sum(dZ @ Y.T, axis=1, keepdims=True) / m
    return A
'''


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("another axis", "A = np.sum(dZ @ Y.T, axis=0, keepdims=True) / m"),
        ("transpose left out", "A = np.sum(dZ @ Y, axis=1, keepdims=True) / m"),
        ("divisor left out", "A = np.sum(dZ @ Y.T, axis=1, keepdims=True)"),
        ("operands swapped", "dZ = Y - X"),
        ("size of another axis", "m = X.shape[0]"),
        ("another variable", "dZ = X - m"),
        ("another result", "return dZ"),
        ("integer division", "A = np.sum(dZ @ Y.T, axis=1, keepdims=True) // m"),
        ("written into the argument", "Y[:] = X - Y"),
    ],
)
def test_operators_make_the_mistakes_that_they_are_named_after(operator, line):
    own = plain(CELL)
    texts = edited(own, operator)
    assert any(line in text for text in texts)
    for text in texts:
        compile(text, "made", "exec")
        assert changed_lines(own, text)


def test_where_lines_are_gone_both_beside_count():
    assert changed_lines("a\nb\nc\n", "a\nc\n") == {1, 2}
    assert changed_lines("a\nb\nc\n", "a\nd\nc\n") == {2}


def test_pairs_change_different_lines():
    for posed in itertools.islice(pairs(operators_of(False), 3), 5):
        assert len(posed.made.lines) >= 2


def test_both_doors_name_causes_and_claim_nothing_that_is_not_so():
    own = plain(load_reference("week1/first_neuron").sources["house_price"])
    text = next(t for t in edited(own, "another variable") if "relu(W2 @ b1 + b2)" in t)
    made = MadeMistake(("another variable",), changed_lines(own, text), text)
    posed = Posed("week1/first_neuron", "house_price", made)
    for door in DOORS:
        found = told(posed, door)
        assert found is not None
        assert (found.named, found.placed, found.untrue) == (True, True, [])


@pytest.mark.slow
@pytest.mark.parametrize("held_out", [False, True])
def test_no_claim_is_untrue(held_out):
    for edits, number in ((1, 4), (2, 20)):
        for found in measured(operators_of(held_out), edits, number, 5).values():
            assert [one.untrue for one in found if one.untrue] == []
