"""The exercises of `notebooks/week2/derivatives_and_graphs.py`."""
