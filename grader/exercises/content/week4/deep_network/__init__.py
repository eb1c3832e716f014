"""The exercises of `notebooks/week4/deep_network.py`."""
