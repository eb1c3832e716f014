"""Experiments with small networks that the lessons show before their readers can train any.

A made-up task, "islands", of which there are as many examples as one likes; networks of any size
trained on it or on other data; and the accuracy of several sizes on growing amounts of data.

The networks here are trained as quickly as NumPy can. How training works is what the course
teaches later, on other code.
"""

from grader.student.experiments.island_networks import (
    accuracy,
    cost,
    island,
    islands,
    learned_maps,
    relu_against_sigmoid,
    train,
)
from grader.student.experiments.scale_measurement import (
    AMOUNTS,
    RUNS,
    SIZES,
    as_table,
    load_scale_curves,
    measure,
    net_name,
    summary,
)

__all__ = [
    "AMOUNTS",
    "RUNS",
    "SIZES",
    "accuracy",
    "as_table",
    "cost",
    "island",
    "islands",
    "learned_maps",
    "load_scale_curves",
    "measure",
    "net_name",
    "relu_against_sigmoid",
    "summary",
    "train",
]
