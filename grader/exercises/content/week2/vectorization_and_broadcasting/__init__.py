"""The exercises of `notebooks/week2/vectorization_and_broadcasting.py`."""
