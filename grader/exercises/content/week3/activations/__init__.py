"""The exercises of `notebooks/week3/activations.py`."""
