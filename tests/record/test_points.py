"""The comparison of points names each known mistake that earns more or less, with the reason."""

import pytest

from tests.record.__main__ import main
from tests.record.points import Earned, changes, earned
from tests.record.recorder import record, write

NOTEBOOK = "week3/activations"
NOTHING = {"shape": 0.0, "value": 0.0, "rule": 0.0}


def hidden(share, groups, most=4):
    return f"points: {share * most!r} of {most}\ngroups: {groups}\nmistake: half\ntanh  is wrong."


def changed(old, new, entry="tanh | mistake half | hidden"):
    return list(changes({NOTEBOOK: {entry: old}}, {NOTEBOOK: {entry: new}}))


@pytest.mark.parametrize(
    ("share", "groups", "reason"),
    [
        (0.2, {"shape": 1.0, "value": 0.0, "rule": 0.0}, "form alone was right"),
        (0.5, {"shape": 1.0, "value": 0.5, "rule": 0.0}, "only what needs no knowledge is"),
    ],
)
def test_a_mistake_that_earns_nothing_any_more_is_listed(share, groups, reason):
    (found,) = changed(hidden(share, groups), hidden(0.0, NOTHING))
    assert (found.exercise, found.mistake, found.reason) == ("tanh", "half", reason)
    assert (found.before.share, found.now.share) == (share, 0.0)


def test_other_parts_are_listed_with_their_shares():
    old, new = (hidden(0.2 + 0.6 * v, NOTHING | {"shape": 1.0, "value": v}) for v in (0.2, 0.5))
    (found,) = changed(old, new)
    assert found.reason == "value 0.20 -> 0.50"
    (found,) = changed(hidden(0.0, NOTHING), new)
    assert found.reason == "it does not stop any more"


def test_small_changes_and_other_implementations_are_not_listed():
    old, new = hidden(0.50, NOTHING), hidden(0.54, NOTHING)
    assert changed(old, new) == []
    assert changed(hidden(0.5, NOTHING), hidden(0.0, NOTHING), "tanh | variant half | hidden") == []


def test_a_test_that_does_not_end_says_nothing_of_points():
    assert earned("The hidden test does not end.") is None
    assert earned(hidden(0.5, NOTHING)) == Earned(0.5, NOTHING)


def test_the_command_lists_nothing_where_nothing_has_changed(tmp_path, capsys):
    names = [f"{NOTEBOOK}:relu"]
    write(record(names), tmp_path)
    assert main(["points", str(tmp_path), *names, "--jobs", "1"]) == 0
    assert capsys.readouterr().out == "0 known mistakes\n"
    path = tmp_path / f"{NOTEBOOK}.json"
    text = path.read_text(encoding="utf-8")
    before = "points: 0.0 of 2\\ngroups: {'shape': 0.0, 'value': 0.0"
    assert before in text
    path.write_text(text.replace(before, before.replace("0.0 of", "0.4 of")), encoding="utf-8")
    assert main(["points", str(tmp_path), *names, "--jobs", "1"]) == 1
    assert f"{NOTEBOOK}:relu " in capsys.readouterr().out
