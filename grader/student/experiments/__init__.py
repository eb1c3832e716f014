"""Experiments of the lessons: small networks, their training, and what it measured."""

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
