"""The figures of week1/first_neuron."""

from grader.student.figures.week1.first_neuron.hidden_layer import (
    hidden_weights,
    house_network,
    lines_and_kinks,
    prices_compared,
)
from grader.student.figures.week1.first_neuron.scale import (
    development_loop,
    island_maps,
    scale_curves,
    steepness,
    training_costs,
)
from grader.student.figures.week1.first_neuron.single_neuron import (
    line_and_relu,
    miss_map,
    one_neuron,
    price_against_size,
)
from grader.student.figures.week1.first_neuron.supervised_learning import (
    network_families,
    unstructured_data,
)

__all__ = [
    "development_loop",
    "hidden_weights",
    "house_network",
    "island_maps",
    "line_and_relu",
    "lines_and_kinks",
    "miss_map",
    "network_families",
    "one_neuron",
    "price_against_size",
    "prices_compared",
    "scale_curves",
    "steepness",
    "training_costs",
    "unstructured_data",
]
