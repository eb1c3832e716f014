"""The points of an exercise go to its parts, which no draw changes."""

from grader.student.checking import Contract, SolvedCase, compare
from grader.student.checking.verdict import parts_of

LENGTHS = Contract(outputs=("lengths",))


def parts(*cases, contract=LENGTHS):
    """Return whether each part is right; a case is (expected, returned) or (..., part)."""
    compared = []
    for expected, got, *part in cases:
        case = SolvedCase({}, expected, {}, None, {}, part=part[0] if part else None)
        compared.append((case, compare(expected, got, contract)))
    return {part.name: part.is_right for part in parts_of(compared, contract)}


def test_an_output_is_a_part_in_all_cases_that_have_it():
    assert parts(({"a": 1, "b": 2}, {"a": 1, "b": 0}), ({"b": 3}, {"b": 3})) == {
        "a": True,
        "b": False,
    }


def test_outputs_whose_names_are_drawn_are_one_part():
    fixed = ({"a": 1}, {"a": 1})
    for drawn in ({"n1": 2, "n2": 3}, {"n2": 2, "n7": 3, "n8": 4}):
        assert parts(fixed, (drawn, drawn, "drawn graph")) == {"a": True, "drawn graph": True}
        wrong = drawn | {"n2": 0}
        assert parts(fixed, (drawn, wrong, "drawn graph")) == {"a": True, "drawn graph": False}


def test_what_comes_besides_is_no_part():
    contract = Contract(outputs=("lengths",), exact=True)
    for more in ({}, {"c": 3}, {"c": 3, "d": 4}):
        assert parts(({"a": 1}, {"a": 1} | more), contract=contract) == {"a": True}


def test_what_a_function_returns_changes_no_part():
    for got in (None, 3, {}, {"b": 2}, [1, 2], "a"):
        assert parts(({"a": 1, "b": 2}, got)).keys() == {"a", "b"}


def test_what_may_be_left_out_is_right_where_the_rest_is():
    contract = Contract(outputs=("parameters", "costs"), first_alone=True)
    expected = ({"w": 1.0}, [0.5, 0.4])
    assert parts((expected, ({"w": 1.0}, [0.5, 0.3])), contract=contract) == {
        "w": True,
        "costs": False,
    }
    for w in (1.0, 2.0):
        found = parts((expected, {"w": w}), contract=contract)
        assert found == {"w": w == 1.0, "costs": w == 1.0}
