"""The measurement of accuracy against data, and the result that is shipped."""

import csv

import numpy as np
import pytest

from grader.student import experiments
from grader.student.data import shipped_file
from grader.student.experiments.scale_measurement import Run


def test_a_measurement_has_a_run_for_each_size_amount_and_turn() -> None:
    runs = list(experiments.measure(sizes=(0, 3), amounts=(10, 20), runs=2, steps=5))
    assert [(r.hidden_units, r.examples, r.run) for r in runs] == [
        (size, m, run) for size in (0, 3) for m in (10, 20) for run in (0, 1)
    ]
    assert runs[0].parameters == 3
    # 2 times 3, 3 times 3 and 3 times 1 weights, and 3 + 3 + 1 biases.
    assert runs[-1].parameters == 18 + 7
    assert runs[-1].multiplications == 3 * 18 * 64 * 5
    table = experiments.as_table(runs)
    assert table.columns == Run._fields
    assert table.rows.shape == (8, len(Run._fields))
    text = experiments.summary(table, spread=True).splitlines()
    assert text[0].split() == ["examples", "10", "20"]
    assert [line[:22].strip() for line in text[1:]] == ["a single neuron", "2 layers of 3 units"]


def test_the_shipped_measurement_is_whole() -> None:
    curves = experiments.load_scale_curves()
    assert curves.columns == Run._fields
    found = [tuple(row) for row in curves.select("hidden_units", "examples", "run").rows]
    assert found == [
        (size, m, run)
        for size in experiments.SIZES
        for m in experiments.AMOUNTS
        for run in range(experiments.RUNS)
    ]
    for name in ("train_accuracy", "test_accuracy"):
        assert ((curves.column(name) > 0.4) & (curves.column(name) <= 1)).all()


@pytest.mark.parametrize(("size", "m"), [(0, 30), (4, 300), (64, 100)])
def test_a_part_of_the_shipped_measurement_can_be_measured_again(size: int, m: int) -> None:
    [run] = experiments.measure((size,), (m,), runs=1)
    with shipped_file("scale_curves.csv").open(newline="", encoding="utf-8") as file:
        [line] = [
            row
            for row in csv.DictReader(file)
            if (row["hidden_units"], row["examples"], row["run"]) == (str(size), str(m), "0")
        ]
    assert (int(line["parameters"]), float(line["multiplications"])) == (
        run.parameters,
        run.multiplications,
    )
    # Another NumPy may round otherwise, and a long training makes the difference grow.
    assert float(line["test_accuracy"]) == pytest.approx(run.test_accuracy, abs=0.03)


def test_the_lesson_reads_the_shipped_measurement_rightly() -> None:
    curves = experiments.load_scale_curves()

    def reached(size: int, m: int) -> np.ndarray:
        chosen = (curves.column("hidden_units") == size) & (curves.column("examples") == m)
        return curves.column("test_accuracy")[chosen]

    # Small models level off, large ones go on improving.
    assert reached(0, 10000).mean() - reached(0, 100).mean() < 0.02
    assert reached(4, 10000).mean() - reached(4, 1000).mean() < 0.01
    steps = [reached(64, m).mean() for m in experiments.AMOUNTS]
    assert steps == sorted(steps)
    # With little data the bands of neighboring sizes overlap, and 64 units do no better than 16.
    for one, other in ((0, 4), (4, 16), (16, 64)):
        assert reached(one, 30).max() > reached(other, 30).min()
    assert reached(64, 30).mean() - reached(16, 30).mean() < 0.01
    assert 0 < reached(64, 10000).mean() - reached(16, 10000).mean() < 0.05
