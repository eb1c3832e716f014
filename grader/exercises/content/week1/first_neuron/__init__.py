"""The exercises of `notebooks/week1/first_neuron.py`."""
