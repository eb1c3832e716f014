"""The benchmark of the training: its rows, and what it says where PyTorch is missing."""

import importlib.util

import numpy as np

from tests.benchmarks import training


def test_all_ways_make_the_same_steps_and_every_row_is_timed():
    rows = list(training.measured(700, np.float64, None, rounds=2, steps=2))
    assert [name for name, _, _ in rows] == [
        "reference",
        "with dA0",
        "two products",
        "reading X twice",
        "own axes",
    ]
    assert all(seconds > 0 for _, seconds, _ in rows)
    costs = [cost for _, _, cost in rows if cost == cost]
    assert len(costs) == 3
    np.testing.assert_allclose(costs, costs[0], rtol=1e-10)


def test_where_pytorch_is_missing_its_row_is_left_out_by_name(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["training"])
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(training, "measured", lambda *_: [("two products", 1.0, 0.5)])
    training.main()
    shown = capsys.readouterr().out
    assert "PyTorch: not measured, it is not installed." in shown
    assert "make bench TORCH=" in shown
