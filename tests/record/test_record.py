"""The record is the same each time, and a comparison names whatever has changed."""

import json
from pathlib import Path

import pytest

from tests.record.__main__ import main
from tests.record.difference import differences
from tests.record.messages import without_volatile
from tests.record.recorder import read, record, written

NOTEBOOK, SMALL, SEALED = "week3/activations", "relu", "fifty_linear_units"
NAMES = [f"{NOTEBOOK}:{SMALL}", f"{NOTEBOOK}:{SEALED}"]


@pytest.fixture(scope="module")
def recorded():
    return record(NAMES)


@pytest.fixture
def folder(tmp_path, recorded):
    path = tmp_path / "before" / f"{NOTEBOOK}.json"
    path.parent.mkdir(parents=True)
    path.write_text(written(recorded[NOTEBOOK]), encoding="utf-8")
    return tmp_path / "before"


def change(folder: Path, entry: str, old: str, new: str) -> None:
    path = folder / f"{NOTEBOOK}.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert old in entries[entry]
    entries[entry] = entries[entry].replace(old, new)
    path.write_text(written(entries), encoding="utf-8")


def test_two_records_have_the_same_bytes(folder, tmp_path):
    assert main(["write", str(tmp_path / "now"), *NAMES, "--jobs", "1"]) == 0
    before, now = (
        (where / f"{NOTEBOOK}.json").read_bytes() for where in (folder, tmp_path / "now")
    )
    assert before == now


def test_it_has_each_kind_of_implementation_both_ways_on_a_line_of_its_own(recorded):
    entries = recorded[NOTEBOOK]
    assert written(entries).count("\n") == len(entries) + 2
    kinds = {name.split(" | ")[1].split()[0].rstrip(",") for name in entries}
    assert kinds == {"reference", "stub", "mistake", "variant", "mutant", "public"}
    judged = [name for name in entries if "public" not in name]
    assert sum(n.endswith("visible") for n in judged) == sum(n.endswith("hidden") for n in judged)
    assert entries[f"{SMALL} | reference | hidden"].startswith("points: 2.0 of 2\n")
    assert "not written yet" in entries[f"{SMALL} | stub | visible"]


def test_what_has_not_changed_is_no_difference(folder, capsys):
    assert main(["compare", str(folder), NAMES[1], "--jobs", "1"]) == 0
    assert f"{NOTEBOOK}: 0 of " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entry", "old", "new"),
    [
        (f"{SMALL} | reference | visible", "right", "wrong"),
        (f"{SMALL} | mistake identity | hidden", "points: 0.0", "points: 0.6"),
    ],
)
def test_a_changed_message_or_other_points_are_shown(folder, capsys, entry, old, new):
    change(folder, entry, old, new)
    assert main(["compare", str(folder), NAMES[0], "--jobs", "1"]) == 1
    shown = capsys.readouterr().out
    assert f"{NOTEBOOK} | {entry}\n" in shown
    removed, added = (
        next(line for line in shown.splitlines() if line.startswith(f"  {sign}") and text in line)
        for sign, text in (("-", new), ("+", old))
    )
    assert removed[3:] == added[3:].replace(old, new)
    assert f"{NOTEBOOK}: 1 of " in shown


def test_an_exercise_that_is_gone_and_one_that_is_new_are_shown(folder, recorded):
    rest = {k: v for k, v in recorded[NOTEBOOK].items() if not k.startswith(SEALED)}
    gone = differences(read(folder), {NOTEBOOK: rest})
    assert {d.entry.split(" | ")[0] for d in gone} == {SEALED}
    assert len(gone) == len(recorded[NOTEBOOK]) - len(rest)
    new = differences({NOTEBOOK: rest}, read(folder))
    assert [d.entry for d in new] == [d.entry for d in gone]
    assert all("--- nothing" in d.lines for d in new)


def test_an_entry_without_text_counts_and_so_does_the_end_of_a_line():
    assert differences({"n": {"f | a | visible": ""}}, {"n": {}})
    assert differences({"n": {"f | a | visible": "right"}}, {"n": {"f | a | visible": "right\n"}})


def test_public_numbers_may_differ_in_their_last_digits_and_nothing_else_may():
    def compared(one, other):
        return differences(
            {"n": {"f | public | case 00": one}}, {"n": {"f | public | case 00": other}}
        )

    case = {"expected": {"array": [[1.0, 2.0], [3e6, 1e-9]]}, "facts": {"m": 2}}
    assert not compared(case, {**case, "expected": {"array": [[1.0, 2.000001], [3e6, 2e-9]]}})
    (found,) = compared(case, {**case, "expected": {"array": [[1.0, 2.00001], [3e6, 1e-9]]}})
    assert found.lines == (
        "expected.array[0]: 2.0 -> 2.00001 (relative 5.0e-06, one of 2 numbers)",
    )
    (found,) = compared(case, {**case, "facts": {"m": 3}})
    assert found.lines == ("facts.m: 2 -> 3 (relative 3.3e-01)",)
    (found,) = compared(case, {**case, "facts": {"m": 2.0}})
    assert found.lines == ("facts.m: [2] -> [2.0]",)
    (found,) = compared(case, {"expected": case["expected"]})
    assert found.lines == ('facts: only before: {"m": 2}',)


def test_a_record_is_never_written_over_something_else(folder, capsys):
    with pytest.raises(SystemExit):
        main(["write", str(folder), NAMES[0]])
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("File <kept reference relu 17>, line 2", "File <relu>, line 2"),
        ("<function f at 0x7f3a2b1c9d80>", "<function f at 0x...>"),
        ("stopped after 1.25 s", "stopped after ... s"),
        ("of seed 9f86d081884c7d659a2feaa0c55ad015", "of seed <digest>"),
        ("expected 0.1234567890123456789", "expected 0.1234567890123456789"),
    ],
)
def test_what_differs_from_run_to_run_is_left_out_of_messages(text, kept):
    assert without_volatile(text) == kept
